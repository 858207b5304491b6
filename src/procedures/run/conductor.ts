import type { Entry } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { Check } from "#domain/procedure.js";
import type { ApprovalRequest } from "#procedures/approval/request.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Proposal } from "#session/proposal.js";

/** What can be answered wherever a run asks: how it is gone on with, or not. Reasons are the operator's own words. */
export interface Answers {
  go: { readonly kind: "go" };
  /** To a question: it is not so. */
  no: { readonly kind: "no" };
  /** What was seen, in the operator's words. */
  seen: { readonly kind: "seen"; readonly text: string };
  /** The step is tried once more. */
  again: { readonly kind: "again" };
  /** The step is left out; of what undoes one, it is left as it is. */
  skip: { readonly kind: "skip"; readonly why: string };
  /** What was done is undone. */
  "back-out": { readonly kind: "back-out"; readonly why: string };
  /** The run stays where it is, and can be gone on with. */
  pause: { readonly kind: "pause"; readonly why: string | null };
  approval: { readonly kind: "approval"; readonly request: Uint8Array; readonly signature: string };
}

export type Answer<K extends keyof Answers> = Answers[K];

/** Who conducts a run: an operator at a console, or what a command line has said beforehand. */
export interface Conductor {
  /** A turn has come. */
  atTurn(turn: Turn): Promise<Answer<"go" | "skip" | "back-out" | "pause">>;
  /** The plan of a step, frozen: what is agreed to is this and nothing else. `undoing` says that it undoes the step. */
  atPlan(
    turn: Turn,
    proposal: Proposal,
    undoing: boolean,
  ): Promise<Answer<"go" | "skip" | "back-out" | "pause">>;
  atQuestion(turn: Turn, question: string): Promise<Answer<"go" | "no" | "skip" | "back-out" | "pause">>;
  atInstructions(
    turn: Turn,
    instructions: string,
    undoing: boolean,
  ): Promise<Answer<"seen" | "skip" | "back-out" | "pause">>;
  /**
   * A second person is needed.
   *
   * @param turn null where the whole is to be approved
   * @param refusal why what was handed in last does not count; null before the first
   */
  atApproval(
    turn: Turn | null,
    asked: RequestFile,
    refusal: Problem | null,
  ): Promise<Answer<"approval" | "back-out" | "pause">>;
  /** A step has failed, or is uncertain, and the procedure leaves it to the operator. */
  atFailure(
    turn: Turn,
    end: Entry,
    undoing: boolean,
  ): Promise<Answer<"again" | "skip" | "back-out" | "pause">>;
  /** The session is not there, and nothing was sent. */
  atInterruption(problem: Problem): Promise<Answer<"go" | "pause">>;
  /** Told that a check is waited for, and when it has been looked at. */
  onCheck(turn: Turn, looking: Looking): void;
}

/** A request for an approval, and the bytes that are to be signed. */
export interface RequestFile {
  readonly request: ApprovalRequest;
  readonly bytes: Uint8Array;
}

/** How a check stands. */
export interface Looking {
  readonly check: Check;
  readonly when: "before" | "step" | "after";
  /** Null: it cannot be told now. */
  readonly value: boolean | null;
  /** Until when it is waited for, in milliseconds since 1970; null once it is over. */
  readonly until: number | null;
}
