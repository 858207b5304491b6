import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { editFile } from "#cli/edit-file.js";
import type { Setting } from "#cli/io.js";
import { remarksFile } from "#cli/remarks-file.js";
import { markdownOf } from "#documents/markdown.js";
import { HANDOVER_SECTIONS, type Handover, type HandoverSection } from "#domain/handover.js";
import { makeDirectory } from "#files/directories.js";
import { readOrNull } from "#files/read-or-null.js";
import { replaceFile } from "#files/replace-file.js";
import { sectionBlocks } from "#handover/document/section-blocks.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/**
 * The file that remarks on a report are edited in, 0600, beside what is kept of it.
 *
 * @param kept the file that additions are kept in
 * @param report as `DrawnReport.keptAs` names it
 */
export function remarksPath(kept: string, report: string): string {
  return kept.replace(/\.json$/u, `-${report.replaceAll(" ", "-")}.md`);
}

/**
 * Has the operator add to a report in an editor, whose file has the facts of each section as comments. A file that is there is of an
 * editing that did not end well: what it has is added. Throws `EDITOR_FAILED`, `REMARKS_INVALID`, `FILE_UNREADABLE`; the file stays
 * then.
 */
export async function editedRemarks(
  { io, catalogue }: Setting,
  path: string,
  drawn: Handover,
): Promise<Handover["remarks"]> {
  const left = readOrNull(path) === null ? {} : leftRemarks(path);
  if (left !== "unreadable") {
    makeDirectory(dirname(path));
    replaceFile(path, remarksText({ ...drawn, remarks: bothOf(drawn.remarks, left) }, catalogue));
  }
  await editFile(path, io.env);
  return remarksFile(path);
}

export function discardRemarks(path: string): void {
  rmSync(path, { force: true });
}

/** What cannot be read is edited as it is. */
function leftRemarks(path: string): Handover["remarks"] | "unreadable" {
  try {
    return remarksFile(path);
  } catch {
    return "unreadable";
  }
}

function bothOf(some: Handover["remarks"], others: Handover["remarks"]): Handover["remarks"] {
  const texts = (section: HandoverSection) => [...(some[section] ?? []), ...(others[section] ?? [])];
  return Object.fromEntries(HANDOVER_SECTIONS.map((section) => [section, [...new Set(texts(section))]]));
}

function remarksText(handover: Handover, catalogue: Catalogue): string {
  const { remarksFile: lines } = catalogue.handoverExchange;
  const parts = HANDOVER_SECTIONS.map((section) => sectionText(handover, section, catalogue));
  return `${[comment(lines.join("\n")), ...parts].join("\n\n")}\n`;
}

function sectionText(handover: Handover, section: HandoverSection, catalogue: Catalogue): string {
  const { handover: texts, handoverExchange } = catalogue;
  const title = texts.sections[section];
  const alone = { ...handover, remarks: {}, answers: [] };
  const document = { language: catalogue.language, title, blocks: sectionBlocks(alone, section, catalogue) };
  const facts = markdownOf(document).split("\n").slice(1).join("\n").trim();
  const remarks = (handover.remarks[section] ?? []).map((remark) => `- ${remark}`);
  return [`## ${title}`, comment(`${handoverExchange.facts}\n${facts}`), ...remarks].join("\n\n");
}

/** What comes from servers neither ends the comment nor hides in it. */
function comment(text: string): string {
  const lines = text.replaceAll("-->", "--\\>").split("\n").map(printable);
  return `<!--\n${lines.join("\n")}\n-->`;
}
