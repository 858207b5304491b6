import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { incomingActions } from "#console/handover/incoming-actions.js";
import {
  type IncomingRow,
  incomingLine,
  incomingRows,
  keyOfIncoming,
} from "#console/handover/incoming-rows.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import { RowsDialog } from "#console/prompts/rows-dialog.js";
import { localTime } from "#console/widgets/local-time.js";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import type { AnswerPlace } from "#handover/exchange/answer-place.js";
import type { HandoverRead } from "#handover/exchange/read-handover.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/**
 * Somebody else's handover: first what was checked of the file and whose it is, then what it says, and the answer to it.
 *
 * @param answer where the answer is written; null for beside the file
 */
export async function takeShift(console: Console, path: string, answer: string | null): Promise<void> {
  const { store, catalogue, handovers } = console;
  const { incoming: texts } = catalogue.console.handover;
  try {
    store.say("info", texts.reading);
    const received = await handovers.read(path);
    // Nobody reads what they cannot answer.
    if (received.isOwn) throw failure("HANDOVER_OWN", { key: received.key });
    store.clearNotice();
    if (!store.leaving) showVerdict(console, received, answer ?? { beside: path });
  } catch (cause) {
    store.clearNotice();
    sayProblem(console, cause);
  }
  store.changes.now();
}

/** It is read once the operator has said whose key it is. */
function showVerdict(console: Console, received: HandoverRead, place: AnswerPlace): void {
  const { store, catalogue } = console;
  const { incoming: texts } = catalogue.console.handover;
  const { handover, origin, key, vouched } = received;
  const isKnown = vouched !== null;
  const verdict = texts.verdict({
    from: whoHandsOver(handover),
    origin: printable(origin),
    key,
    known: isKnown,
    revision: handover.revision,
    shift: shiftSaid(handover, catalogue),
    sound: handover.journal.sound,
    mayBeOwn: console.handovers.mayBeOwn(handover),
  });
  const unlike = received.unlike.map((name) => catalogue.shiftCapsules.unlike({ name }));
  const said = [...verdict, ...unlike];
  const goOn = () => {
    store.dialogs.close(dialog);
    openReport(console, received, place);
  };
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.verdictTitle,
    () => said.flatMap((each, index) => (index === 0 ? [each] : ["", each])),
    [isKnown ? { key: "enter", does: texts.goOn, run: goOn } : { key: "y", does: texts.agree, run: goOn }],
    true,
  );
  store.dialogs.open(dialog);
}

function openReport(console: Console, received: HandoverRead, place: AnswerPlace): void {
  const { store, catalogue } = console;
  const { incoming: texts } = catalogue.console.handover;
  const { handover } = received;
  const report = store.handover.read(received.report, handover);
  const dialog: RowsDialog<IncomingRow> = new RowsDialog<IncomingRow>({
    title: texts.title,
    details: () => {
      const count = report.toRead.length;
      return [[count === 0 ? "ok" : "warning", texts.left({ count })]];
    },
    head: () => [
      [["text", `${whoHandsOver(handover)}: ${shiftSaid(handover, catalogue)}`]],
      [["dim", texts.howTo]],
    ],
    rows: () => incomingRows(report),
    keyOf: keyOfIncoming,
    lineOf: (row) => incomingLine(report, row, catalogue),
    actions: incomingActions(console, report, {
      received,
      place,
      isAnswered: () => store.dialogs.close(dialog),
    }),
    say: (why) => store.say("warning", why),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

function whoHandsOver({ outgoing: { os, console } }: Handover): string {
  return printable(`${os}@${console}`);
}

function shiftSaid({ shift }: Handover, { console: { handover } }: Catalogue): string {
  const { from, to, firstSeq, lastSeq } = shift;
  return handover.shift({ from: localTime(from), to: localTime(to), firstSeq, lastSeq });
}
