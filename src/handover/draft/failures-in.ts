import type { Entry, Phase } from "#domain/entry.js";
import type { ReportedOperation } from "#domain/handover.js";
import type { Standing } from "#handover/draft/operations-in.js";
import { reportedOperation } from "#handover/draft/reported-operation.js";

/**
 * What did not go as it should, in the order of the entries that say so: operations, Logins and Logouts by what is known of
 * them at last, anchors and recordings that failed, checks and approvals of procedures.
 */
export function failuresIn(
  standings: readonly Standing[],
  entries: readonly Entry[],
): readonly ReportedOperation[] {
  const operations = standings.filter(({ last }) => last.phase !== "intent" && isFailed(last));
  const others = entries
    .filter((entry) => isFailed(entry) && isAlone(entry))
    .map((entry) => ({ intent: null, last: entry }));
  return [...operations, ...others].sort((a, b) => a.last.seq - b.last.seq).map(reportedOperation);
}

function isFailed({ RST }: Entry): boolean {
  return RST !== undefined && RST.status !== "OK";
}

/** That a step has failed follows from its operation or its check, which is there already. */
function isAlone({ phase, OPR }: Entry): boolean {
  return ALONE.has(phase) || (phase === "procedure" && (OPR === "Check" || OPR === "Approve"));
}

const ALONE: ReadonlySet<Phase> = new Set<Phase>(["session", "anchor", "recording", "handover"]);
