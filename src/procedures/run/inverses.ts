import { failure, type Problem } from "#domain/errors.js";
import { undoOf } from "#operations/undo.js";
import { type Deed, isDoneByHalf, stateOf } from "#procedures/run/deeds.js";
import type { Asked } from "#session/proposal.js";

/** What undoes some operations. */
export interface Inverses {
  /** Those that come next, of one kind, the last that was done first; empty where none are left. */
  readonly asked: readonly Asked[];
  /** Why something is left as it is; null where nothing is. */
  readonly kept: Problem | null;
}

/**
 * The inverses of what was done, from what was recorded of it.
 *
 * @param undone what was done so far to undo them
 */
export function inversesOf(deeds: readonly Deed[], undone: readonly Deed[]): Inverses {
  const back = undone.filter((deed) => stateOf(deed) === "done");
  const asked: Asked[] = [];
  let kept: Problem | null = null;
  for (const deed of deeds.toReversed()) {
    const { last, intent } = deed;
    if (isDoneByHalf(deed))
      kept = failure("NOT_UNDOABLE", { operation: intent.OPR, why: "NOT_DONE" }).problem;
    if (stateOf(deed) === "failed" || back.some(({ intent: { TGT } }) => isOf(TGT.id, deed))) continue;
    // What nobody knows the end of, and the operator has answered for, is there or not: nothing undoes it.
    const inverse = last === null ? ({ why: "OUTCOME_UNKNOWN" } as const) : undoOf(last, intent);
    // A run is of one endpoint, and what has left it is not brought back from there.
    if (!("why" in inverse) && inverse.at !== undefined) {
      kept = failure("NOT_UNDOABLE", { operation: intent.OPR, why: "OTHER_ENDPOINT" }).problem;
    } else if (!("why" in inverse)) {
      const { request, target: id, line, expects } = inverse;
      if (asked[0] !== undefined && asked[0].request.name !== request.name) continue;
      asked.push({ expression: { by: "id", text: `@${id}`, id }, request, ask: line, expects });
    } else if (inverse.why !== "NOTHING_CHANGED" && inverse.why !== "NOTHING_TO_UNDO") {
      kept = failure("NOT_UNDOABLE", { operation: intent.OPR, why: inverse.why }).problem;
    }
  }
  return { asked, kept };
}

/** Whether an id is of what a deed was done to, or has made. */
function isOf(id: string | null, { last }: Deed): boolean {
  return id !== null && (last?.TGT.id === id || last?.AFT?.cloneId === id);
}
