import type { IncomingReport } from "#console/handover/incoming-report.js";
import { oneLine } from "#console/handover/one-line.js";
import { padded } from "#console/handover/outgoing-rows.js";
import { sectionSaid } from "#console/handover/section-said.js";
import type { Span } from "#console/widgets/spans.js";
import { HANDOVER_SECTIONS, type HandoverSection } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What stands in the list of a report that is being read. */
export type IncomingRow =
  | { readonly kind: "section"; readonly section: HandoverSection }
  | { readonly kind: "question"; readonly section: HandoverSection; readonly index: number };

export function incomingRows(report: IncomingReport): readonly IncomingRow[] {
  return HANDOVER_SECTIONS.flatMap((section): readonly IncomingRow[] => [
    { kind: "section", section },
    ...report.questions.flatMap((question, index): readonly IncomingRow[] =>
      question.section === section ? [{ kind: "question", section, index }] : [],
    ),
  ]);
}

export function keyOfIncoming(row: IncomingRow): string {
  return row.kind === "section" ? row.section : `question ${row.index}`;
}

export function incomingLine(
  report: IncomingReport,
  row: IncomingRow,
  catalogue: Catalogue,
): { readonly left: readonly Span[]; readonly right: readonly Span[] } {
  const { incoming: texts, outgoing } = catalogue.console.handover;
  if (row.kind === "question") {
    const { seq, text } = report.questions[row.index] ?? { seq: null, text: "" };
    return { left: [["warning", `      ? ${seq === null ? "" : `#${seq} `}${oneLine(text)}`]], right: [] };
  }
  const { section } = row;
  const { remarks, answers } = report.handover;
  const added = remarks[section]?.length ?? 0;
  const asked = answers.filter(({ question }) => question.section === section).length;
  const beside: readonly string[] = [
    ...(added === 0 ? [] : [outgoing.remarks({ count: added })]),
    ...(asked === 0 ? [] : [texts.answers({ count: asked })]),
  ];
  const isToRead = report.isToRead(section);
  const [sign, state]: readonly [Span, string] = isToRead
    ? [["warning", "• "], texts.toRead]
    : report.isSeen(section)
      ? [["ok", "✓ "], texts.seen]
      : [["text", "  "], ""];
  return {
    left: [
      sign,
      ["text", padded(section, catalogue)],
      sectionSaid(report.handover, section, catalogue),
      ["info", beside.map((each) => `  + ${each}`).join("")],
    ],
    // The sign says it too, where there is no room.
    right: [["dim", `  ${state}`]],
  };
}
