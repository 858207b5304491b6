import type { Step } from "#domain/procedure.js";
import type { Undoable } from "#domain/rehearsal.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import { undoOf } from "#operations/undo.js";
import { type Deed, stateOf } from "#procedures/run/deeds.js";

/** What needs no undoing is no reason against it. */
const NOTHING: ReadonlySet<UndoImpossible> = new Set(["NOTHING_CHANGED", "NOTHING_TO_UNDO"]);

/**
 * Whether what a step has done could be taken back: as the file says, else by the inverse of each thing that was done.
 *
 * @param saidWhy what the file says where it says that nothing undoes it, rendered
 */
export function undoableOf(step: Step, deeds: readonly Deed[], saidWhy: string | null): Undoable {
  if (saidWhy !== null) return { why: "SAID", text: saidWhy };
  if (step.undo !== null) return true;
  if (step.kind === "manual") return { why: "MANUAL" };
  for (const deed of deeds) {
    if (stateOf(deed) !== "done" || deed.last === null) continue;
    const undo = undoOf(deed.last, deed.intent);
    if (!("why" in undo) && undo.at !== undefined)
      return { why: "IMPOSSIBLE", operation: deed.intent.OPR, because: "OTHER_ENDPOINT" };
    if ("why" in undo && !NOTHING.has(undo.why))
      return { why: "IMPOSSIBLE", operation: deed.intent.OPR, because: undo.why };
  }
  return true;
}
