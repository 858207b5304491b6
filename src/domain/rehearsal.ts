import type { Facts, Status } from "#domain/entry.js";
import type { ErrorCode } from "#domain/errors.js";
import type { Step } from "#domain/procedure.js";
import type { RunEnd, StepEnd } from "#domain/run.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";

/** What a procedure came to on a copy of what is out there. All of it can be written as JSON; durations are milliseconds. */
export interface Rehearsal {
  /** Lower-case hex SHA-256 of the procedure file's bytes. */
  readonly procedure: string;
  readonly title: string;
  /** As `BeginRun` has them, parsed. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly sets: Readonly<Record<string, unknown>>;
  /** The endpoint without its user. */
  readonly endpoint: string;
  /** When it was, RFC 3339. */
  readonly at: string;
  /** Every step, for every item of its loop, in the order in which they come. */
  readonly steps: readonly RehearsedStep[];
  readonly end: RunEnd;
  /** What was undone, in the order of that: where a failure asked for it, or the operator. */
  readonly back: readonly RehearsedUndoing[];
  /** How backing out ended, where the operator asked for that after the end; else null. */
  readonly backOut: RunEnd | null;
  /** The sum of all estimates that there are of the steps that were reached. */
  readonly totalMs: number;
  readonly warnings: readonly RehearsalWarning[];
}

/** What was done in a turn, on the copy. */
export interface RehearsedStep {
  readonly step: string;
  /** Of a step in a loop: the item's id at the platform, or the item itself; else null. */
  readonly item: string | null;
  readonly itemName: string | null;
  readonly title: string;
  readonly kind: Step["kind"];
  /** As it was rendered; null where it is no command line, or was not reached. */
  readonly line: string | null;
  readonly targets: readonly RehearsedTarget[];
  readonly predicted: readonly PredictedEntry[];
  readonly checks: readonly RehearsedCheck[];
  /** What became of it; null: it was not reached. */
  readonly state: StepEnd | null;
  /** Why that is not good, where it is not. */
  readonly refused: { readonly code: string; readonly message: string } | null;
  readonly undoable: Undoable;
  /** What the file says; else what is known of its operations and was waited for; else null. */
  readonly estimateMs: number | null;
}

export interface RehearsedUndoing extends Pick<RehearsedStep, "step" | "item" | "itemName" | "title"> {
  readonly predicted: readonly PredictedEntry[];
  readonly state: StepEnd | null;
  readonly refused: RehearsedStep["refused"];
}

export interface RehearsedTarget {
  /** Null for what is to be made, or was not found. */
  readonly id: string | null;
  readonly name: string;
}

/** An entry as it is to be expected. */
export interface PredictedEntry {
  readonly OPR: string;
  readonly target: RehearsedTarget;
  readonly BEF: Facts;
  readonly AFT: Facts;
  readonly status: Status;
  readonly code: string | null;
  readonly message: string | null;
}

export interface RehearsedCheck {
  readonly expression: string;
  readonly when: "before" | "step" | "after";
  readonly value: boolean | null;
}

/** Whether what was done could be undone, or why not. */
export type Undoable =
  | true
  /** The file says why. */
  | { readonly why: "SAID"; readonly text: string }
  /** It is done by hand, and the file does not say how to take it back. */
  | { readonly why: "MANUAL" }
  | { readonly why: "IMPOSSIBLE"; readonly operation: string; readonly because: UndoImpossible };

/** Where the copy may not be as what is out there, or what was taken for granted. */
export type RehearsalWarning =
  | { readonly kind: "UNREAD"; readonly id: string; readonly name: string; readonly code: ErrorCode }
  /** `step` is null for the whole procedure. */
  | { readonly kind: "APPROVAL_ASSUMED"; readonly step: string | null }
  | { readonly kind: "NO_CHANGE_NUMBER"; readonly pattern: string };
