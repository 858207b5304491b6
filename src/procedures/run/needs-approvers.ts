import type { Layout } from "#journal/layout.js";
import { needsApproval } from "#procedures/approval/needs-approval.js";
import { historyOfRun } from "#procedures/capsule/run-history.js";
import { readProcedure } from "#procedures/read-procedure.js";
import { RunRecord } from "#procedures/run/run-record.js";

/**
 * Whether a run that is gone on with can come to an approval: its procedure asks for one, and what was done is not undone
 * already, which nobody approves. Where its first entry does not say enough, `resumeRun` says so. Errors: those of
 * `historyOfRun` and of reading a procedure.
 */
export async function needsApprovers(layout: Layout, id: string): Promise<boolean> {
  const { begun, backOut } = RunRecord.of(id, await historyOfRun(layout, id));
  const source = begun?.AFT?.source;
  if (backOut !== null || typeof source !== "string") return false;
  return needsApproval(await readProcedure(source, `run ${id}`));
}
