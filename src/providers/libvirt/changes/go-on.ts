import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { isAsleep } from "#providers/libvirt/power-state.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";

/** Has a machine that stands still in the host's memory go on: one that was paused is resumed, a guest that sleeps woken up. */
export async function goOn({ changes, reads }: Changing, id: string, options: CallOptions): Promise<void> {
  const dom = machineHandle(id);
  const args = { dom, flags: 0 };
  const { state } = await beforehand(() =>
    reads.call(PROCEDURES.domainGetState, args, { signal: options.signal }),
  );
  if (isAsleep(state)) await changes.call(PROCEDURES.domainPmWakeup, args, options);
  else await changes.call(PROCEDURES.domainResume, { dom }, options);
}
