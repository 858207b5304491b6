import { type Block, mapTexts } from "#documents/report-document.js";
import type { Handover, HandoverSection } from "#domain/handover.js";
import { sectionBlocks } from "#handover/document/section-blocks.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** A part of a report alone, as a screen shows it: a section without its heading, or all that was asked and answered. */
export function partBlocks(
  handover: Handover,
  part: HandoverSection | "answers",
  catalogue: Catalogue,
): readonly Block[] {
  const blocks =
    part === "answers" ? answerBlocks(handover, catalogue) : sectionBlocks(handover, part, catalogue);
  return mapTexts({ language: catalogue.language, title: "", blocks }, printable).blocks;
}

function answerBlocks(
  { answers }: Handover,
  { handover: { question: asked, sections, unanswered, none } }: Catalogue,
): readonly Block[] {
  if (answers.length === 0) return [{ kind: "text", text: none }];
  const rows = answers.map(({ question, answer }) => {
    const label = `${sections[question.section]}, ${asked(question)}`;
    return [label, answer ?? unanswered] as const;
  });
  return [{ kind: "facts", rows }];
}
