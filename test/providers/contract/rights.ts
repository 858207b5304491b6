import { describe, expect, test } from "vitest";
import type { OperationName } from "#domain/operation-name.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { ProviderSession } from "#providers/contract.js";
import type { HardwareChange } from "#providers/reconfigure.js";
import type { RightsSubject } from "#providers/rights.js";
import { capabilities, MUTATION, machineOf } from "./act.js";
import type { Bench } from "./bench.js";
import { doomed } from "./doomed.js";

/** An operation that is asked for whatever has been said of it, on a machine or on a host. */
type Try = (session: ProviderSession, id: string) => Promise<unknown> | undefined;

async function reconfigured(
  session: ProviderSession,
  id: string,
  change: (before: MachineFacts) => HardwareChange,
): Promise<unknown> {
  const before = await machineOf(session, id);
  return await capabilities(session).reconfigure.reconfigure(before, change(before), MUTATION);
}

const grown: Try = async (session, id) => {
  const { disks } = await session.read({ kind: "fullMachine", id });
  const [grow] = disks;
  return await reconfigured(session, id, () => ({ disk: { grow: grow!, sizeMiB: grow!.sizeMiB * 2 } }));
};

/** A snapshot of the machine, made for this where there is none. */
async function snapshotOf(session: ProviderSession, id: string): Promise<string> {
  const { snapshots } = await session.read({ kind: "fullMachine", id });
  if (snapshots[0] !== undefined) return snapshots[0].id;
  await session.ended(await capabilities(session).snapshots.createSnapshot(id, "one", MUTATION));
  return await snapshotOf(session, id);
}

const elsewhere: Try = async (session, id) => {
  const { parent, host } = await machineOf(session, id);
  const to = { host, pool: null, datastore: null, folder: parent };
  return await session.relocation?.relocate(id, to, MUTATION);
};

const cloned: Try = async (session, id) => {
  const { parent } = await machineOf(session, id);
  const twin = { name: "twin", folder: parent!, host: null, pool: null, datastore: null, on: false };
  return await session.cloning?.clone(id, twin, MUTATION);
};

const ON_MACHINES: Readonly<Partial<Record<OperationName, Try>>> = {
  StartVM: (session, id) => session.power?.powerOn(id, MUTATION),
  StopVM: (session, id) => session.power?.powerOff(id, MUTATION),
  ResetVM: (session, id) => session.power?.reset(id, MUTATION),
  SuspendVM: (session, id) => session.power?.suspend(id, MUTATION),
  ShutdownGuest: (session, id) => session.guest?.shutdownGuest(id, MUTATION),
  RebootGuest: (session, id) => session.guest?.rebootGuest(id, MUTATION),
  RenameVM: (session, id) => session.rename?.rename(id, "renamed", MUTATION),
  ModifyCPU: (session, id) => reconfigured(session, id, ({ cpus }) => ({ cpus: cpus! * 2 })),
  ModifyMemory: (session, id) =>
    reconfigured(session, id, ({ memoryMiB }) => ({ memoryMiB: memoryMiB! + 512 })),
  ModifyDisk: grown,
  CreateSnapshot: (session, id) => session.snapshots?.createSnapshot(id, "two", MUTATION),
  RevertSnapshot: async (session, id) =>
    session.snapshots?.revertSnapshot(await snapshotOf(session, id), MUTATION),
  RemoveSnapshot: async (session, id) =>
    session.snapshots?.removeSnapshot(await snapshotOf(session, id), MUTATION),
  MoveVM: elsewhere,
  CloneVM: cloned,
  DeleteVM: (session, id) => session.lifecycle?.destroy(doomed(id), "go", MUTATION),
};

const ON_HOSTS: Readonly<Partial<Record<OperationName, Try>>> = {
  ShutdownHost: (session, id) => session.hostPower?.shutdownHost(id, MUTATION),
  RebootHost: (session, id) => session.hostPower?.rebootHost(id, MUTATION),
  EnterMaintenance: (session, id) => session.hostPower?.enterMaintenance(id, MUTATION),
  ExitMaintenance: (session, id) => session.hostPower?.exitMaintenance(id, MUTATION),
};

/** What the login may not do: told beforehand, and refused to who asks all the same. */
export function describeRights(bench: Bench): void {
  describe("rights", () => {
    const missing = async (session: ProviderSession, subject: RightsSubject) =>
      (await session.rights?.missing([subject]))?.get(subject.id);

    /** Each of the operations is withheld by itself. */
    const expectTold = async (kind: RightsSubject["kind"], id: string, tries: typeof ON_MACHINES) => {
      for (const [name, attempt] of Object.entries(tries) as [OperationName, Try][]) {
        if (bench.rig.lacks.includes(name)) continue;
        const session = await bench.rig.mayNot(name, id);
        expect((await missing(session, { kind, id }))?.[name], name).toMatch(/^\w+(\.\w+)+$/);
        const refusal = { fault: "NoPermission", message: expect.stringMatching(/./) };
        await expect(attempt(session, id), name).rejects.toMatchObject({
          problem: { code: "SERVER_FAULT", facts: refusal },
        });
        if (session !== bench.rig.session) await session.close();
      }
    };

    test("who may do everything lacks nothing, on machines and on hosts", async () => {
      const { session, machines } = bench.rig;
      const { host } = await machineOf(session, machines.running);
      expect(await missing(session, { kind: "machine", id: machines.running })).toEqual({});
      expect(await missing(session, { kind: "host", id: host! })).toEqual({});
    });

    test("whatever the login may not do to a machine is told, and refused", async () => {
      await expectTold("machine", bench.rig.machines.running, ON_MACHINES);
    });

    test("and to a host", async () => {
      const { host } = await machineOf(bench.rig.session, bench.rig.machines.running);
      await expectTold("host", host!, ON_HOSTS);
    });

    test("nothing is told of what is not there", async () => {
      expect((await missing(bench.rig.session, { kind: "machine", id: "vm-no-such" })) ?? {}).toEqual({});
    });
  });
}
