/** What `shoseki procedure run`, `resume` and `back-out` say. Names, titles and texts of files are made safe by whoever prints them. */
export interface ProcedureRunTexts {
  begun(it: { title: string; id: string; steps: number }): string;
  resumed(it: { title: string; id: string }): string;
  /** A turn has come; `item` is null outside of a loop. */
  turn(it: { number: number; count: number; title: string; item: string | null; undoing: boolean }): string;
  /** Before the plans of a step. */
  plan(it: { line: string; operations: number }): string;
  check(it: { expression: string; value: boolean | null }): string;
  /** A check is waited for, until that time (RFC 3339). */
  waits(it: { expression: string; until: string }): string;
  /** How a step ended; `state` is its word, `what` why it is not good, empty where it is. */
  ended(it: { state: string; what: string }): string;

  // Asked at the terminal.
  readonly askPlan: string;
  readonly askQuestion: string;
  readonly askInstructions: string;
  readonly askFailure: string;
  /** The same of what undoes a step. */
  readonly askUndo: Readonly<Record<"plan" | "instructions" | "failure", string>>;
  /** Of a step that a second person is asked in, which is not left out. */
  readonly askFailedApproval: string;
  readonly askWhy: string;
  /** Why it is asked once more: that is no answer here; these are, by the words of `answers`. */
  noAnswer(it: { said: string; words: readonly string[] }): string;
  /** A word stood without its reason. */
  readonly noReason: string;
  /** Where it is asked what was seen: one letter is neither that nor the answer. */
  inFull(it: { word: string; answer: string }): string;
  askKey(it: { key: string; origin: string }): string;
  /** Lower-case answers that agree, that say no, and the words after which a reason may stand. */
  readonly answers: Readonly<
    Record<"yes" | "no" | "skip" | "back-out" | "pause" | "again", readonly string[]>
  >;

  /** The run is paused, as nobody has said what was seen. */
  seenMissing(it: { step: string; instructions: string }): string;
  /** The run is paused until the request is signed, in one of the two ways; `reason` is why what was handed in does not count. */
  approvalMissing(it: { path: string; expires: string; principal: string }): string;
  /** To a reason that was given beforehand for leaving out an approval. */
  approvalNotSkipped(it: { step: string }): string;
  readonly failureLeft: string;
  /** The operator has taken back what was handed over. */
  takenBack(it: { why: string }): string;
  /** It could not be carried on or recorded any more; `after` is what was recorded last. */
  brokenOff(it: { title: string; id: string; after: string }): string;
  /** How the whole was left. */
  left(it: { how: string; title: string; id: string }): string;
  /** The command line that goes on with it. */
  goOn(it: { line: string }): string;
  /** Command lines for a step that has failed, or is uncertain; `skip` is null where it is not left out. */
  ways(it: { again: string; skip: string | null; backOut: string | null }): string;

  // procedure runs
  readonly columns: Readonly<Record<"run" | "state" | "title" | "endpoint" | "begun", string>>;
  none(it: { directory: string }): string;
}
