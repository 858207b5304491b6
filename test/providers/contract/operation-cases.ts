import { expect } from "vitest";
import type { MoveRequest, OperationRequest, TargetExpression } from "#domain/command.js";
import type { Facts } from "#domain/entry.js";
import type { Ground } from "#operations/operation.js";
import { capabilities, MUTATION, machineOf, renamable } from "./act.js";
import type { Bench } from "./bench.js";

/** What was recorded, and what another client saw. */
interface Told {
  readonly BEF: Facts;
  readonly AFT: Facts;
  readonly seenBefore: Facts;
  readonly seenAfter: Facts;
}

/** One operation on a fresh server. */
export interface OperationCase {
  readonly name: string;
  /** Makes the target ready, and answers its id; null for what is to be made. */
  set(bench: Bench, ground: () => Ground): Promise<string | null> | string | null;
  request(ground: Ground, target: string | null): OperationRequest | Promise<OperationRequest>;
  /** What may be different again by the time that another client looks. */
  readonly passing?: readonly string[];
  after?(told: Told): void;
}

const running = ({ rig }: Bench) => rig.machines.running;
const stopped = ({ rig }: Bench) => rig.machines.stopped;
const byId = (id: string): TargetExpression => ({ by: "id", text: `@${id}`, id });
const always = (request: OperationRequest) => () => request;

/** A snapshot of the stopped machine, which has more memory since. */
async function snapshotted(bench: Bench): Promise<string> {
  const id = stopped(bench);
  const { session, other } = bench.rig;
  const { snapshots } = capabilities(session);
  await session.ended(await snapshots.createSnapshot(id, "one", MUTATION));
  const { memoryMiB } = await machineOf(session, id);
  await other.setMemory(id, (memoryMiB ?? 0) + 512);
  return id;
}

/** A host that runs nothing. */
async function emptyHost({ rig, pushes }: Bench): Promise<string> {
  const { session } = rig;
  const { power } = capabilities(session);
  const { host } = await machineOf(session, rig.machines.stopped);
  for (const each of pushes.objects.values()) {
    if (each.kind !== "vm" || each.host !== host || each.power !== "on") continue;
    await session.ended(await power.powerOff(each.id, MUTATION));
    await pushes.until(each.id, { power: "off" });
  }
  return host ?? "";
}

async function maintained(bench: Bench): Promise<string> {
  const id = await emptyHost(bench);
  const { session } = bench.rig;
  await session.ended(await capabilities(session).hostPower.enterMaintenance(id, MUTATION));
  await bench.pushes.until(id, { maintenance: true });
  return id;
}

/** A folder of the same datacenter that the machine is not in. */
function otherFolder({ inventory }: Ground, target: string | null): TargetExpression {
  const machine = inventory.machines.get(target ?? "");
  const datacenter = inventory.datacenterOf(target ?? "");
  const found = inventory.containers
    .all()
    .find(
      ({ id, kind }) =>
        kind === "folder" &&
        id !== machine?.parent &&
        inventory.datacenterOf(id) === datacenter &&
        /^\/[^/]+\/vm\//.test(inventory.path(id)),
    );
  return byId(found?.id ?? "no-other-folder");
}

/** A host beside the machine's in its cluster. */
function otherHost({ inventory }: Ground, target: string | null): TargetExpression {
  const host = inventory.hosts.get(inventory.machines.get(target ?? "")?.host ?? "");
  const found = inventory.hosts.all().find(({ id, parent }) => id !== host?.id && parent === host?.parent);
  return byId(found?.id ?? "no-other-host");
}

/** Another datastore that the machine's host reaches, with room for it. */
async function otherDatastore(
  { session, inventory }: Ground,
  target: string | null,
): Promise<TargetExpression> {
  if (target === null) return byId("none");
  const { host, datastore } = await session.read({ kind: "fullMachine", id: target });
  const reached = inventory.hosts.get(host ?? "")?.datastores ?? [];
  return byId(
    reached.find((id) => id !== datastore && inventory.datastores.get(id)?.accessible) ??
      "no-other-datastore",
  );
}

const move = (to: Partial<MoveRequest>): OperationRequest => ({
  name: "MoveVM",
  host: null,
  datastore: null,
  folder: null,
  ...to,
});

const power = (name: "StartVM" | "StopVM" | "ResetVM" | "SuspendVM" | "ShutdownGuest" | "RebootGuest") =>
  always({ name });

export const operationCases: readonly OperationCase[] = [
  { name: "starts a machine", set: stopped, request: power("StartVM") },
  { name: "stops one", set: running, request: power("StopVM") },
  { name: "resets one", set: running, request: power("ResetVM") },
  {
    name: "suspends one",
    set: running,
    request: power("SuspendVM"),
    after: ({ AFT }) => expect(AFT.power).toBe("suspended"),
  },
  {
    name: "shuts a guest down",
    set: running,
    request: power("ShutdownGuest"),
    after: ({ AFT }) => expect(AFT.power).toBe("off"),
  },
  // Under Xen that is an end and a start anew.
  { name: "reboots a guest", set: running, request: power("RebootGuest"), passing: ["power"] },
  {
    name: "renames a machine",
    set: ({ rig }) => renamable(rig),
    request: always({ name: "RenameVM", newName: "renamed-改" }),
  },
  { name: "gives it CPUs", set: stopped, request: always({ name: "ModifyCPU", cpus: 4 }) },
  { name: "gives it memory", set: stopped, request: always({ name: "ModifyMemory", memoryMiB: 8_192 }) },
  {
    name: "makes a disk larger",
    set: stopped,
    request: always({ name: "ModifyDisk", sizeMiB: 100 * 1024, disk: { of: "only" } }),
    after: ({ AFT, seenBefore, seenAfter }) => {
      expect(AFT.diskMiB).toBe(100 * 1024);
      expect(seenAfter.diskMiB).toBe(100 * 1024);
      expect(seenBefore.disks).toBe(1);
      expect(seenAfter.disks).toBe(1);
    },
  },
  {
    name: "adds a disk",
    set: stopped,
    request: always({ name: "ModifyDisk", sizeMiB: 2_048, disk: { of: "new" } }),
    after: ({ BEF, AFT, seenBefore, seenAfter }) => {
      expect([BEF.disks, AFT.disks]).toEqual([seenBefore.disks, seenAfter.disks]);
      expect(AFT).toMatchObject({ disks: Number(BEF.disks) + 1, diskMiB: 2_048 });
      expect(seenAfter.diskMiB).toBe(Number(seenBefore.diskMiB) + 2_048);
      expect(AFT.file).toMatch(/\.(vmdk|qcow2|raw)$/);
    },
  },
  {
    name: "takes a snapshot",
    set: stopped,
    // libvirt keeps a snapshot in a file of its name.
    request: ({ session }) => ({
      name: "CreateSnapshot",
      snapshot: session.platform === "libvirt" ? "one two %" : "one/two %",
    }),
    after: ({ AFT, seenAfter }) => {
      expect(AFT).toMatchObject({ snapshots: 1, snapshot: expect.stringMatching(/^one.two %$/) as string });
      expect(seenAfter.snapshots).toBe(1);
    },
  },
  {
    name: "goes back to a snapshot, its hardware too",
    set: snapshotted,
    request: always({ name: "RevertSnapshot", snapshot: "one" }),
    after: ({ BEF, AFT }) => expect(AFT.memoryMiB).toBe(Number(BEF.memoryMiB) - 512),
  },
  {
    name: "removes a snapshot",
    set: snapshotted,
    request: always({ name: "RemoveSnapshot", snapshot: null }),
    after: ({ seenAfter }) => expect(seenAfter.snapshots).toBe(0),
  },
  {
    name: "moves a running machine to another host",
    set: running,
    request: (ground, target) => move({ host: otherHost(ground, target) }),
    after: ({ BEF, AFT }) => expect(AFT.host).not.toBe(BEF.host),
  },
  {
    name: "moves a machine to another datastore",
    set: stopped,
    request: async (ground, target) => move({ datastore: await otherDatastore(ground, target) }),
    after: ({ BEF, AFT }) => expect(AFT.datastore).not.toBe(BEF.datastore),
  },
  {
    name: "moves a machine to another folder",
    set: stopped,
    request: (ground, target) => move({ folder: otherFolder(ground, target) }),
    after: ({ BEF, AFT }) => expect(AFT.folder).not.toBe(BEF.folder),
  },
  {
    name: "clones a machine",
    set: stopped,
    request: always({ name: "CloneVM", newName: "twin", host: null, datastore: null, on: false }),
    after: ({ AFT, seenBefore, seenAfter }) => {
      expect(AFT).toMatchObject({ clone: "twin", power: "off" });
      expect(seenAfter).toMatchObject({ name: "twin", cpus: seenBefore.cpus, diskMiB: seenBefore.diskMiB });
    },
  },
  {
    name: "makes a machine",
    set: () => null,
    request: always({
      ...{ name: "CreateVM", newName: "new-改", cpus: 2, memoryMiB: 512, diskMiB: 1_024 },
      ...{ host: null, datastore: null, network: null, folder: null, guest: null },
    } as OperationRequest),
    after: ({ seenAfter }) =>
      expect(seenAfter).toMatchObject({ name: "new-改", cpus: 2, memoryMiB: 512, disks: 1, diskMiB: 1_024 }),
  },
  { name: "deletes a machine", set: stopped, request: always({ name: "DeleteVM" }) },
  {
    name: "deletes a machine and leaves its disks",
    set: stopped,
    request: always({ name: "DeleteVM", keepDisks: true }),
    after: ({ BEF, AFT }) => expect(AFT).toEqual({ disks: BEF.disks }),
  },
  { name: "puts a host into maintenance", set: emptyHost, request: always({ name: "EnterMaintenance" }) },
  { name: "takes a host out of maintenance", set: maintained, request: always({ name: "ExitMaintenance" }) },
  {
    name: "reboots a host",
    set: maintained,
    request: always({ name: "RebootHost" }),
    passing: ["connection", "power"],
  },
  {
    name: "shuts a host down",
    set: maintained,
    request: always({ name: "ShutdownHost" }),
    after: ({ AFT }) => expect(AFT.power).toBe("off"),
  },
];
