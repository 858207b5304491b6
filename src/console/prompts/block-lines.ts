import type { TextLine } from "#console/prompts/text-dialog.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import type { Block } from "#documents/report-document.js";
import { printable } from "#messages/printable.js";

/** Blanks between two columns. */
const GAP = "  ";

/**
 * Blocks of a report as lines to read. Nothing of them is cut: a table that is wider than the screen is told row by row, a
 * line for each cell that says something.
 */
export function blockLines(blocks: readonly Block[], width: number): readonly TextLine[] {
  return blocks.flatMap((block, index) => [...(index === 0 ? [] : [""]), ...linesOf(block, width)]);
}

function linesOf(block: Block, width: number): readonly TextLine[] {
  if (block.kind === "heading") return [[["title", printable(block.text)]]];
  if (block.kind === "text") return textLines(block.text);
  if (block.kind === "list") return block.items.flatMap((item) => labelled([["·", item]], GAP));
  if (block.kind === "facts") return labelled(block.rows, GAP);
  return tableLines(block.head, block.rows, width);
}

/** Line ends are kept: people wrote them. */
function textLines(text: string): readonly TextLine[] {
  return text.split("\n").map((line): TextLine => [["text", printable(line)]]);
}

function labelled(rows: readonly (readonly [string, string])[], indent: string): readonly TextLine[] {
  const labelWidth = Math.max(0, ...rows.map(([label]) => widthOf(printable(label))));
  return rows.flatMap(([label, value]) =>
    value.split("\n").map(
      (line, index): TextLine => [
        ["dim", `${indent}${fitTo(index === 0 ? printable(label) : "", labelWidth)}${GAP}`],
        ["text", printable(line)],
      ],
    ),
  );
}

function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly TextLine[] {
  const cells = [head, ...rows].map((row) => row.map((cell) => printable(cell.replaceAll("\n", " / "))));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ""))));
  const total = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  if (total > width)
    return rows.flatMap((row, index) => [...(index === 0 ? [] : [""]), ...record(head, row)]);
  return cells.map((row, index): TextLine => {
    const text = row.map((cell, column) => `${GAP}${fitTo(cell, widths[column] ?? 0)}`).join("");
    return [[index === 0 ? "dim" : "text", text.trimEnd()]];
  });
}

function record(head: readonly string[], row: readonly string[]): readonly TextLine[] {
  return labelled(
    head.flatMap((label, column) => {
      const value = row[column] ?? "";
      return value === "" ? [] : [[label, value] as const];
    }),
    GAP,
  );
}
