import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import type { Drafted } from "#console/handover/handovers-here.js";
import { keepLive } from "#console/handover/keep-live.js";
import { oneLine } from "#console/handover/one-line.js";
import { outgoingActions } from "#console/handover/outgoing-actions.js";
import { OutgoingReport } from "#console/handover/outgoing-report.js";
import {
  keyOfOutgoing,
  type OutgoingRow,
  outgoingLine,
  outgoingRows,
} from "#console/handover/outgoing-rows.js";
import { signShift } from "#console/handover/sign-shift.js";
import { RowsDialog } from "#console/prompts/rows-dialog.js";
import { localTime } from "#console/widgets/local-time.js";
import type { Span } from "#console/widgets/spans.js";

/**
 * The report of the shift until now: read, added to, and signed. What was asked of the revision before comes first.
 *
 * @param path where it is to be written, where the operator has said that already
 */
export async function handOver(console: Console, path: string | null): Promise<void> {
  const { store, catalogue, handovers } = console;
  try {
    store.say("info", catalogue.console.handover.drafting);
    const drafted = await handovers.draft();
    store.clearNotice();
    if (!store.leaving) open(console, drafted, path);
  } catch (cause) {
    store.clearNotice();
    sayProblem(console, cause);
  }
  store.changes.now();
}

function open(console: Console, drafted: Drafted, path: string | null): void {
  const { store, catalogue } = console;
  const { outgoing: texts, shift } = catalogue.console.handover;
  const report = new OutgoingReport(drafted.handover, drafted.added, drafted.keep);
  const dialog: RowsDialog<OutgoingRow> = new RowsDialog<OutgoingRow>({
    title: texts.title,
    details: () => [["warning", texts.draft({ revision: report.handover.revision })]],
    head: () => {
      const { from, to, firstSeq, lastSeq } = report.handover.shift;
      const times = { from: localTime(from), to: localTime(to) };
      return [
        [["text", shift({ ...times, firstSeq, lastSeq })]],
        ...waitingSaid(console, drafted),
        ...askedSaid(console, drafted, report),
        [["dim", texts.howTo]],
      ];
    },
    rows: () => outgoingRows(report),
    keyOf: keyOfOutgoing,
    lineOf: (row) => outgoingLine(report, row, catalogue),
    actions: outgoingActions(console, report, {
      select: (row) => dialog.select(keyOfOutgoing(row)),
      sign: () =>
        signShift(console, report, {
          path,
          keptAs: drafted.keptAs,
          isSigned: () => store.dialogs.close(dialog),
        }),
    }),
    say: (why) => store.say("warning", why),
  });
  store.dialogs.open(dialog);
  keepLive(console, dialog, (drawn) => {
    if (drawn.keptAs === drafted.keptAs) {
      report.renew(drawn.handover);
      return;
    }
    // An answer was taken in, or it was handed over, by another program: it is another report now.
    store.dialogs.close(dialog);
    open(console, drawn, path);
  });
}

/** What was handed over before and nobody has answered yet. */
function waitingSaid({ catalogue }: Console, { waiting }: Drafted): readonly (readonly Span[])[] {
  const { outgoing: texts } = catalogue.console.handover;
  return waiting.map(({ revision, seq, at }) => [
    ["info", texts.waiting({ revision, seq, at: localTime(at) })],
  ]);
}

/** Why there is another revision. */
function askedSaid(
  { catalogue }: Console,
  { refused }: Drafted,
  { handover: { answers }, unanswered }: OutgoingReport,
): readonly (readonly Span[])[] {
  const { outgoing: texts } = catalogue.console.handover;
  return [
    ...(refused === null ? [] : [[["warning", texts.refused({ reason: oneLine(refused) })]] as const]),
    ...(answers.length === 0
      ? []
      : [[["warning", texts.questions({ count: answers.length, unanswered })]] as const]),
  ];
}
