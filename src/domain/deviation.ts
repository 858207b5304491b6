import type { RunEnd } from "#domain/run.js";

/** How a run was not what its procedure says: nothing of this is a mistake by itself, and all of it is worth a look. */
export type DeviationKind =
  | "skipped"
  | "failed"
  | "uncertain"
  /** It was found out later what became of an operation. */
  | "recovered"
  | "retried"
  | "kept"
  | "undo-failed"
  | "approval-refused"
  /** The plan has changed since it was approved, or the approval was too old. */
  | "approval-void"
  /** Nothing kept the operator from writing the approvers' file. */
  | "approvers-writable"
  | "paused"
  /** It was gone on with after it had been cut off. */
  | "cut-off"
  | "handed-over"
  | "taken-over"
  | "backed-out"
  | "stopped";

/** How a run stands: as it has ended, or why it has not. */
export type RunStanding =
  | RunEnd
  | "paused"
  /** It goes on, or was cut off. */
  | "open"
  | "handed-over";
