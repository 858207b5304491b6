/** Why a file of remarks on a shift's report cannot be read. */
export type RemarksProblem =
  | { readonly kind: "UNKNOWN_SECTION"; readonly heading: string }
  /** A remark stands before the first section. */
  | { readonly kind: "NO_SECTION" }
  /** A heading of another level than sections have. */
  | { readonly kind: "OTHER_HEADING"; readonly heading: string }
  /** A comment (`<!--`) does not end. */
  | { readonly kind: "UNENDED_COMMENT" };
