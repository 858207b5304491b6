import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import { ShosekiError } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { draftOf } from "#handover/draft/draft-of.js";
import { answerHandover, type GivenAnswer, type Saying } from "#handover/exchange/answer-handover.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { readAnswer } from "#handover/exchange/read-answer.js";
import { type HandoverRead, readHandover } from "#handover/exchange/read-handover.js";
import { signHandover } from "#handover/exchange/sign-handover.js";
import { type TakenAnswer, takeInAnswer } from "#handover/exchange/take-in-answer.js";
import type { WrittenCapsule } from "#handover/exchange/write-capsule.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { Desk } from "../../session/desk.js";
import { operate } from "../capsule/a-shift.js";

const NAMES = {
  outgoing: { os: "tester1", console: "ops-1" },
  incoming: { os: "tester2", console: "ops-2" },
};

export const ACCEPTED: Saying = { decision: "accepted", reason: null, questions: [] };
export const REFUSED: Saying = { decision: "refused", reason: "web-01 is off", questions: [] };
export const QUESTIONED: Saying = {
  decision: "questioned",
  reason: null,
  questions: [{ section: "notes", seq: null, text: "Is the backup through?" }],
};

/** Two operators with a journal and a key each, and a directory by which their files go. */
export class TwoOperators implements Disposable {
  readonly outgoing = new Desk(NAMES.outgoing);
  readonly incoming = new Desk(NAMES.incoming);
  readonly #place = temporaryDirectory();

  path(name: string): string {
    return join(this.#place.path, name);
  }

  exchange(side: "outgoing" | "incoming", desk: Desk = this[side]): Exchange {
    const { journal, trail } = desk;
    return { journal, operator: NAMES[side], record: (event, unless) => trail.handover(event, unless) };
  }

  async draft(given: Partial<Handover> = {}): Promise<Handover> {
    const { journal, signer } = this.outgoing;
    const operator = NAMES.outgoing;
    return { ...(await draftOf(journal.layout, { operator, key: signer.fingerprint })), ...given };
  }

  /** The outgoing operator works, and hands over what there is. */
  async handOver(name = "shift.tar", drawn?: Handover): Promise<WrittenCapsule> {
    if (drawn === undefined) operate(this.outgoing);
    const file = { path: this.path(name), language: "en" as const };
    return await signHandover(this.exchange("outgoing"), drawn ?? (await this.draft()), file);
  }

  async read(name = "shift.tar"): Promise<HandoverRead> {
    return await readHandover(this.path(name), { layout: this.incoming.journal.layout });
  }

  /** @param to null: beside the handover's file */
  async answer(saying: Saying, to: string | null = "shift.answer", from = "shift.tar"): Promise<GivenAnswer> {
    const place = to === null ? { beside: this.path(from) } : this.path(to);
    return await answerHandover(this.exchange("incoming"), await this.read(from), saying, place);
  }

  async takeIn(name = "shift.answer"): Promise<TakenAnswer> {
    const { layout } = this.outgoing.journal;
    return await takeInAnswer(this.exchange("outgoing"), await readAnswer(this.path(name), { layout }));
  }

  /** What a desk's journal says of handovers, by its operations. */
  said(side: "outgoing" | "incoming"): readonly string[] {
    return this[side]
      .entries()
      .filter(isOfHandover)
      .map(({ OPR }) => OPR);
  }

  [Symbol.dispose](): void {
    this.outgoing[Symbol.dispose]();
    this.incoming[Symbol.dispose]();
    this.#place[Symbol.dispose]();
  }
}

export function isOfHandover({ phase }: Entry): boolean {
  return phase === "handover";
}

/** The code of what a piece of work throws; null when it throws nothing. */
export async function codeFrom(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof ShosekiError) return error.code;
    throw error;
  }
}
