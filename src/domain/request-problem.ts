/** Why a file is no request for an approval. */
export type RequestProblem =
  | "TOO_LARGE"
  | "NOT_UTF8"
  | "NOT_JSON"
  /** It does not come back byte for byte when it is written again. */
  | "NOT_CANONICAL"
  | "FORMAT"
  | "MISSING"
  | "UNKNOWN_KEY"
  | "NOT_OF_FORM"
  /** A part says another thing than the same in another part. */
  | "CONTRADICTS";
