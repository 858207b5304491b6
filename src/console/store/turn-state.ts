import type { StepEnd } from "#domain/run.js";
import { endOf, type RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

/** How a turn stands, as it is shown. `undo-failed` is of what should have undone it. */
export type TurnState = StepEnd | "waiting" | "current" | "undoing";

/**
 * What became of a turn last: what undid it counts more than what it did.
 *
 * @param at what the run is doing with it; null where it is at another
 */
export function turnState(record: RunRecord, { key }: Turn, at: "run" | "undo" | null): TurnState {
  const undone = endOf(record.undoing(key));
  if (at === "undo") return undone ?? "undoing";
  return undone ?? endOf(record.turn(key)) ?? (at === "run" ? "current" : "waiting");
}

/** How many turns stand how. */
export function countStates(record: RunRecord, turns: readonly Turn[]): Readonly<Record<TurnState, number>> {
  const counts: Record<TurnState, number> = {
    waiting: 0,
    current: 0,
    undoing: 0,
    done: 0,
    failed: 0,
    uncertain: 0,
    skipped: 0,
    undone: 0,
    kept: 0,
    "undo-failed": 0,
  };
  for (const turn of turns) counts[turnState(record, turn, null)] += 1;
  return counts;
}
