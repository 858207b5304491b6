import type { ReportedOperation } from "#domain/handover.js";
import type { Standing } from "#handover/draft/operations-in.js";
import { reportedOperation } from "#handover/draft/reported-operation.js";
import type { Unresolved } from "#journal/intents.js";

/**
 * What still runs, or of which nobody knows what became of it, in the order of the intents. What was looked for in the shift and
 * not found out is nobody's to look for again: it is told in this shift all the same.
 */
export function tasksOf(
  unresolved: readonly Unresolved[],
  standings: readonly Standing[],
): readonly ReportedOperation[] {
  const open = unresolved.map(({ intent, outcome }): Standing => ({ intent, last: outcome ?? intent }));
  const lost = standings.filter(
    ({ last: { phase, RST } }) => phase === "recovery" && RST?.status === "UNKNOWN",
  );
  return [...open, ...lost].map(reportedOperation).sort((a, b) => a.intent - b.intent);
}
