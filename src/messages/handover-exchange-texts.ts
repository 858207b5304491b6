import type { Decision, Question, StandingWord } from "#domain/handover.js";

/** What is said where shifts are handed over, taken over and answered. */
export interface HandoverExchangeTexts {
  /** Over the report of somebody else: whose it is, and by which key. */
  received(it: { who: string; origin: string; key: string; revision: number }): string;
  /** Why the key is believed; nothing where it must be agreed to. */
  readonly vouched: Readonly<Record<"signers" | "known" | "nobody", string>>;
  readonly own: string;
  /** The questions themselves, which the answers follow on the line. */
  askKey(it: { key: string; origin: string; of: "OUTGOING" | "INCOMING" }): string;
  readonly askSign: string;
  readonly askDecision: Readonly<Record<Decision, string>>;
  /** Over a question of the incoming operator, which is answered. */
  questionOf(it: { number: number; count: number }): string;
  readonly askAnswer: string;
  /** Before it, where an answer was typed before. */
  answerKept(it: { answer: string }): string;
  /** What agrees, in lower case. */
  readonly yes: readonly string[];
  /** What is done when it is signed. */
  whatSigningDoes(it: { path: string; revision: number; key: string }): string;
  handedOver(it: {
    path: string;
    seq: number;
    revision: number;
    key: string;
    report: string;
  }): readonly string[];
  answered(it: { decision: Decision; path: string; seq: number; again: boolean }): readonly string[];
  takenIn(it: { decision: Decision; who: string; key: string; seq: number; again: boolean }): string;
  /** After them: why, and what was asked. */
  reason(it: { reason: string }): string;
  question(it: Question): string;
  /** What the outgoing operator does next. */
  readonly next: Readonly<Record<Decision, string>>;
  waived(it: { seq: number }): string;
  writtenAgain(it: { path: string; seq: number }): string;
  readonly columns: Readonly<
    Record<"handover" | "revision" | "state" | "side" | "time" | "entry" | "key", string>
  >;
  readonly sides: Readonly<Record<"outgoing" | "incoming", string>>;
  readonly states: Readonly<Record<StandingWord, string>>;
  none(it: { directory: string }): string;
  /** At the top of the file of remarks. */
  readonly remarksFile: readonly string[];
  /** Before the facts of a section there. */
  readonly facts: string;
  remarksKept(it: { path: string }): string;
  refusedBecause(it: { reason: string }): string;
  /** Before a report: a revision that was handed over, by `seq`, has no answer yet. `at` is RFC 3339. */
  waiting(it: { revision: number; seq: number; at: string }): string;
  /** Before another operator's shift is answered, who works as the same user on the same machine. */
  sameOperator(it: { who: string }): string;
  /** In place of what is done next: the holder of this key has accepted the shift before. */
  acceptedTwice(it: { key: string }): string;
}
