/** Why an entry cannot be undone. */
export type UndoImpossible =
  /** It is about a session, a note or the journal itself. */
  | "NO_OPERATION"
  /** An intent: what became of it is another entry. */
  | "NO_OUTCOME"
  /** Refused or failed. */
  | "NOT_DONE"
  | "OUTCOME_UNKNOWN"
  /** It belongs to another server than the session's. */
  | "OTHER_ENDPOINT"
  /** It is OK, and left its target as it was. */
  | "NOTHING_CHANGED"
  /** The operation changes nothing that lasts. */
  | "NOTHING_TO_UNDO"
  /** What it would go back to is gone. */
  | "LOST"
  /** What it was done to, or has made, is not there any more. */
  | "GONE"
  /** No operation of ours does it. */
  | "NOT_FROM_HERE"
  /** It changed what runs and what waited for the next start, and no operation of ours brings back both. */
  | "RUNNING_AND_NEXT"
  /** It does not say which thing it was about. */
  | "NO_ID"
  /** It does not say how that was before, or how it was left. */
  | "NOT_RECORDED"
  /** What it would go back to has a name that no command line can hold. */
  | "UNWRITABLE";
