import type { OperationRequest, TargetExpression } from "#domain/command.js";
import type { Entry, Facts } from "#domain/entry.js";
import type { OperationName, Risk } from "#domain/operation-name.js";
import type { RunMark } from "#domain/run.js";
import type { Plan } from "#session/plan.js";
import type { Purpose } from "#session/purpose.js";

/** One command, as it was asked. */
export interface Asked {
  /** Null for an operation that makes its target. */
  readonly expression: TargetExpression | null;
  readonly request: OperationRequest;
  /** The command line as it was typed. */
  readonly ask: string;
  /** For an `undo`: how the entry that is undone has left its target. */
  readonly expects?: Facts;
}

/**
 * What an operator is asked to confirm: one operation, and the set of its targets, frozen and each with its plan. What
 * has appeared since is not among them, and what has changed since is not touched.
 */
export interface Proposal {
  readonly name: OperationName;
  readonly risk: Risk;
  /** What was asked, where there is one line for all of it; else the line of the first target. */
  readonly ask: string;
  readonly plans: readonly Plan[];
}

/** How a confirmed proposal is carried out. */
export interface CarryingOut {
  readonly purpose?: Purpose | undefined;
  /** Which run of a procedure it is done in: `run` of its entries. */
  readonly run?: RunMark | undefined;
  /** Aborted: what has not been begun is not begun, and the server is asked to cancel what is under way. */
  readonly stopping?: AbortSignal | undefined;
  /** Aborted: what is under way is not waited for. */
  readonly signal?: AbortSignal | undefined;
}

/** The outcomes of a proposal, in the order of its plans. */
export type Outcomes = readonly Entry[];
