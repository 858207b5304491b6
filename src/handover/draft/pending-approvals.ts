import type { PendingApproval } from "#domain/handover.js";
import type { OpenRun } from "#handover/draft/open-runs.js";
import type { Asked, RunRecord } from "#procedures/run/run-record.js";

/**
 * What second persons were asked to approve, and have not, in runs that are not over and not given away: of what was asked
 * several times, the newest. One that is no good any more is among them, as somebody waits for it all the same.
 */
export function pendingApprovals(runs: readonly OpenRun[]): readonly PendingApproval[] {
  return runs
    .filter(({ state }) => state !== "handed-over")
    .flatMap(({ id, title, record }) =>
      newestOf(record.asked)
        .filter((asked) => isPending(record, asked))
        .map(({ request: { seq, AFT, STR } }) => {
          const { of, expires = STR } = AFT ?? {};
          return { seq, run: id, title, of: typeof of === "string" ? of : null, expires: String(expires) };
        }),
    );
}

function newestOf(asked: readonly Asked[]): readonly Asked[] {
  return [...new Map(asked.map((each) => [each.request.AFT?.of ?? null, each])).values()];
}

/** What a step has ended without is not waited for. */
function isPending(record: RunRecord, { request, approved }: Asked): boolean {
  if (approved !== null) return false;
  const { step, item } = request.run ?? {};
  const later = record.entries.slice(record.entries.indexOf(request) + 1);
  if (step === undefined) return !later.some(({ OPR }) => OPR === "BeginStep" || OPR === "BackOut");
  return !later.some(
    ({ OPR, run }) => OPR === "BackOut" || (OPR === "EndStep" && run?.step === step && run.item === item),
  );
}
