import type { HandoverSection, LeftoverKind, LostRecording, Question } from "#domain/handover.js";

/** The texts of a shift's report, and what is said where one is drafted. */
export interface HandoverTexts {
  /** Over the report. */
  title(it: { from: string; to: string; isDraft: boolean }): string;
  /** The parts of the report, as a file of remarks names them too. */
  readonly sections: Readonly<Record<HandoverSection, string>>;
  readonly headings: Readonly<Record<"shift" | "sessions" | "recordings" | "remarks" | "questions", string>>;
  readonly labels: Readonly<
    Record<
      | "outgoing"
      | "key"
      | "from"
      | "to"
      | "entries"
      | "revision"
      | "id"
      | "made"
      | "origin"
      | "treeSize"
      | "root"
      | "verified"
      | "anchor"
      | "signingKey",
      string
    >
  >;
  readonly columns: Readonly<
    Record<
      | "entry"
      | "time"
      | "who"
      | "person"
      | "operation"
      | "target"
      | "endpoint"
      | "change"
      | "result"
      | "why"
      | "procedure"
      | "state"
      | "step"
      | "progress"
      | "run"
      | "left"
      | "approvalOf"
      | "expires"
      | "note"
      | "from"
      | "to"
      | "operations"
      | "failures",
      string
    >
  >;
  readonly kinds: Readonly<Record<LeftoverKind, string>>;
  /** How a procedure that is open stands, by the words of `OpenProcedure.state`. */
  readonly states: Readonly<Record<string, string>>;
  readonly none: string;
  /** Of an intent that nothing has completed. */
  readonly noOutcome: string;
  /** Of a session without an end: nothing says more; its program died. */
  readonly notEnded: string;
  readonly brokeOff: string;
  readonly cannotBeTold: string;
  readonly whole: string;
  expired(it: { expires: string }): string;
  readonly sound: string;
  unsound(it: { problem: string }): string;
  /** A recording that does not go along, as it is not what the entries say. */
  lost(recording: LostRecording): string;
  /** The same before all else that is in the report. */
  onUnsound(it: { problem: string }): string;
  readonly noCheckpoint: string;
  readonly noAnchor: string;
  anchored(it: { seq: number; at: string; size: number; simulated?: true }): string;
  keyOf(it: { fingerprint: string; identity: string; fromSeq: number }): string;
  /** Entries from one to another; `lastSeq` is before the first where there is none. */
  entries(it: { firstSeq: number; lastSeq: number }): string;
  ticket(it: { ticket: string }): string;
  inRun(it: { run: string }): string;
  question(it: Pick<Question, "seq" | "text">): string;
  readonly unanswered: string;
  /** What the report is, and how it is held against the journal. */
  readonly whatItIs: string;
  /** Where what was written is; nobody has signed it. */
  drafted(it: { paths: readonly string[]; firstSeq: number; lastSeq: number }): string;
  readonly unsigned: string;
}
