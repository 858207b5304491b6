import { begin, type Changing, LONG } from "#providers/libvirt/changes/changing.js";
import { diskTree } from "#providers/libvirt/changes/disk-tree.js";
import { type GuestKind, guestKind } from "#providers/libvirt/changes/guest-kind.js";
import { poolNamed } from "#providers/libvirt/changes/pools.js";
import {
  type DiskSource,
  type MadeVolume,
  makeVolume,
  takeBack,
} from "#providers/libvirt/changes/volumes.js";
import type { Driver } from "#providers/libvirt/drivers.js";
import { machineId } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { targetAt } from "#providers/libvirt/subjects/disk-slot.js";
import { type Tree, treeText } from "#providers/libvirt/xml/tree.js";
import type { LifecycleCapability, NewMachine } from "#providers/lifecycle.js";

/** Makes a machine that is off: first its disk in a pool, then the machine. Without the machine the disk is taken back. */
export function create(changing: Changing): LifecycleCapability["create"] {
  const { changes, driver } = changing;
  return async (machine, mutation) => {
    const { name, diskMiB, datastoreName, guest } = machine;
    const kind = await guestKind(changing, guest, mutation.signal);
    const pool = diskMiB === null ? null : await poolNamed(changing, datastoreName, mutation.signal);
    return begin(changing, mutation, {
      machine: null,
      async run() {
        const made =
          pool === null || diskMiB === null
            ? null
            : await makeVolume(changing, { pool, name, sizeMiB: diskMiB, from: null });
        return await define(machine, kind, made);
      },
    });
  };

  async function define(machine: NewMachine, kind: GuestKind, made: MadeVolume | null): Promise<string> {
    const xml = treeText(machineTree(machine, kind, driver, made?.disk ?? null));
    try {
      return machineId((await changes.call(PROCEDURES.domainDefineXmlFlags, { xml, flags: 0 }, LONG)).dom);
    } catch (error) {
      throw await takeBack(changing, made === null ? [] : [made.volume], error);
    }
  }
}

/** What is left out libvirt chooses: its UUID, the card's address, the kind of board. */
function machineTree(
  machine: NewMachine,
  { type, arch }: GuestKind,
  driver: Driver,
  disk: DiskSource | null,
): Tree {
  const { name, cpus, memoryMiB, guest, network } = machine;
  const bus = guest === "hvm" ? driver.diskBus : "xen";
  const isQemu = type === "kvm" || type === "qemu";
  return [
    "domain",
    { type },
    ["name", {}, name],
    ["memory", { unit: "MiB" }, String(memoryMiB)],
    ["vcpu", {}, String(cpus)],
    ["os", {}, ["type", { arch }, guest], guest === "hvm" ? ["boot", { dev: "hd" }] : null],
    guest === "hvm" ? ["features", {}, ["acpi", {}], ["apic", {}]] : null,
    type === "kvm" ? ["cpu", { mode: "host-model" }] : null,
    [
      "devices",
      {},
      disk === null ? null : diskTree(disk, { dev: targetAt({ controller: bus, unit: 0 }), bus }),
      network === null ? null : cardTree(network.name, isQemu),
      ["console", { type: "pty" }],
      isQemu ? AGENT : null,
      // Only whoever is on the host sees it.
      isQemu ? ["graphics", { type: "vnc", autoport: "yes", listen: "127.0.0.1" }] : null,
    ],
  ];
}

/** The way to an agent in the guest, if one is installed. */
const AGENT: Tree = [
  "channel",
  { type: "unix" },
  ["target", { type: "virtio", name: "org.qemu.guest_agent.0" }],
];

function cardTree(network: string, isQemu: boolean): Tree {
  return [
    "interface",
    { type: "network" },
    ["source", { network }],
    isQemu ? ["model", { type: "virtio" }] : null,
  ];
}
