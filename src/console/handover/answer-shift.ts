import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { askText } from "#console/handover/ask-text.js";
import type { IncomingReport } from "#console/handover/incoming-report.js";
import { questionSaid } from "#console/handover/question-said.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import type { Saying } from "#handover/exchange/answer-handover.js";
import { type AnswerPlace, answerPath } from "#handover/exchange/answer-place.js";
import type { HandoverRead } from "#handover/exchange/read-handover.js";
import { printable } from "#messages/printable.js";

/** What is answered, and where the answer goes. */
export interface Answering {
  readonly received: HandoverRead;
  readonly place: AnswerPlace;
  /** It is being answered: nobody answers it a second time meanwhile. */
  isAnswered(): void;
}

/** The same in every language: it is no word of a text, but what is done. */
const ACCEPT = "accept";

/** The shift is taken over by typing a word: what is accepted is answered for from then on. */
export function askAccept(console: Console, answering: Answering): void {
  const { incoming: texts } = console.catalogue.console.handover;
  const accept = (reason: string | null) =>
    void answer(console, answering, { decision: "accepted", reason, questions: [] });
  askText(console, {
    question: texts.asksAccept({ word: ACCEPT, path: whereTo(answering) }),
    take: (typed) => {
      if (typed !== ACCEPT) return texts.notThat;
      if (console.handovers.mayBeOwn(answering.received.handover)) askWhose(console, accept);
      else accept(null);
      return null;
    },
  });
}

/** Who may be taking over from themselves, by another key, says why it is not so. */
function askWhose(console: Console, accept: (reason: string) => void): void {
  const { incoming: texts } = console.catalogue.console.handover;
  askText(console, {
    question: texts.asksWhose,
    take: (reason) => {
      if (reason === "") return texts.mustBeSaid;
      accept(reason);
      return null;
    },
  });
}

function whereTo({ place }: Answering): string {
  return printable(answerPath(place));
}

export function askRefuse(console: Console, answering: Answering): void {
  const { incoming: texts } = console.catalogue.console.handover;
  askText(console, {
    question: texts.asksReason({ path: whereTo(answering) }),
    take: (reason) => {
      if (reason === "") return texts.mustBeSaid;
      void answer(console, answering, { decision: "refused", reason, questions: [] });
      return null;
    },
  });
}

/** Questions go back to the outgoing operator, who answers them in another revision. */
export function askSend(console: Console, report: IncomingReport, answering: Answering): void {
  const { store, catalogue } = console;
  const { incoming: texts } = catalogue.console.handover;
  const { questions } = report;
  const send = async () => {
    const isAnswered = await answer(console, answering, { decision: "questioned", reason: null, questions });
    if (isAnswered) report.questionsAreSent();
  };
  const about = [
    texts.asksSend({ count: questions.length, path: whereTo(answering) }),
    "",
    ...questions.map((question) => `? ${questionSaid(question, catalogue)}`),
  ];
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.sendQuestions,
    () => about,
    [
      {
        key: "y",
        does: texts.sendQuestions,
        run: () => {
          store.dialogs.close(dialog);
          void send();
        },
      },
    ],
    true,
  );
  store.dialogs.open(dialog);
  store.changes.now();
}

/** Answers whether that has come to an end well. */
async function answer(
  console: Console,
  { received, place, isAnswered }: Answering,
  saying: Saying,
): Promise<boolean> {
  const { store, catalogue, handovers } = console;
  const { incoming: texts } = catalogue.console.handover;
  store.say("info", texts.writing);
  isAnswered();
  try {
    const { path: written, seq } = await handovers.answer(received, saying, place);
    store.say("ok", texts.answered({ decision: saying.decision, path: printable(written), seq }));
    store.changes.now();
    return true;
  } catch (cause) {
    store.clearNotice();
    sayProblem(console, cause);
    return false;
  }
}
