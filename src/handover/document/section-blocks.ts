import type { Block } from "#documents/report-document.js";
import type { Handover, HandoverSection } from "#domain/handover.js";
import { approvalBlocks } from "#handover/document/approval-blocks.js";
import { journalBlocks } from "#handover/document/journal-blocks.js";
import { leftoverBlocks } from "#handover/document/leftover-blocks.js";
import { noteBlocks } from "#handover/document/note-blocks.js";
import { failureBlocks, operationBlocks, taskBlocks } from "#handover/document/operation-blocks.js";
import { procedureBlocks } from "#handover/document/procedure-blocks.js";
import type { Catalogue } from "#messages/catalogue.js";

/** The facts of each section in words; nothing where there is nothing to say. */
const FACTS: Readonly<
  Record<HandoverSection, (handover: Handover, catalogue: Catalogue) => readonly Block[]>
> = {
  operations: operationBlocks,
  failures: failureBlocks,
  procedures: procedureBlocks,
  machines: leftoverBlocks,
  tasks: taskBlocks,
  approvals: approvalBlocks,
  notes: noteBlocks,
  journal: journalBlocks,
};

/**
 * A section of a report without its heading: its facts or "none", what the outgoing operator adds, and what was asked of it and
 * answered. Texts are as they came.
 */
export function sectionBlocks(
  handover: Handover,
  section: HandoverSection,
  catalogue: Catalogue,
): readonly Block[] {
  const { none } = catalogue.handover;
  const facts = FACTS[section](handover, catalogue);
  return [
    ...(facts.length === 0 ? [{ kind: "text", text: none } as const] : facts),
    ...remarkBlocks(handover, section, catalogue),
    ...questionBlocks(handover, section, catalogue),
  ];
}

function remarkBlocks(
  { remarks }: Handover,
  section: HandoverSection,
  { handover: { headings } }: Catalogue,
): readonly Block[] {
  const items = remarks[section] ?? [];
  if (items.length === 0) return [];
  return [
    { kind: "heading", level: 3, text: headings.remarks },
    { kind: "list", items },
  ];
}

function questionBlocks(
  { answers }: Handover,
  section: HandoverSection,
  { handover: { headings, question: asked, unanswered } }: Catalogue,
): readonly Block[] {
  const rows = answers
    .filter(({ question }) => question.section === section)
    .map(({ question, answer }) => [asked(question), answer ?? unanswered] as const);
  if (rows.length === 0) return [];
  return [
    { kind: "heading", level: 3, text: headings.questions },
    { kind: "facts", rows },
  ];
}
