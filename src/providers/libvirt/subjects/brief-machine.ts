import type { BriefMachine } from "#domain/virtual-machine.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { isPaused } from "#providers/libvirt/power-state.js";
import { machineRow } from "#providers/libvirt/rows/machine-row.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { machineVitals } from "#providers/libvirt/subjects/machine-vitals.js";
import type { Reading } from "#providers/libvirt/subjects/reading.js";

/** A machine without its documents. The statistics bring its name along; where there are none it is looked up beside them. */
export async function briefMachine(
  reading: Reading,
  machine: string,
  signal?: AbortSignal,
): Promise<BriefMachine> {
  const { uuid } = machineHandle(machine);
  const [vitals, found] = await Promise.all([
    machineVitals(reading, machine, signal),
    reading.driver.hasStats ? null : reading.caller.call(PROCEDURES.domainLookupByUuid, { uuid }, { signal }),
  ]);
  const dom = found === null ? vitals.dom : found.dom;
  const { id, name, parent, host, power, cpus, memoryMiB } = machineRow({ ...vitals, dom }, reading.host.id);
  return {
    ...{ id, uuid: id, name, parent, host, power, template: false, reachable: true, cpus, memoryMiB },
    ...(vitals.transient ? { transient: true } : {}),
    ...(isPaused(vitals) ? { paused: true } : {}),
  };
}
