import type { DeviationKind, RunStanding } from "#domain/deviation.js";
import type { Phase, Status } from "#domain/entry.js";
import type { StepEnd } from "#domain/run.js";

/** The texts of a report of a run, and what is said where one is made or verified. */
export interface ReportTexts {
  /** Over the report: `title` is the procedure's. */
  title(it: { title: string }): string;
  readonly headings: Readonly<
    Record<
      | "run"
      | "people"
      | "parameters"
      | "approvals"
      | "deviations"
      | "difference"
      | "steps"
      | "rollback"
      | "left"
      | "evidence",
      string
    >
  >;
  readonly labels: Readonly<
    Record<
      | "run"
      | "procedure"
      | "endpoint"
      | "state"
      | "begun"
      | "last"
      | "operators"
      | "ticket"
      | "reason"
      | "rehearsal"
      | "who"
      | "started"
      | "took"
      | "estimate"
      | "line"
      | "targets"
      | "plan"
      | "said"
      | "question"
      | "result"
      | "attempts"
      | "asked"
      | "of"
      | "request"
      | "expires"
      | "journal"
      | "entries"
      | "upTo"
      | "checkpoint"
      | "root"
      | "capsule",
      string
    >
  >;
  readonly columns: Readonly<
    Record<
      | "part"
      | "journal"
      | "entries"
      | "login"
      | "person"
      | "key"
      | "parameter"
      | "value"
      | "entry"
      | "time"
      | "approver"
      | "approversFile"
      | "result"
      | "what"
      | "step"
      | "why"
      | "kind"
      | "operation"
      | "target"
      | "change"
      | "id"
      | "when"
      | "expression"
      | "seen",
      string
    >
  >;
  readonly states: Readonly<Record<RunStanding, string>>;
  readonly steps: Readonly<Record<StepEnd, string>>;
  /** Of a step that has begun and not ended. */
  readonly unended: string;
  readonly deviations: Readonly<Record<DeviationKind, string>>;
  readonly phases: Readonly<Partial<Record<Phase, string>>>;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly when: Readonly<Record<"before" | "step" | "after", string>>;
  readonly whole: string;
  readonly none: string;
  readonly noDeviations: string;
  /** A check that could not be told. */
  readonly notTold: string;
  readonly true: string;
  readonly false: string;
  /** How long something took, of `ms` milliseconds. */
  time(it: { ms: number }): string;
  undoOf(it: { title: string }): string;
  readonly approversWritable: string;
  readonly noCheckpoint: string;
  /** What the report is, and how it is held against the journal. */
  readonly whatItIs: string;
  /** Where a report was written and signed: `line` is what a file of allowed signers has to have. */
  written(it: { path: string; signature: string; identity: string; line: string }): string;
  readonly unsigned: string;
  verified(it: { path: string; title: string; run: string; upTo: number; key: string }): string;
  /** It is what the journal gives, and nobody has signed it. */
  notSigned(it: { path: string; signature: string }): string;
  wrongSignature(it: { path: string; signature: string }): string;
  differs(it: { path: string; run: string; line: number }): string;
}
