/** What may stand in a place of a command line, as far as a shell can tell: one of these words, or of a kind. */
export type Wanted =
  | readonly string[]
  /** A profile's name, or what an endpoint begins with. */
  | "endpoint"
  | "profile"
  | "file"
  | "directory"
  | "theme"
  /** A line of the command language, as one argument. */
  | "line"
  /** Only the operator knows. */
  | "anything";
