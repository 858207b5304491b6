import { expect, test } from "vitest";
import type { FullMachine } from "#domain/full-machine.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { ProviderSession } from "#providers/contract.js";
import { type Original, simulatorFrom } from "#providers/simulator/copy.js";
import { doomed } from "../contract/doomed.js";
import { open } from "./open.js";

/** Whether a copy asks for more than there is. */
const OPEN_HANDED: Pick<Original, "learnRights" | "mayNot" | "onUnread"> = {
  learnRights: async () => undefined,
  mayNot: () => false,
  onUnread: (id, error) => {
    throw new Error(`${id}: ${error.code}`);
  },
};

/** What a session's inventory shows at first. */
async function objectsOf(session: ProviderSession): Promise<readonly InventoryObject[]> {
  const objects: InventoryObject[] = [];
  await session.feed.start({
    onUpdates: (updates) =>
      objects.push(...updates.flatMap((each) => (each.change === "enter" ? [each.object] : []))),
    onInterrupted: () => undefined,
    onLost: () => undefined,
  });
  return objects;
}

const whole = (session: ProviderSession, id: string): Promise<FullMachine> =>
  session.read({ kind: "fullMachine", id });

async function copyOf(query: string, asked: string[] = []) {
  const original = await open(query);
  const objects = await objectsOf(original);
  const simulator = simulatorFrom({
    ...OPEN_HANDED,
    objects,
    fullMachine: (id) => {
      asked.push(id);
      return whole(original, id);
    },
  });
  return { original, objects, simulator, copy: await simulator.logIn("operator") };
}

const byId = (objects: readonly InventoryObject[]) => objects.toSorted((a, b) => (a.id < b.id ? -1 : 1));

test.each(["vms=6", "vms=1200&seed=7"])("a copy of %s has the same rows, every one", async (query) => {
  const { objects, copy, simulator } = await copyOf(query);
  // A datastore's free space is what it was, although no machine has been read yet.
  expect(byId(await objectsOf(copy))).toEqual(byId(objects));
  simulator.stop();
});

test("objects in any order make the same copy", async () => {
  const original = await open("vms=50");
  const objects = await objectsOf(original);
  const simulator = simulatorFrom({
    ...OPEN_HANDED,
    objects: objects.toReversed(),
    fullMachine: (id) => whole(original, id),
  });
  const rows = await objectsOf(await simulator.logIn("operator"));
  expect(byId(rows)).toEqual(byId(objects));
  // What holds others comes before what it holds.
  const seen = new Set<string | null>([null]);
  for (const { kind, id, parent } of rows.filter((each) => "pool" in each)) {
    expect(seen, `${kind} ${id}`).toContain(parent);
    seen.add(id);
  }
  simulator.stop();
});

test("a machine's disks, snapshots and tools are asked for once, when it is first looked at", async () => {
  const asked: string[] = [];
  const { original, copy, simulator } = await copyOf("vms=20", asked);
  expect(asked).toEqual([]);
  const seen = await whole(copy, "vm-1004");
  expect(seen).toEqual(await whole(original, "vm-1004"));
  expect(seen.snapshots.map(({ name }) => name)).toEqual(["before upgrade"]);
  expect((await copy.read({ kind: "machine", id: "vm-1004" })).cpus).toBe(4);
  await Promise.all([whole(copy, "vm-1001"), whole(copy, "vm-1001")]);
  expect(asked).toEqual(["vm-1004", "vm-1001"]);
  simulator.stop();
});

test("every machine of a copy is as it is in the original", async () => {
  const { original, objects, copy, simulator } = await copyOf("vms=300");
  const machines = objects.filter(({ kind }) => kind === "vm");
  expect(machines).toHaveLength(300);
  const tools = await Promise.all(
    machines.map(
      async ({ id }) =>
        (await whole(original, id)).power === "on" && !(await whole(original, id)).toolsRunning,
    ),
  );
  expect(tools).toContain(true);
  for (const { id, name } of machines) expect(await whole(copy, id), name).toEqual(await whole(original, id));
  simulator.stop();
});

test("what is done on a copy is not done to the original, and what is made has an id that nothing has", async () => {
  const { original, objects, copy, simulator } = await copyOf("vms=20");
  const before = await whole(original, "vm-1002");
  const changed = await whole(copy, "vm-1002");
  const task = await copy.reconfigure!.reconfigure(changed, { memoryMiB: 8192 }, { operationId: "1" });
  await copy.ended(task);
  const { id } = await copy.snapshots!.createSnapshot("vm-1002", "before", { operationId: "2" });
  await copy.ended({ id });
  const after = await whole(copy, "vm-1002");
  expect(after.memoryMiB).toBe(8192);
  expect(objects.map((each) => each.id)).not.toContain(after.snapshots[0]?.id);
  expect(await whole(original, "vm-1002")).toEqual(before);
  simulator.stop();
});

test("what a machine that was deleted took is free again", async () => {
  const { copy, simulator } = await copyOf("vms=20");
  const { datastore, disks } = await whole(copy, "vm-1002");
  const free = async () => {
    const { datastore: facts } = await copy.readPlacement({
      machine: null,
      host: null,
      datastore,
      network: null,
    });
    return facts?.freeMiB ?? 0;
  };
  const before = await free();
  await copy.ended(await copy.lifecycle!.destroy(doomed("vm-1002"), "go", { operationId: "1" }));
  expect(await free()).toBe(before + disks.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0));
  simulator.stop();
});

test("a machine that cannot be read is as its row says, and somebody is told", async () => {
  const original = await open("vms=20&faults=read:refuse@1");
  const told: string[] = [];
  const simulator = simulatorFrom({
    ...OPEN_HANDED,
    objects: await objectsOf(original),
    fullMachine: (id) => whole(original, id),
    onUnread: (id, { code }) => told.push(`${id} ${code}`),
  });
  const copy = await simulator.logIn("operator");
  expect(await whole(copy, "vm-1001")).toMatchObject({
    name: "web-01",
    power: "on",
    memoryMiB: 4096,
    disks: [],
  });
  expect(told).toEqual(["vm-1001 SERVER_FAULT"]);
  simulator.stop();
});

test("what a login may not do there it may not do on the copy", async () => {
  const original = await open("vms=20");
  const learnt: string[] = [];
  const simulator = simulatorFrom({
    ...OPEN_HANDED,
    objects: await objectsOf(original),
    fullMachine: (id) => whole(original, id),
    learnRights: async ({ kind, id }) => learnt.push(`${kind} ${id}`),
    mayNot: (operation, id) => operation === "StopVM" && id === "vm-1001",
  });
  const copy = await simulator.logIn("operator");
  await whole(copy, "vm-1001");
  expect(learnt).toEqual(["machine vm-1001"]);
  const stop = (id: string) => copy.power!.powerOff(id, { operationId: "1" });
  await expect(stop("vm-1001")).rejects.toMatchObject({ code: "SERVER_FAULT" });
  await copy.ended(await stop("vm-1003"));
  simulator.stop();
});
