import type { Status } from "#domain/entry.js";
import type { RehearsalWarning, RehearsedCheck } from "#domain/rehearsal.js";
import type { RunEnd, StepEnd } from "#domain/run.js";

/** What is said of a rehearsal, and of a run beside it. Codes, lines and expressions stay as they are. */
export interface RehearsalTexts {
  readonly ends: Readonly<Record<RunEnd, string>>;
  readonly states: Readonly<Record<StepEnd, string>>;
  readonly notReached: string;
  readonly when: Readonly<Record<RehearsedCheck["when"], string>>;
  /** Over it all. */
  heading(it: { title: string; endpoint: string; at: string }): string;
  /** A time as people say it: `2 d 3 h`. */
  time(ms: number): string;
  /** What a check came to. */
  readonly value: { readonly true: string; readonly false: string; readonly null: string };
  /** Of a step: what keeps it from being undone. */
  notUndoable(why: string): string;
  readonly byHand: string;
  refused(it: { code: string; message: string }): string;
  /** Over what was undone. */
  readonly back: string;
  readonly warnings: WarningTexts;
  /** The last lines: how it ends, how much of it there is, how long it takes. */
  sum(it: {
    end: RunEnd;
    reached: number;
    steps: number;
    operations: number;
    totalMs: number;
    unestimated: number;
  }): string;
  backedOut(end: RunEnd): string;
  /** That nothing was changed, and where it is kept. */
  kept(it: { seq: number; endpoint: string }): string;
  readonly difference: DifferenceTexts;
}

/** A sentence for each. */
type WarningTexts = {
  readonly [K in RehearsalWarning["kind"]]: (it: Extract<RehearsalWarning, { readonly kind: K }>) => string;
};

interface DifferenceTexts {
  heading(it: { at: string }): string;
  readonly asPredicted: string;
  readonly notPredicted: string;
  readonly notReached: string;
  readonly skipped: string;
  readonly notInRun: string;
  state(it: { predicted: string; actual: string }): string;
  end(it: { predicted: string; actual: string }): string;
  /** In place of an end that has not come. */
  readonly noEnd: string;
  /** An operation whose status is another; null where there is none. */
  entry(it: { OPR: string; name: string; predicted: Status | null; actual: Status | null }): string;
  fact(it: { OPR: string; name: string; of: string; key: string; predicted: string; actual: string }): string;
  took(it: { estimated: string; actual: string }): string;
  sum(it: { steps: number; different: number }): string;
}
