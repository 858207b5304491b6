import { failure } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import type { Jobs } from "#providers/libvirt/jobs/jobs.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { TaskRef } from "#providers/mutation.js";

/** Asks the server to stop what keeps the task's machine busy. `SERVER_FAULT` for a task that has ended, or cannot be stopped. */
export async function cancelJob(caller: Caller, jobs: Jobs, { id }: TaskRef): Promise<void> {
  const { machine, hasEnded } = jobs.find(id);
  const refuse = (fault: string, message: string) => failure("SERVER_FAULT", { fault, message });
  if (hasEnded) throw refuse("TASK_HAS_ENDED", `the task ${id} has ended`);
  if (machine === null) throw refuse("NOT_CANCELABLE", `libvirt cannot stop what the task ${id} does`);
  await caller.call(PROCEDURES.domainAbortJob, { dom: machineHandle(machine) });
}
