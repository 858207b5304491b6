import type { Entry } from "#domain/entry.js";
import { keyOf, type Turn } from "#procedures/run/turns.js";

/** What was recorded of one turn, or of what undid it. */
export interface TurnReport {
  readonly turn: Turn;
  readonly undo: boolean;
  /** All of it, in order: never empty. */
  readonly entries: readonly Entry[];
  /** Its `BeginStep`: each time that a plan of it was about to be carried out. */
  readonly begun: readonly Entry[];
  /** Intents, outcomes, and what was found out later. */
  readonly operations: readonly Entry[];
  readonly checks: readonly Entry[];
  /** Its `Answer`: each time that the operator has answered it, or said what was seen. */
  readonly answers: readonly Entry[];
  /** How it ended in the end; null while it has not. */
  readonly end: Entry | null;
}

/** What was recorded of each of these turns, in their order; nothing of those that never came. */
export function turnReports(
  turns: readonly Turn[],
  entries: readonly Entry[],
  undo: boolean,
): readonly TurnReport[] {
  const byKey = Map.groupBy(entries, ({ run }) =>
    run?.step === undefined || (run.undo === true) !== undo ? null : keyOf(run),
  );
  return turns.flatMap((turn) => {
    const own = byKey.get(turn.key);
    return own === undefined ? [] : [turnReport(turn, undo, own)];
  });
}

function turnReport(turn: Turn, undo: boolean, entries: readonly Entry[]): TurnReport {
  const events = entries.filter(({ phase }) => phase === "procedure");
  const last = events.findLast(({ OPR }) => OPR === "EndStep" || OPR === "BeginStep" || OPR === "RetryStep");
  return {
    turn,
    undo,
    entries,
    begun: events.filter(({ OPR }) => OPR === "BeginStep"),
    operations: entries.filter(({ phase }) => phase !== "procedure"),
    checks: events.filter(({ OPR }) => OPR === "Check"),
    answers: events.filter(({ OPR }) => OPR === "Answer"),
    end: last?.OPR === "EndStep" ? last : null,
  };
}
