import type { Facts, Status } from "#domain/entry.js";
import type { RunEnd, StepEnd } from "#domain/run.js";

/** What a run came to beside what its rehearsal had predicted. Durations are milliseconds. */
export interface Difference {
  /** When it was rehearsed, RFC 3339. */
  readonly rehearsedAt: string;
  readonly end: { readonly predicted: RunEnd; readonly actual: RunEnd | null };
  /** Every turn of the run in order, then those that were rehearsed and are not in the run. */
  readonly turns: readonly TurnDifference[];
  /** Whether there is nothing to tell but durations. */
  readonly isAsPredicted: boolean;
}

export type TurnVerdict =
  | "as-predicted"
  | "differs"
  /** It was not reached in the rehearsal, or is of an item that this did not have. */
  | "not-predicted"
  /** It was reached in the rehearsal, and has not been in the run. */
  | "not-reached"
  /** The operator has left it out. */
  | "skipped"
  /** It was rehearsed for an item that the run does not have. */
  | "not-in-run";

export interface TurnDifference {
  readonly step: string;
  readonly item: string | null;
  readonly itemName: string | null;
  readonly verdict: TurnVerdict;
  readonly state: { readonly predicted: StepEnd | null; readonly actual: StepEnd | null };
  /** Of what was done or was to be done: what is not as predicted. */
  readonly entries: readonly EntryDifference[];
  /** As estimated, and as it was. */
  readonly ms: { readonly estimated: number | null; readonly actual: number | null };
}

export interface EntryDifference {
  readonly OPR: string;
  readonly name: string;
  /** Null: there is no such entry. */
  readonly status: { readonly predicted: Status | null; readonly actual: Status | null };
  /** Of the facts that were predicted those that are others. */
  readonly facts: readonly FactDifference[];
}

export interface FactDifference {
  readonly of: "BEF" | "AFT";
  readonly key: string;
  readonly predicted: Facts[string];
  /** Null, too, where it is not there. */
  readonly actual: Facts[string];
}
