import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { handOver } from "#console/handover/hand-over.js";
import type { AnswerHere } from "#console/handover/handovers-here.js";
import { oneLine } from "#console/handover/one-line.js";
import { questionSaid } from "#console/handover/question-said.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import { printable } from "#messages/printable.js";

/** What the incoming operator has answered: recorded once the operator says whose key it is. What is asked is gone on with. */
export async function takeAnswer(console: Console, path: string): Promise<void> {
  const { store, handovers } = console;
  try {
    const answer = await handovers.readAnswer(path);
    if (!store.leaving) show(console, answer);
  } catch (cause) {
    sayProblem(console, cause);
  }
  store.changes.now();
}

function show(console: Console, answer: AnswerHere): void {
  const { store, catalogue } = console;
  const { answer: texts } = catalogue.console.handover;
  const { decision, revision, key, reason, isKnown } = answer;
  const said = texts.about({
    decision,
    from: printable(answer.from),
    key,
    revision,
    known: isKnown,
    reason: reason === null ? null : oneLine(reason),
  });
  const asked = answer.questions.map((question) => `? ${questionSaid(question, catalogue)}`);
  const questions = asked.length === 0 ? [] : ["", ...asked];
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.title,
    () => [...said.flatMap((each, index) => (index === 0 ? [each] : ["", each])), ...questions],
    [
      {
        key: "y",
        does: isKnown ? texts.record : texts.takeIn,
        run: () => {
          store.dialogs.close(dialog);
          void takeIn(console, answer);
        },
      },
    ],
    true,
  );
  store.dialogs.open(dialog);
}

async function takeIn(console: Console, answer: AnswerHere): Promise<void> {
  const { store, catalogue } = console;
  const { answer: texts } = catalogue.console.handover;
  const { decision } = answer;
  try {
    const { seq, alsoAcceptedBy } = await answer.takeIn();
    // What was asked or refused is answered by another revision.
    if (decision !== "accepted") await handOver(console, null);
    if (alsoAcceptedBy !== null) store.say("danger", texts.acceptedTwice({ seq, key: alsoAcceptedBy }));
    else store.say(decision === "accepted" ? "ok" : "info", texts.takenIn({ decision, seq }));
  } catch (cause) {
    sayProblem(console, cause);
  }
  store.changes.now();
}
