import type { Decision, Handover, Question } from "#domain/handover.js";
import type { Additions } from "#handover/exchange/additions.js";
import type { Saying } from "#handover/exchange/answer-handover.js";
import type { AnswerPlace } from "#handover/exchange/answer-place.js";
import type { DrawnReport } from "#handover/exchange/draw-report.js";
import type { Standing } from "#handover/exchange/known-handovers.js";
import type { HandoverRead } from "#handover/exchange/read-handover.js";

/** A report that could be signed now. */
export interface Drafted extends DrawnReport {
  /** What was added to it before, in an earlier revision or without its being signed. */
  readonly added: Additions;
  /** Keeps what is added, over a crash too. */
  keep(added: Additions): void;
}

/** An answer to what this journal has handed over, read and checked: nothing is recorded of it yet. */
export interface AnswerHere {
  readonly decision: Decision;
  readonly revision: number;
  /** Who has answered, and the fingerprint of their key. */
  readonly from: string;
  readonly key: string;
  /** Whether the operator has agreed to that key before. */
  readonly isKnown: boolean;
  readonly reason: string | null;
  readonly questions: readonly Question[];
  /** Records it. */
  takeIn(): Promise<TakenHere>;
}

/** An answer that is recorded, and who has accepted the same before, where somebody else has. */
interface TakenHere {
  readonly seq: number;
  readonly alsoAcceptedBy: string | null;
}

/** A file that was written, and the entry that says so. */
export interface Handed {
  readonly path: string;
  readonly seq: number;
}

/** Hands shifts over and takes them over, in the journal of this console. Everything throws what is found to be wrong. */
export interface HandoversHere {
  /** The operator's key, a fingerprint. */
  readonly key: string;
  /** Draws the facts from the journal as it is now: of the next revision, where the last one was questioned or refused. */
  draft(): Promise<Drafted>;
  /** @param keptAs what was added to it is kept under, and is not once it is recorded */
  sign(handover: Handover, keptAs: string, path: string): Promise<Handed>;
  /** Reads somebody else's handover and checks all of it. */
  read(path: string): Promise<HandoverRead>;
  /** Whether the shift may be the operator's own, by another key: accepting it takes a reason. */
  mayBeOwn(handover: Handover): boolean;
  answer(received: HandoverRead, saying: Saying, place: AnswerPlace): Promise<Handed>;
  readAnswer(path: string): Promise<AnswerHere>;
  standing(): Promise<Standing>;
  /** Writes the file of what was handed over, or answered, again: the same bytes. Answers where. */
  again(id: string | null, path: string | null): Promise<string>;
  /** Answers the entry's `seq`. */
  waive(reason: string): Promise<number>;
}
