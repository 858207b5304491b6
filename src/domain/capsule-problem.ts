/** Why a file is no capsule that could be believed, each with the entry that it is about where there is one. */
export type CapsuleProblem =
  /** More bytes than a capsule has. */
  | "TOO_LARGE"
  /** Not of the published form, byte for byte. */
  | "FORM"
  /** A line that is no entry of a journal. */
  | "NOT_AN_ENTRY"
  /** An entry that stands where it does not belong, or is there twice. */
  | "WRONG_ORDER"
  | "OTHER_RUN"
  /** The first entry does not begin the run or take it over, or it is begun again. */
  | "NO_BEGINNING"
  /** The end of an operation without its intent. */
  | "NO_INTENT"
  /** The key entries are not those of a journal. */
  | "WRONG_KEYS"
  | "WRONG_SIGNATURE"
  /** An entry that is not in the checkpoint's tree. */
  | "NOT_IN_TREE"
  | "CHECKPOINT_SIGNATURE"
  | "CAPSULE_SIGNATURE"
  /** A long text that is missing, altered, or of no entry. */
  | "WRONG_BLOB"
  /** The run was taken over, and the capsule that it came in is not in this one; or that one is not sound. */
  | "WRONG_EARLIER"
  /** Signed by a key that the operator does not hold. */
  | "KEY_NOT_HELD";
