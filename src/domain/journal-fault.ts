/** What can be wrong with a recording. */
export const CAST_FAULTS = [
  "CAST_ENTRIES",
  "CAST_MISSING",
  "WRONG_CAST",
  "CAST_CUT",
  "CAST_GROWN",
  "CAST_MARKER",
] as const;

export type CastFaultCode = (typeof CAST_FAULTS)[number];

/** What makes a journal unsound: a closed set, so that each is said in both languages. */
export type FaultCode =
  | "NO_ENTRY"
  | "LINE_CUT"
  | "NOT_AN_ENTRY"
  | "WRONG_SEQ"
  | "WRONG_FILE"
  | "WRONG_PREV"
  | "NO_KEY"
  | "OTHER_KEY"
  | "WRONG_SIGNATURE"
  | "WRONG_SIGNERS"
  | "WRONG_VKEY"
  | "CHECKPOINT_FORM"
  | "CHECKPOINT_ORIGIN"
  | "CHECKPOINT_SIGNATURE"
  | "CHECKPOINT_AHEAD"
  | "CHECKPOINT_TREE"
  | "CHECKPOINT_ORDER"
  | "ANCHOR_ENTRY"
  | "WRONG_TILE"
  | "WRONG_BLOB"
  | CastFaultCode
  | "HANDOVER_ENTRY"
  | "HANDOVER_MISSING"
  | "WRONG_HANDOVER"
  | "KEY_NOT_HELD"
  | "KEY_ENDED"
  | "OTHER_SUCCESSOR"
  | "OTHER_JOURNAL"
  | "OTHER_KEYS"
  | "TAIL_CUT"
  | "REWRITTEN";

/**
 * The first thing that is wrong, and where: a line by file, number and the seq that belongs there; a file; or a range of
 * entries, of which nobody can say which one is wrong.
 */
export interface Fault {
  readonly file: string;
  readonly line: number | null;
  readonly seq: number | null;
  /** The last seq of a range that begins with `seq`. */
  readonly toSeq?: number;
  readonly code: FaultCode;
  /** The same in English, with what was found. */
  readonly problem: string;
}
