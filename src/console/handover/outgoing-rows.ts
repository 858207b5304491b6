import { oneLine } from "#console/handover/one-line.js";
import type { OutgoingReport } from "#console/handover/outgoing-report.js";
import { questionSaid } from "#console/handover/question-said.js";
import { sectionSaid } from "#console/handover/section-said.js";
import type { Span } from "#console/widgets/spans.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import { HANDOVER_SECTIONS, type HandoverSection } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What stands in the list of a report that is being written: what was asked about it comes first. */
export type OutgoingRow =
  | { readonly kind: "question"; readonly index: number }
  | { readonly kind: "section"; readonly section: HandoverSection }
  | { readonly kind: "remark"; readonly section: HandoverSection; readonly index: number };

export function outgoingRows(report: OutgoingReport): readonly OutgoingRow[] {
  return [
    ...report.handover.answers.map((_, index): OutgoingRow => ({ kind: "question", index })),
    ...HANDOVER_SECTIONS.flatMap((section): readonly OutgoingRow[] => [
      { kind: "section", section },
      ...report.remarksOf(section).map((_, index): OutgoingRow => ({ kind: "remark", section, index })),
    ]),
  ];
}

export function keyOfOutgoing(row: OutgoingRow): string {
  return row.kind === "section"
    ? row.section
    : `${row.kind} ${"section" in row ? row.section : ""} ${row.index}`;
}

export function outgoingLine(
  report: OutgoingReport,
  row: OutgoingRow,
  catalogue: Catalogue,
): { readonly left: readonly Span[]; readonly right: readonly Span[] } {
  const { handover: texts } = catalogue.console;
  if (row.kind === "remark") {
    return { left: [["text", `    + ${oneLine(report.remarksOf(row.section)[row.index])}`]], right: [] };
  }
  if (row.kind === "question") {
    const asked = report.handover.answers[row.index];
    const answer = asked?.answer ?? null;
    return {
      left: [
        ["warning", "? "],
        ["text", asked === undefined ? "" : questionSaid(asked.question, catalogue)],
        ["ok", answer === null ? "" : `  → ${oneLine(answer)}`],
      ],
      right: answer === null ? [["warning", `  ${texts.outgoing.unanswered}`]] : [],
    };
  }
  const count = report.remarksOf(row.section).length;
  return {
    left: [["text", padded(row.section, catalogue)], sectionSaid(report.handover, row.section, catalogue)],
    right: count === 0 ? [] : [["info", `  ${texts.outgoing.remarks({ count })}`]],
  };
}

/** A section's name, as wide as the widest of them. */
export function padded(section: HandoverSection, { handover: { sections } }: Catalogue): string {
  const width = Math.max(...Object.values(sections).map(widthOf));
  return `${fitTo(sections[section], width)}  `;
}
