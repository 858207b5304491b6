/** What is said where a second person approves a plan, and of those who may. */
export interface ApprovalTexts {
  /** Over the request. */
  readonly asks: string;
  readonly labels: Readonly<
    Record<
      | "title"
      | "step"
      | "ticket"
      | "endpoint"
      | "askedBy"
      | "issued"
      | "expires"
      | "run"
      | "file"
      | "plan"
      | "request",
      string
    >
  >;
  /** In place of a step's id. */
  readonly whole: string;
  askedBy(it: { os: string; console: string; login: string; key: string }): string;
  /** How long it is from now to then, after a time. */
  left(it: { minutes: number }): string;
  readonly parameters: string;
  readonly items: string;
  readonly chosen: string;
  operations(count: number): string;
  /** Of a line whose plan is only made when it is its turn, as those of loops are. */
  readonly plannedLater: string;
  /** In place of operations, where the whole procedure is approved: the text of its file follows. */
  readonly asInFile: readonly string[];
  /**
   * Under all of it, right before the question: `operations` is 0 where the whole is approved, `lossy` is how many of them
   * destroy something for good, null where that is not known yet.
   */
  summary(it: { operations: number; lossy: number | null; endpoint: string }): string;
  /** The question itself, which the answer follows on the line. */
  readonly question: string;
  /** What agrees, in lower case. */
  readonly yes: readonly string[];
  signed(it: { path: string; seq: number; key: string }): string;
  /** How the same is done without this program. */
  readonly byHand: string;
  /** Of the approvers' file that was taken although nothing keeps the superuser from writing it. */
  writable(it: { path: string }): string;
  /** Of a line of it that counts for nothing. */
  passedOver(it: { path: string; line: number; problem: PassedOverBecause }): string;
}

/** Why a line of allowed signers is passed over. */
export type PassedOverBecause = "CERT_AUTHORITY" | "OPTION" | "TIME" | "KEY" | "PRINCIPALS";
