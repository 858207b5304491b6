import type { Entry } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { Answer, Answers, RequestFile } from "#procedures/run/conductor.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Proposal } from "#session/proposal.js";

/** What a run waits for, told by where it asks. */
interface Questions {
  turn: { readonly turn: Turn; readonly undoing: boolean };
  plan: { readonly turn: Turn; readonly undoing: boolean; readonly proposal: Proposal };
  question: { readonly turn: Turn; readonly question: string };
  instructions: { readonly turn: Turn; readonly undoing: boolean; readonly instructions: string };
  approval: {
    /** Null where the whole is to be approved. */
    readonly turn: Turn | null;
    readonly asked: RequestFile;
    /** Where the request was written for the second person; null where it could not be. */
    readonly path: string | null;
    /** Why what was handed in last does not count. */
    readonly refusal: Problem | null;
  };
  failure: { readonly turn: Turn; readonly undoing: boolean; readonly end: Entry };
  interruption: { readonly problem: Problem };
}

/** What each of them can be answered with. */
interface Answered {
  turn: "go" | "skip" | "back-out" | "pause";
  plan: "go" | "skip" | "back-out" | "pause";
  question: "go" | "no" | "skip" | "back-out" | "pause";
  instructions: "seen" | "skip" | "back-out" | "pause";
  approval: "approval" | "back-out" | "pause";
  failure: "again" | "skip" | "back-out" | "pause";
  interruption: "go" | "pause";
}

export type AskingKind = keyof Questions;

export type AnswerTo<K extends AskingKind> = Answer<Answered[K]>;

/** One question of a run, and how it is answered. */
export type RunAsking<K extends AskingKind = AskingKind> = {
  [Each in K]: Questions[Each] & { readonly kind: Each; answer(answer: AnswerTo<Each>): void };
}[K];

/** A question without the way to answer it. */
export type RunQuestion<K extends AskingKind> = Questions[K] & { readonly kind: K };

const TAKES: { readonly [K in AskingKind]: readonly Answered[K][] } = {
  turn: ["go", "skip", "back-out", "pause"],
  plan: ["go", "skip", "back-out", "pause"],
  question: ["go", "no", "skip", "back-out", "pause"],
  instructions: ["seen", "skip", "back-out", "pause"],
  approval: ["approval", "back-out", "pause"],
  failure: ["again", "skip", "back-out", "pause"],
  interruption: ["go", "pause"],
};

/** Whether a question can be answered so: nothing is skipped that a second person is asked for, nor backed out of twice. */
export function takes(asking: RunAsking | null, kind: keyof Answers): boolean {
  if (asking === null) return false;
  const isUndoing = "undoing" in asking && asking.undoing;
  if (kind === "back-out" && isUndoing) return false;
  if (kind === "skip" && asking.kind === "turn" && asking.turn.step.kind === "approve") return false;
  return (TAKES[asking.kind] as readonly string[]).includes(kind);
}

/** Answers what is asked, if it can be answered so; answers whether it could. */
export function answer(asking: RunAsking | null, given: Answers[keyof Answers]): boolean {
  if (asking === null || !takes(asking, given.kind)) return false;
  (asking.answer as (answer: Answers[keyof Answers]) => void)(given);
  return true;
}
