import { sessionOf } from "#console/actions/session-of.js";
import type { Console } from "#console/console.js";
import type { AnswerHere, Drafted, Handed, HandoversHere } from "#console/handover/handovers-here.js";
import type { Handover } from "#domain/handover.js";
import { AdditionsFile } from "#handover/exchange/additions-file.js";
import type { Saying } from "#handover/exchange/answer-handover.js";
import type { AnswerPlace } from "#handover/exchange/answer-place.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { isSameOperator } from "#handover/exchange/is-same-operator.js";
import type { Standing } from "#handover/exchange/known-handovers.js";
import type { HandoverRead } from "#handover/exchange/read-handover.js";
import { standingOf } from "#handover/exchange/standing.js";
import type { Journal } from "#journal/journal.js";

interface DeskParts {
  readonly journal: Journal;
  /** The signing key's fingerprint. */
  readonly key: string;
  /** The file of the history, beside which what is added to a report is kept. */
  readonly history: string;
}

/**
 * Handovers of this console: recorded by the session that is meant where nothing else is said. What it takes to make and to
 * check them is loaded when it is needed: most consoles never need it.
 */
export class HandoverDesk implements HandoversHere {
  readonly key: string;
  readonly #console: Console;
  readonly #journal: Journal;
  readonly #additions: AdditionsFile;

  constructor(console: Console, { journal, key, history }: DeskParts) {
    this.#console = console;
    this.#journal = journal;
    this.key = key;
    this.#additions = new AdditionsFile(history, journal.layout.directory);
  }

  /** Whether there are handovers in this journal: not all of its entries are shown to a console. */
  async look(): Promise<void> {
    const { outgoing, incoming } = await this.standing();
    if (outgoing.length + incoming.length > 0) this.#console.store.handover.noteUse();
  }

  async draft(): Promise<Drafted> {
    const { drawReport } = await import("#handover/exchange/draw-report.js");
    const drawn = await drawReport(this.#exchange);
    const { keptAs, handover } = drawn;
    return {
      ...drawn,
      added: this.#additions.read(keptAs) ?? { remarks: handover.remarks, answers: {} },
      keep: (added) => this.#additions.write(keptAs, added),
    };
  }

  async sign(handover: Handover, keptAs: string, path: string): Promise<Handed> {
    const { signHandover } = await import("#handover/exchange/sign-handover.js");
    const { language } = this.#console.catalogue;
    const onRecorded = () => this.#additions.discard(keptAs);
    const { entry } = await signHandover(this.#exchange, handover, { path, language, onRecorded });
    return { path, seq: entry.seq };
  }

  async read(path: string): Promise<HandoverRead> {
    const { readHandover } = await import("#handover/exchange/read-handover.js");
    return await readHandover(path, { layout: this.#journal.layout });
  }

  mayBeOwn(handover: Handover): boolean {
    return isSameOperator(handover, this.#exchange.operator);
  }

  async answer(read: HandoverRead, saying: Saying, place: AnswerPlace): Promise<Handed> {
    const { answerHandover } = await import("#handover/exchange/answer-handover.js");
    const { entry, path } = await answerHandover(this.#exchange, read, saying, place);
    return { path, seq: entry.seq };
  }

  async readAnswer(path: string): Promise<AnswerHere> {
    const { readAnswer } = await import("#handover/exchange/read-answer.js");
    const { takeInAnswer } = await import("#handover/exchange/take-in-answer.js");
    const read = await readAnswer(path, { layout: this.#journal.layout });
    const { decision, revision, reason, questions, incoming } = read.answer;
    return {
      decision,
      revision,
      reason,
      questions,
      from: `${incoming.os}@${incoming.console}`,
      key: incoming.key,
      isKnown: read.vouched !== null,
      takeIn: async () => {
        const { entry, alsoAcceptedBy } = await takeInAnswer(this.#exchange, read);
        return { seq: entry.seq, alsoAcceptedBy };
      },
    };
  }

  async standing(): Promise<Standing> {
    return await standingOf(this.#journal.layout);
  }

  async again(id: string | null, path: string | null): Promise<string> {
    const { handOverAgain } = await import("#handover/exchange/hand-over-again.js");
    const { path: written } = await handOverAgain(this.#exchange, { id, path });
    return written;
  }

  async waive(reason: string): Promise<number> {
    const { waiveHandover } = await import("#handover/exchange/waive-handover.js");
    return waiveHandover((event) => sessionOf(this.#console).handover(event), reason).seq;
  }

  /** Throws `NOT_SENT` where there is no session to record by. */
  get #exchange(): Exchange {
    const session = sessionOf(this.#console);
    const { os, console } = session.login.USR;
    return {
      journal: this.#journal,
      operator: { os, console },
      record: (event, unless) => session.handover(event, unless),
    };
  }
}
