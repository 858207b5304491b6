import type { Handover, HandoverSection } from "#domain/handover.js";

/** How many things there are in a section, remarks aside; of the journal, its entries. */
export function sectionSize(handover: Handover, section: HandoverSection): number {
  if (section === "journal") return handover.journal.treeSize;
  if (section !== "operations") return handover[section].length;
  return handover.operations.reduce((sum, { operations }) => sum + operations.length, 0);
}

/** Whether a section says "none", and nobody has added, asked or answered anything there. */
export function isEmptySection(handover: Handover, section: HandoverSection): boolean {
  return (
    section !== "journal" &&
    sectionSize(handover, section) === 0 &&
    (handover.remarks[section] ?? []).length === 0 &&
    handover.answers.every(({ question }) => question.section !== section)
  );
}
