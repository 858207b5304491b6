/** Why a name cannot be given. `TOO_LONG` is longer than `limit`, in UTF-16 units. */
export type NameProblem =
  | "EMPTY"
  | "SPACE_AT_END"
  | "TOO_LONG"
  | "CONTROL_CHARACTER"
  /** Files are called by it, and none can be called so. */
  | "NO_FILE_NAME";
