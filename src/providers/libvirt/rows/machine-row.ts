import type { VirtualMachine } from "#domain/virtual-machine.js";
import { machineId } from "#providers/libvirt/machine-handle.js";
import { powerState } from "#providers/libvirt/power-state.js";
import { ROOT } from "#providers/libvirt/rows/root.js";
import type { Vitals } from "#providers/libvirt/vitals.js";
import { mebibytes } from "#providers/libvirt/xml/sizes.js";

const KIB = 1024;

/** @param host the id of the host that it is on: the connection's only one */
export function machineRow(vitals: Vitals, host: string): VirtualMachine {
  const id = machineId(vitals.dom);
  return {
    kind: "vm",
    id,
    uuid: id,
    name: vitals.dom.name,
    parent: ROOT,
    power: powerState(vitals),
    cpus: vitals.cpus,
    memoryMiB: vitals.memoryKiB === null ? null : mebibytes(vitals.memoryKiB, KIB),
    host,
    ip: null,
    template: false,
  };
}
