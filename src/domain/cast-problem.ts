/** Why a file is no recording that can be played. `NOT_UTF8` to `RESIZE` are about a line. */
export type CastProblem =
  | "EMPTY"
  | "TOO_LARGE"
  | "TOO_MANY"
  | "VERSION_1"
  | "VERSION_3"
  | "OTHER_VERSION"
  | "NOT_UTF8"
  | "NOT_JSON"
  | "NOT_HEADER"
  | "SIZE"
  | "NOT_EVENT"
  | "TIME"
  | "TIME_BACKWARDS"
  | "RESIZE";
