import type { MachineFacts, NextBoot } from "#domain/virtual-machine.js";
import type { Driver } from "#providers/libvirt/drivers.js";
import { isPaused, powerState } from "#providers/libvirt/power-state.js";
import { ROOT } from "#providers/libvirt/rows/root.js";
import { canBeAsked } from "#providers/libvirt/subjects/asked-guest.js";
import type { DomainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { type Hardware, hardwareOf } from "#providers/libvirt/subjects/hardware.js";
import type { MachineVitals } from "#providers/libvirt/subjects/machine-vitals.js";
import { sizingOf } from "#providers/libvirt/subjects/sizing.js";
import { textBelow } from "#providers/libvirt/xml/elements.js";
import { mebibytes } from "#providers/libvirt/xml/sizes.js";

const KIB = 1024;

export interface MachineParts {
  readonly id: string;
  readonly host: string;
  readonly driver: Driver;
  readonly vitals: MachineVitals;
  readonly documents: DomainDocuments;
}

/** A machine as it runs, and what it is to have from its next start on. */
export function machineFacts({ id, host, driver, vitals, documents }: MachineParts): MachineFacts {
  const { live, configured, mark } = documents;
  const power = powerState(vitals);
  const hardware = hardwareOf(live);
  const cpus = vitals.cpus ?? hardware.cpus;
  const memoryMiB = vitals.memoryKiB === null ? hardware.memoryMiB : mebibytes(vitals.memoryKiB, KIB);
  const isOn = power === "on";
  // What runs and its next start are changed by one call, which either can be too small for.
  const next = hardwareOf(configured);
  const mostCpus = Math.min(hardware.mostCpus, next.mostCpus);
  const mostMemoryMiB = Math.min(hardware.mostMemoryMiB, next.mostMemoryMiB);
  return {
    id,
    uuid: id,
    name: textBelow(configured, "name") ?? id,
    parent: ROOT,
    host,
    power,
    template: false,
    reachable: true,
    cpus,
    memoryMiB,
    // Processors come and go one by one, whatever topology the guest is shown.
    coresPerSocket: 1,
    cpuHotAdd: isOn && mostCpus > cpus,
    cpuHotRemove: isOn && driver.cpuHotRemove,
    memoryHotAdd: isOn && mostMemoryMiB > memoryMiB,
    toolsRunning: isOn && canBeAsked(live),
    hotLimits: isOn ? { cpus: mostCpus, memoryMiB: mostMemoryMiB } : null,
    nextBoot: power === "off" ? null : nextBoot({ cpus, memoryMiB }, next),
    sizing: sizingOf(configured),
    changeVersion: mark,
    ...(vitals.transient ? { transient: true } : {}),
    ...(isPaused(vitals) ? { paused: true } : {}),
  };
}

function nextBoot(now: NextBoot, { cpus, memoryMiB }: Hardware): NextBoot | null {
  return now.cpus === cpus && now.memoryMiB === memoryMiB ? null : { cpus, memoryMiB };
}
