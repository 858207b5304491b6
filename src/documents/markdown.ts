import type { Block, ReportDocument } from "#documents/report-document.js";

/** A report in Markdown (CommonMark, and the tables of GFM). No text of it makes markup, a link, a mention or a new line. */
export function markdownOf({ title, blocks }: ReportDocument): string {
  return `${[`# ${escaped(title)}`, ...blocks.map(written)].join("\n\n")}\n`;
}

function written(block: Block): string {
  if (block.kind === "heading") return `${"#".repeat(block.level)} ${escaped(block.text)}`;
  if (block.kind === "text") return paragraph(block.text);
  if (block.kind === "facts") {
    return block.rows.map(([label, value]) => `- ${escaped(label)}: ${escaped(value)}`.trimEnd()).join("\n");
  }
  if (block.kind === "list") return block.items.map((item) => `- ${paragraph(item)}`).join("\n");
  const { head, rows } = block;
  return [head, head.map(() => null), ...rows].map(tableRow).join("\n");
}

function tableRow(cells: readonly (string | null)[]): string {
  return `| ${cells.map((cell) => (cell === null ? "---" : escaped(cell))).join(" | ")} |`;
}

/** At the beginning of a paragraph, some marks make it a list, a heading, a rule or code. */
function paragraph(text: string): string {
  return escaped(text)
    .trimStart()
    .replace(/^(?<digits>\d{1,9})(?=[.)])/u, "$<digits>\\")
    .replace(/^(?=[-+=])/u, "\\");
}

/** What is markup somewhere in a line, and what GFM makes a link or a mention of. */
function escaped(text: string): string {
  return text
    .replaceAll(/\s/gu, " ")
    .replaceAll(/[\\`*_{}[\]<>#|~!&$@^]/gu, "\\$&")
    .replaceAll(/:(?=\/\/)/gu, "\\:")
    .replaceAll(/\b(?<www>www)(?=\.)/giu, "$<www>\\");
}
