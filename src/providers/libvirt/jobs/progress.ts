import { setTimeout as pause } from "node:timers/promises";
import type { Caller } from "#providers/libvirt/caller.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";

const EVERY_MS = 500;

/**
 * Tells how much the server has done of what keeps a machine busy, in percent, each time that it is more, until it is aborted.
 * A driver that does not tell is asked once.
 */
export async function tellProgress(
  caller: Caller,
  machine: string,
  tell: (percent: number) => void,
  until: AbortSignal,
): Promise<void> {
  const dom = machineHandle(machine);
  let told = -1;
  while (!until.aborted) {
    try {
      const { type, dataTotal, dataRemaining } = await caller.call(
        PROCEDURES.domainGetJobInfo,
        { dom },
        { signal: until },
      );
      const percent = type === 0 ? null : done(Number(dataTotal), Number(dataRemaining));
      if (percent !== null && percent > told && !until.aborted) {
        told = percent;
        tell(percent);
      }
    } catch (error) {
      if (libvirtErrorOf(error) !== null) return;
    }
    await pause(EVERY_MS, undefined, { signal: until }).catch(() => undefined);
  }
}

/** What a guest writes meanwhile is to be copied again: it is all done only when the call is answered. */
function done(total: number, remaining: number): number | null {
  return total > 0 && remaining <= total
    ? Math.min(99, Math.floor((100 * (total - remaining)) / total))
    : null;
}
