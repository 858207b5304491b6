import type { Disk } from "#domain/full-machine.js";
import type { OperationName } from "#domain/operation-name.js";
import { doomed } from "../providers/contract/doomed.js";
import type { FloorOperation } from "./floor.js";

/** The inventory's names and ids that operations are about. */
export interface Place {
  /** Off, one disk, in a cluster. */
  readonly off: Thing;
  /** On, in the same cluster. */
  readonly on: Thing;
  /** A standalone host without a running machine. */
  readonly host: Thing;
  /** Another one, in maintenance. */
  readonly closed: Thing;
  /** A host that is to be shut down: another each time. */
  readonly doomed: Thing;
  /** Two hosts of the cluster. */
  readonly hosts: readonly [Thing, Thing];
  readonly folder: string;
  readonly pool: string;
  readonly clusterHost: string;
  /** The first disk of `off`. */
  readonly disk: Disk;
  /** A machine that is off and has a snapshot called `kept`, and that snapshot's id. */
  readonly kept: Thing & { readonly snapshot: string };
  /** The id of a machine by its name. */
  idOf(name: string): string;
  /** The id of a snapshot of `on` by its name. */
  snapshotOf(name: string): Promise<string>;
}

export interface Thing {
  readonly id: string;
  readonly name: string;
}

/** One row: how it is asked for in each column, and how it is undone again, untimed. */
export interface PaperOperation {
  readonly name: OperationName;
  /** Makes it possible, untimed, by command lines of ours. */
  readonly before?: (place: Place, run: number) => readonly string[];
  readonly line: (place: Place, run: number) => string;
  /** Null where govc has no such command. */
  readonly govc: ((place: Place, run: number) => readonly string[]) | null;
  readonly floor: (place: Place, run: number) => FloorOperation | Promise<FloorOperation>;
  readonly undo?: (place: Place, run: number) => readonly string[];
}

const M = { operationId: "bench" };

/** The paper's thirteen without Login and Logout, and then the others. */
export const PAPER_OPERATIONS: readonly PaperOperation[] = [
  {
    name: "CreateVM",
    line: (_place, run) => `create new-${run}`,
    govc: ({ hosts }, run) => [
      ...["vm.create", "-on=false", "-disk=16G", "-net=VM Network"],
      ...["-host", hosts[0].name, `new-${run}`],
    ],
    floor: ({ clusterHost, folder, pool }, run) => ({
      reads: "host",
      id: clusterHost,
      act: ({ acts }) =>
        acts.lifecycle.create(
          {
            ...{ name: `new-${run}`, cpus: 1, memoryMiB: 1024, diskMiB: 16_384, guest: "otherGuest64" },
            ...{ folder, pool, host: clusterHost, datastoreName: "LocalDS_0", network: null },
          },
          M,
        ),
      after: "made",
    }),
    undo: (_place, run) => [`delete new-${run}`],
  },
  {
    name: "RenameVM",
    line: ({ off }) => `rename @${off.id} other`,
    govc: ({ off }) => ["object.rename", `VirtualMachine:${off.id}`, "other"],
    floor: ({ off }) => ({
      reads: "machine",
      id: off.id,
      act: ({ acts }) => acts.rename.rename(off.id, "other", M),
      after: "subject",
    }),
    undo: ({ off }) => [`rename @${off.id} ${off.name}`],
  },
  {
    name: "ModifyCPU",
    line: ({ off }, run) => `cpu @${off.id} ${2 + (run % 2)}`,
    govc: ({ off }, run) => ["vm.change", "-vm", off.name, "-c", String(2 + (run % 2))],
    floor: ({ off }, run) => ({
      reads: "machine",
      id: off.id,
      act: ({ acts }, before) => acts.reconfigure.reconfigure(before, { cpus: 2 + (run % 2) }, M),
      after: "subject",
    }),
    undo: ({ off }) => [`cpu @${off.id} 8`],
  },
  {
    name: "ModifyMemory",
    line: ({ off }) => `memory @${off.id} 512MiB`,
    govc: ({ off }) => ["vm.change", "-vm", off.name, "-m", "512"],
    floor: ({ off }) => ({
      reads: "machine",
      id: off.id,
      act: ({ acts }, before) => acts.reconfigure.reconfigure(before, { memoryMiB: 512 }, M),
      after: "subject",
    }),
    undo: ({ off }) => [`memory @${off.id} 64MiB`],
  },
  {
    name: "ModifyDisk",
    line: ({ off, disk }, run) => `disk @${off.id} ${disk.sizeMiB + run}MiB`,
    govc: ({ off, disk }, run) => [
      ...["vm.disk.change", "-vm", off.name, "-disk.label", disk.label],
      ...["-size", `${disk.sizeMiB + run}M`],
    ],
    floor: ({ off, disk }, run) => ({
      reads: "fullMachine",
      id: off.id,
      act: ({ acts }, before) =>
        acts.reconfigure.reconfigure(before, { disk: { grow: disk, sizeMiB: disk.sizeMiB + run } }, M),
      after: "subject",
    }),
  },
  {
    name: "MoveVM",
    before: ({ on, hosts }) => [`move @${on.id} --host @${hosts[0].id}`],
    line: ({ on, hosts }) => `move @${on.id} --host @${hosts[1].id}`,
    govc: ({ on, hosts }) => ["vm.migrate", "-host", hosts[1].name, on.name],
    floor: ({ on, hosts }) => ({
      reads: "fullMachine",
      id: on.id,
      act: ({ acts }) =>
        acts.relocation.relocate(on.id, { host: hosts[1].id, pool: null, datastore: null, folder: null }, M),
      after: "subject",
    }),
  },
  {
    name: "CloneVM",
    line: ({ off }, run) => `clone @${off.id} twin-${run}`,
    govc: ({ off, hosts }, run) => [
      "vm.clone",
      "-vm",
      off.name,
      "-on=false",
      "-host",
      hosts[0].name,
      `twin-${run}`,
    ],
    floor: ({ off, folder }, run) => ({
      reads: "fullMachine",
      id: off.id,
      act: ({ acts }) =>
        acts.cloning.clone(
          off.id,
          { name: `twin-${run}`, folder, host: null, pool: null, datastore: null, on: false },
          M,
        ),
      after: "made",
    }),
    undo: (_place, run) => [`delete twin-${run}`],
  },
  {
    name: "DeleteVM",
    before: (_place, run) => [`create gone-${run}`],
    line: (_place, run) => `delete gone-${run}`,
    govc: (_place, run) => ["vm.destroy", `gone-${run}`],
    floor: ({ idOf }, run) => ({
      reads: "fullMachine",
      id: idOf(`gone-${run}`),
      act: ({ acts }) => acts.lifecycle.destroy(doomed(idOf(`gone-${run}`)), "go", M),
      after: "gone",
    }),
  },
  {
    name: "StartVM",
    line: ({ off }) => `start @${off.id}`,
    govc: ({ off }) => ["vm.power", "-on", off.name],
    floor: ({ off }) => ({
      reads: "machine",
      id: off.id,
      act: ({ acts }) => acts.power.powerOn(off.id, M),
      after: "subject",
    }),
    undo: ({ off }) => [`stop @${off.id}`],
  },
  {
    name: "StopVM",
    line: ({ on }) => `stop @${on.id}`,
    govc: ({ on }) => ["vm.power", "-off", on.name],
    floor: ({ on }) => ({
      reads: "machine",
      id: on.id,
      act: ({ acts }) => acts.power.powerOff(on.id, M),
      after: "subject",
    }),
    undo: ({ on }) => [`start @${on.id}`],
  },
  {
    name: "ResetVM",
    line: ({ on }) => `reset @${on.id}`,
    govc: ({ on }) => ["vm.power", "-reset", on.name],
    floor: ({ on }) => ({
      reads: "machine",
      id: on.id,
      act: ({ acts }) => acts.power.reset(on.id, M),
      after: "subject",
    }),
  },
  {
    name: "SuspendVM",
    line: ({ on }) => `suspend @${on.id}`,
    govc: ({ on }) => ["vm.power", "-suspend", on.name],
    floor: ({ on }) => ({
      reads: "machine",
      id: on.id,
      act: ({ acts }) => acts.power.suspend(on.id, M),
      after: "subject",
    }),
    undo: ({ on }) => [`start @${on.id}`],
  },
  ...(["Shutdown", "Reboot"] as const).map(
    (what): PaperOperation => ({
      name: `${what}Guest`,
      line: ({ on }) => `guest ${what.toLowerCase()} @${on.id}`,
      govc: ({ on }) => ["vm.power", what === "Shutdown" ? "-s" : "-r", on.name],
      floor: ({ on }) => ({
        reads: "machine",
        id: on.id,
        async act(floor) {
          await floor.post(`${what}Guest`, { type: "VirtualMachine", id: on.id }, "");
          return null;
        },
        after: what === "Shutdown" ? "subject" : "nothing",
      }),
      ...(what === "Shutdown" ? { undo: ({ on }: Place) => [`start @${on.id}`] } : {}),
    }),
  ),
  {
    name: "CreateSnapshot",
    line: ({ on }) => `snapshot create @${on.id} s`,
    govc: ({ on }) => ["snapshot.create", "-vm", on.name, "-m=false", "s"],
    floor: ({ on }) => ({
      reads: "fullMachine",
      id: on.id,
      act: ({ acts }) => acts.snapshots.createSnapshot(on.id, "s", M),
      after: "subject",
    }),
    undo: ({ on }) => [`snapshot remove @${on.id} s`],
  },
  {
    name: "RevertSnapshot",
    line: ({ kept }) => `snapshot revert @${kept.id} kept`,
    govc: ({ kept }) => ["snapshot.revert", "-vm", kept.name, "kept"],
    floor: ({ kept }) => ({
      reads: "fullMachine",
      id: kept.id,
      act: ({ acts }) => acts.snapshots.revertSnapshot(kept.snapshot, M),
      after: "subject",
    }),
  },
  {
    name: "RemoveSnapshot",
    before: ({ on }) => [`snapshot create @${on.id} s`],
    line: ({ on }) => `snapshot remove @${on.id} s`,
    govc: ({ on }) => ["snapshot.remove", "-vm", on.name, "s"],
    floor: async ({ on, snapshotOf }) => {
      const snapshot = await snapshotOf("s");
      return {
        reads: "fullMachine",
        id: on.id,
        act: ({ acts }) => acts.snapshots.removeSnapshot(snapshot, M),
        after: "subject",
      };
    },
  },
  {
    name: "EnterMaintenance",
    line: ({ host }) => `host maintenance enter @${host.id}`,
    govc: ({ host }) => ["host.maintenance.enter", host.name],
    floor: ({ host }) => ({
      reads: "host",
      id: host.id,
      act: ({ acts }) => acts.hostPower.enterMaintenance(host.id, M),
      after: "subject",
    }),
    undo: ({ host }) => [`host maintenance exit @${host.id}`],
  },
  {
    name: "ExitMaintenance",
    before: ({ host }) => [`host maintenance enter @${host.id}`],
    line: ({ host }) => `host maintenance exit @${host.id}`,
    govc: ({ host }) => ["host.maintenance.exit", host.name],
    floor: ({ host }) => ({
      reads: "host",
      id: host.id,
      act: ({ acts }) => acts.hostPower.exitMaintenance(host.id, M),
      after: "subject",
    }),
  },
  {
    name: "RebootHost",
    line: ({ closed }) => `host reboot @${closed.id}`,
    govc: ({ closed }) => ["host.shutdown", "-r", "-f=false", closed.name],
    floor: ({ closed }) => ({
      reads: "host",
      id: closed.id,
      act: ({ acts }) => acts.hostPower.rebootHost(closed.id, M),
      after: "subject",
    }),
  },
  {
    name: "ShutdownHost",
    before: ({ doomed }) => [`host maintenance enter @${doomed.id}`],
    line: ({ doomed }) => `host shutdown @${doomed.id}`,
    govc: ({ doomed }) => ["host.shutdown", "-f=false", doomed.name],
    floor: ({ doomed }) => ({
      reads: "host",
      id: doomed.id,
      act: ({ acts }) => acts.hostPower.shutdownHost(doomed.id, M),
      after: "subject",
    }),
  },
];
