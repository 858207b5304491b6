/** What is said of who touched a machine. */
export interface TouchedTexts {
  readonly columns: Readonly<
    Record<"entry" | "time" | "operation" | "target" | "change" | "result" | "why" | "watch", string>
  >;
  /** Above what was done in a session; `journal` is null for this one's. */
  heading(it: { who: string; endpoint: string; session: string; journal: string | null }): string;
  /** Nothing is known to have been done to it. */
  none(it: { machine: string }): string;
  /** A shift that was taken over, and that cannot be read. */
  unread(it: { file: string; problem: string }): string;
  /** None of what was done to it was recorded. */
  noRecording(it: { machine: string }): string;
  /** In the console's list. */
  title(it: { machine: string }): string;
}
