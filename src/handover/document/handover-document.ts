import { type Block, mapTexts, type ReportDocument } from "#documents/report-document.js";
import { HANDOVER_SECTIONS, type Handover } from "#domain/handover.js";
import { sectionBlocks } from "#handover/document/section-blocks.js";
import { shiftBlocks } from "#handover/document/shift-blocks.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/**
 * A shift's report in words, of which every section is filled or says "none". What comes from servers and people cannot hide in
 * it: control characters are shown.
 *
 * @param isDraft whether nobody has signed it: then it says so before all else
 */
export function handoverDocument(handover: Handover, catalogue: Catalogue, isDraft: boolean): ReportDocument {
  const { language, handover: texts } = catalogue;
  const sections = HANDOVER_SECTIONS.flatMap((section): readonly Block[] => [
    { kind: "heading", level: 2, text: texts.sections[section] },
    ...sectionBlocks(handover, section, catalogue),
  ]);
  const { from, to } = handover.shift;
  const draft: readonly Block[] = isDraft ? [{ kind: "text", text: texts.unsigned }] : [];
  const blocks = [...draft, ...shiftBlocks(handover, catalogue), ...sections];
  return mapTexts({ language, title: texts.title({ from, to, isDraft }), blocks }, printable);
}
