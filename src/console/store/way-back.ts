import { failure, type Problem } from "#domain/errors.js";
import { undoOf } from "#operations/undo.js";
import { isDoneByHalf, stateOf } from "#procedures/run/deeds.js";
import { isToBeUndone } from "#procedures/run/next.js";
import type { RunParts } from "#procedures/run/parts.js";
import { endOf, type RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

/** How one turn would be taken back. */
export type BackWay =
  /** The line that the file says. */
  | { readonly by: "line"; readonly turn: Turn }
  /** The inverses of what was done, as their lines. */
  | { readonly by: "inverses"; readonly turn: Turn; readonly lines: readonly string[] }
  | { readonly by: "manual"; readonly turn: Turn }
  /** It stays as it is: the file says so. */
  | { readonly by: "none"; readonly turn: Turn }
  /** What was done by hand stays as it is: the file does not say how it is taken back. */
  | { readonly by: "unsaid"; readonly turn: Turn }
  /** It stays as it is: what was done has no inverse. */
  | { readonly by: "kept"; readonly turn: Turn; readonly problem: Problem }
  /** Nobody knows what was done. */
  | { readonly by: "doubt"; readonly turn: Turn };

/** What backing out would do from here on, in its order, as far as it can be told beforehand. */
export function waysBack({ turns, record }: Pick<RunParts, "turns" | "record">): readonly BackWay[] {
  return turns.toReversed().flatMap((turn) => {
    const end = endOf(record.undoing(turn.key));
    return end === "undone" || end === "kept" || !isToBeUndone(turn, record) ? [] : [wayBack(turn, record)];
  });
}

function wayBack(turn: Turn, record: RunRecord): BackWay {
  const { undo } = turn.step;
  if (undo?.kind === "none") return { by: "none", turn };
  if (undo?.kind === "manual") return { by: "manual", turn };
  if (undo === null && turn.step.kind !== "run") return { by: "unsaid", turn };
  const { deeds } = record.turn(turn.key);
  if (deeds.some((deed) => stateOf(deed) === "open" || stateOf(deed) === "uncertain"))
    return { by: "doubt", turn };
  if (undo?.kind === "run") return { by: "line", turn };
  const lines: string[] = [];
  for (const deed of deeds.toReversed()) {
    const { last, intent } = deed;
    if (isDoneByHalf(deed)) {
      const { problem } = failure("NOT_UNDOABLE", { operation: intent.OPR, why: "NOT_DONE" });
      return { by: "kept", turn, problem };
    }
    if (last?.RST?.status !== "OK") continue;
    const inverse = undoOf(last, intent);
    if (!("why" in inverse) && inverse.at !== undefined) {
      const { problem } = failure("NOT_UNDOABLE", { operation: intent.OPR, why: "OTHER_ENDPOINT" });
      return { by: "kept", turn, problem };
    }
    if (!("why" in inverse)) lines.push(inverse.line);
    else if (inverse.why !== "NOTHING_CHANGED" && inverse.why !== "NOTHING_TO_UNDO") {
      const { problem } = failure("NOT_UNDOABLE", { operation: intent.OPR, why: inverse.why });
      return { by: "kept", turn, problem };
    }
  }
  return { by: "inverses", turn, lines };
}
