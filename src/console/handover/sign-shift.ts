import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { askText } from "#console/handover/ask-text.js";
import type { OutgoingReport } from "#console/handover/outgoing-report.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import { mayTakeFile } from "#files/may-take-file.js";
import { fileOfHandover } from "#handover/name-of-handover.js";
import { printable } from "#messages/printable.js";

interface Signing {
  /** Where it is written to, where the operator has said that already. */
  readonly path: string | null;
  /** What was added to it is kept under. */
  readonly keptAs: string;
  /** The report is signed, whether its file could be written or not. */
  isSigned(): void;
}

/** Asks where the file goes, says what is about to happen, and signs once the operator says yes. */
export function signShift(console: Console, report: OutgoingReport, signing: Signing): void {
  const { path } = signing;
  const { outgoing: texts } = console.catalogue.console.handover;
  // Before anything is signed, and while what was typed is still there to be put right.
  const whyNot = (typed: string) => {
    const directory = dirname(typed);
    if (!mayTakeFile(directory)) return texts.pathNowhere({ directory: printable(directory) });
    return existsSync(typed) ? texts.pathTaken({ path: printable(typed) }) : null;
  };
  const wrong = path === null ? null : whyNot(path);
  if (path !== null && wrong === null) {
    agreeToSign(console, report, path, signing);
    return;
  }
  askText(console, {
    question: texts.asksPath,
    text: path ?? fileOfHandover(report.handover),
    take: (typed) => {
      const why = typed === "" ? texts.mustBeSaid : whyNot(typed);
      if (why === null) agreeToSign(console, report, typed, signing);
      return why;
    },
  });
  if (wrong !== null) console.store.say("warning", wrong);
}

function agreeToSign(console: Console, report: OutgoingReport, path: string, signing: Signing): void {
  const { store, catalogue, handovers } = console;
  const { outgoing: texts } = catalogue.console.handover;
  const about = () => {
    const { revision, shift } = report.handover;
    const { firstSeq, lastSeq } = shift;
    return texts
      .about({ path: printable(path), revision, firstSeq, lastSeq, key: handovers.key })
      .flatMap((each, index) => (index === 0 ? [each] : ["", each]));
  };
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.signTitle,
    about,
    [
      {
        key: "y",
        does: texts.yes,
        run: () => {
          store.dialogs.close(dialog);
          void sign(console, report, path, signing);
        },
      },
    ],
    true,
  );
  store.dialogs.open(dialog);
  store.changes.now();
}

async function sign(
  console: Console,
  report: OutgoingReport,
  path: string,
  { keptAs, isSigned }: Signing,
): Promise<void> {
  const { store, catalogue, handovers } = console;
  const { outgoing: texts } = catalogue.console.handover;
  store.say("info", texts.writing);
  // Nothing more is added to what is being signed.
  isSigned();
  try {
    const { seq, path: written } = await handovers.sign(report.handover, keptAs, path);
    store.say("ok", texts.signed({ path: printable(written), seq }));
  } catch (cause) {
    store.clearNotice();
    sayProblem(console, cause);
  }
  store.changes.now();
}
