import type { Console } from "#console/console.js";
import { type Answering, askAccept, askRefuse, askSend } from "#console/handover/answer-shift.js";
import { askQuestion } from "#console/handover/ask-question.js";
import type { IncomingReport } from "#console/handover/incoming-report.js";
import type { IncomingRow } from "#console/handover/incoming-rows.js";
import { readSection } from "#console/handover/read-section.js";
import type { RowAction } from "#console/prompts/rows-dialog.js";
import type { HandoverSection } from "#domain/handover.js";

/** What the incoming operator can do with a report. It is accepted only once all of it was on the screen. */
export function incomingActions(
  console: Console,
  report: IncomingReport,
  answering: Answering,
): ReadonlyMap<string, RowAction<IncomingRow>> {
  const { catalogue } = console;
  const { outgoing, incoming: texts } = catalogue.console.handover;
  const ask = ({ section }: IncomingRow) => askQuestion(console, report, section);
  const read = (section: HandoverSection) =>
    readSection(console, {
      section,
      handover: () => report.handover,
      actions: new Map([["?", { does: texts.question, run: () => ask({ kind: "section", section }) }]]),
      onRead: () => report.see(section),
    });
  const whyNotAccepted = () => {
    if (report.questions.length > 0) return texts.withdrawFirst;
    const { toRead } = report;
    return toRead.length === 0
      ? null
      : texts.readFirst({ parts: toRead.map((section) => catalogue.handover.sections[section]) });
  };
  return new Map<string, RowAction<IncomingRow>>([
    [
      "enter",
      {
        does: ({ kind }) => (kind === "section" ? texts.read : outgoing.edit),
        run: (row) => {
          if (row.kind === "section") read(row.section);
          else askQuestion(console, report, row.section, row.index);
        },
      },
    ],
    ["?", { does: () => texts.question, run: ask }],
    ["u", { does: () => "", run: ask }],
    [
      "d",
      {
        does: () => outgoing.takeAway,
        whyNot: ({ kind }) => (kind === "question" ? null : texts.noQuestion),
        run: (row) => {
          if (row.kind === "question") report.takeAwayQuestion(row.index);
        },
      },
    ],
    [
      "Q",
      {
        does: () => texts.sendQuestions,
        whyNot: () => (report.questions.length === 0 ? texts.noQuestion : null),
        run: () => askSend(console, report, answering),
      },
    ],
    ["A", { does: () => texts.accept, whyNot: whyNotAccepted, run: () => askAccept(console, answering) }],
    ["R", { does: () => texts.refuse, run: () => askRefuse(console, answering) }],
  ]);
}
