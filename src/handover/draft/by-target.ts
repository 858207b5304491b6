import type { ReportedOperation, TargetOperations } from "#domain/handover.js";
import { isOperation, type Standing } from "#handover/draft/operations-in.js";
import { reportedOperation } from "#handover/draft/reported-operation.js";

/** The operations of a shift by their targets, in the order in which these were first touched. */
export function operationsByTarget(standings: readonly Standing[]): readonly TargetOperations[] {
  const operations = standings.filter(({ last }) => isOperation(last)).map(reportedOperation);
  return [...Map.groupBy(operations, keyOf).values()].flatMap(ofOneTarget);
}

/** A target that was not found, or was to be made, is only known by its name. */
function keyOf({ endpoint, target: { kind, id, name } }: ReportedOperation): string {
  return JSON.stringify([endpoint, kind, id, id === null ? name : null]);
}

/** By the name that it has at the end. */
function ofOneTarget(operations: readonly ReportedOperation[]): readonly TargetOperations[] {
  const last = operations.at(-1);
  if (last === undefined) return [];
  const { endpoint, target, result, OPR, after } = last;
  const isRenamed = OPR === "RenameVM" && result?.status === "OK" && typeof after.name === "string";
  return [{ target: isRenamed ? { ...target, name: String(after.name) } : target, endpoint, operations }];
}
