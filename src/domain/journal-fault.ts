/** What makes a journal unsound: a closed set, so that each is said in both languages. */
export type FaultCode =
  | "NO_ENTRY"
  | "LINE_CUT"
  | "NOT_AN_ENTRY"
  | "WRONG_SEQ"
  | "WRONG_FILE"
  | "WRONG_PREV"
  | "NO_KEY"
  | "SECOND_KEY"
  | "OTHER_KEY"
  | "WRONG_SIGNATURE"
  | "WRONG_SIGNERS";

/** The first thing that is wrong, and where: a line by file, number and the seq that belongs there, or a file. */
export interface Fault {
  readonly file: string;
  readonly line: number | null;
  readonly seq: number | null;
  readonly code: FaultCode;
  /** The same in English, with what was found. */
  readonly problem: string;
}
