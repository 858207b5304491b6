import type { Facts } from "#domain/entry.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Vcsim } from "../../rigs/vcsim.js";

interface Reference {
  readonly value: string;
}

interface Device {
  readonly capacityInKB?: number;
  readonly backing?: { readonly datastore?: Reference | null };
}

interface SnapshotTree {
  readonly name: string;
  readonly snapshot: Reference;
  readonly childSnapshotList?: readonly SnapshotTree[] | null;
}

interface Machine {
  readonly name: string;
  readonly parent: Reference;
  readonly runtime: { readonly powerState: string; readonly host: Reference };
  readonly config: {
    readonly hardware: {
      readonly numCPU: number;
      readonly memoryMB: number;
      readonly device: readonly Device[];
    };
  };
  readonly snapshot?: {
    readonly currentSnapshot?: Reference;
    readonly rootSnapshotList: readonly SnapshotTree[];
  } | null;
}

const POWER: Readonly<Record<string, string>> = {
  poweredOn: "on",
  poweredOff: "off",
  suspended: "suspended",
};

/** A machine as govc reads it, by the names that entries use. */
export async function machineByGovc(vcsim: Vcsim, id: string, inventory: Inventory): Promise<Facts> {
  const read = await collected<Machine>(vcsim, `VirtualMachine:${id}`, [
    "name",
    "parent",
    "runtime",
    "config",
    "snapshot",
  ]);
  const { numCPU, memoryMB, device } = read.config.hardware;
  const disks = device.filter(({ capacityInKB }) => capacityInKB !== undefined);
  const all = (trees: readonly SnapshotTree[]): readonly SnapshotTree[] =>
    trees.flatMap((tree) => [tree, ...all(tree.childSnapshotList ?? [])]);
  const snapshots = all(read.snapshot?.rootSnapshotList ?? []);
  const current = snapshots.find(({ snapshot }) => snapshot.value === read.snapshot?.currentSnapshot?.value);
  return {
    name: plain(read.name),
    power: POWER[read.runtime.powerState] ?? "unknown",
    cpus: numCPU,
    memoryMiB: memoryMB,
    disks: disks.length,
    diskMiB: disks.reduce((sum, { capacityInKB = 0 }) => sum + capacityInKB / 1024, 0),
    host: inventory.nameOf(read.runtime.host.value),
    datastore: inventory.nameOf(disks[0]?.backing?.datastore?.value ?? null),
    folder: inventory.path(read.parent.value),
    snapshots: snapshots.length,
    ...(current === undefined ? {} : { snapshot: plain(current.name) }),
  };
}

/** A host likewise. */
export async function hostByGovc(vcsim: Vcsim, id: string): Promise<Facts> {
  const { name, runtime } = await collected<{
    readonly name: string;
    readonly runtime: { connectionState: string; powerState: string; inMaintenanceMode: boolean };
  }>(vcsim, `HostSystem:${id}`, ["name", "runtime"]);
  return {
    name: plain(name),
    connection: runtime.connectionState,
    power: POWER[runtime.powerState] ?? "unknown",
    maintenance: runtime.inMaintenanceMode,
  };
}

/** Whether the server still has that machine. */
export async function isThereForGovc(vcsim: Vcsim, id: string): Promise<boolean> {
  const found = await vcsim.govc(["find", "-i", "/", "-type", "m"]);
  return found.split("\n").includes(`VirtualMachine:${id}`);
}

async function collected<T>(vcsim: Vcsim, object: string, properties: readonly string[]): Promise<T> {
  const read = await vcsim.govcJson(["object.collect", object, ...properties]);
  const pairs = (read as { name: string; val: unknown }[]).map(({ name, val }) => [name, val] as const);
  return Object.fromEntries(pairs) as T;
}

/** Names as people read them. */
function plain(name: string): string {
  return name.replace(/%(25|2f|5c)/gi, (written) => decodeURIComponent(written));
}
