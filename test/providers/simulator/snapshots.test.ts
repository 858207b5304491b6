import { expect, test } from "vitest";
import type { FullMachine } from "#domain/full-machine.js";
import { Pushes } from "../contract/pushes.js";
import {
  capabilities,
  DB_01,
  done,
  faultOf,
  full,
  MUTATION,
  placesOf,
  TEMPLATE,
  WEB_01,
  WEB_02,
} from "./act.js";
import { open } from "./open.js";

const GIB = 1024;

async function scene() {
  const session = await open("vms=10");
  const { snapshots } = capabilities(session);
  const taking = (id: string, name: string) => done(session, snapshots.createSnapshot(id, name, MUTATION));
  const reverting = (id: string) => done(session, snapshots.revertSnapshot(id, MUTATION));
  const removing = (id: string) => done(session, snapshots.removeSnapshot(id, MUTATION));
  return { session, taking, reverting, removing, ...capabilities(session) };
}

/** Each snapshot, what it is on top of, and a star at the one that is current. */
function treeOf({ snapshots, currentSnapshot }: FullMachine): string[] {
  const name = (id: string | null) => snapshots.find((one) => one.id === id)?.name ?? "-";
  return snapshots.map((one) => `${one.name} < ${name(one.parent)}${one.id === currentSnapshot ? " *" : ""}`);
}

test("snapshots stand on one another, and a machine that goes back takes another branch", async () => {
  const { session, taking, reverting } = await scene();
  const pushes = await Pushes.from(session);
  const first = await taking(WEB_01, "first");
  await taking(WEB_01, "second");
  // The rows of the inventory show none of it.
  expect(pushes.batches).toHaveLength(1);
  expect(first).toBe("snapshot-2");
  expect(await full(session, WEB_01)).toMatchObject({
    power: "on",
    snapshots: [
      {
        id: "snapshot-2",
        name: "first",
        description: "",
        created: expect.stringMatching(/Z$/),
        power: "off",
      },
      { id: "snapshot-3", name: "second" },
    ],
  });
  await reverting("snapshot-2");
  await taking(WEB_01, "third");
  expect(treeOf(await full(session, WEB_01))).toEqual(["first < -", "second < first", "third < first *"]);
});

test("going back restores the hardware and leaves the machine off, as its memory was not kept", async () => {
  const { session, reverting, power, reconfigure } = await scene();
  const pushes = await Pushes.from(session);
  const { id, freeMiB } = (await placesOf(session)).datastore("tyo-vmfs-02");
  const before = await full(session, DB_01);
  const disk = { add: before.diskSlot!, sizeMiB: 10 * GIB };
  await done(session, reconfigure.reconfigure(before, { cpus: 8 }, MUTATION));
  await done(session, reconfigure.reconfigure(await full(session, DB_01), { disk }, MUTATION));
  await done(session, power.powerOn(DB_01, MUTATION));
  expect(pushes.objects.get(id)).toMatchObject({ freeMiB: freeMiB! - 10 * GIB });
  await reverting("snapshot-1");
  const after = await full(session, DB_01);
  // As it was before the upgrade.
  expect(after).toMatchObject({ power: "off", cpus: 4, memoryMiB: 8192, name: "db-01" });
  expect(after.disks).toEqual(before.disks);
  expect(after.changeVersion).not.toBe(before.changeVersion);
  expect(pushes.objects.get(DB_01)).toMatchObject({ power: "off", memoryMiB: 8192 });
  expect(pushes.objects.get(id)).toMatchObject({ freeMiB });
});

test("of a snapshot that is removed those on top stay, and stand on the one below", async () => {
  const { session, taking, removing, reverting } = await scene();
  await taking(WEB_02, "first");
  const middle = await taking(WEB_02, "middle");
  await taking(WEB_02, "left");
  await reverting(middle!);
  await taking(WEB_02, "right");
  await removing(middle!);
  expect(treeOf(await full(session, WEB_02))).toEqual(["first < -", "left < first", "right < first *"]);
  await removing("snapshot-5");
  expect(treeOf(await full(session, WEB_02))).toEqual(["first < - *", "left < first"]);
});

test("a snapshot that is gone, one without a name, and one of a template are refused", async () => {
  const { session, removing, snapshots } = await scene();
  await removing("snapshot-1");
  expect(await full(session, DB_01)).toMatchObject({ snapshots: [], currentSnapshot: null });
  const gone = "call: ManagedObjectNotFound";
  expect(await faultOf(session, snapshots.revertSnapshot("snapshot-1", MUTATION))).toBe(gone);
  expect(await faultOf(session, snapshots.removeSnapshot("snapshot-1", MUTATION))).toBe(gone);
  expect(await faultOf(session, snapshots.createSnapshot("vm-1", "x", MUTATION))).toBe(gone);
  expect(await faultOf(session, snapshots.createSnapshot(WEB_01, "", MUTATION))).toBe("InvalidName");
  expect(await faultOf(session, snapshots.createSnapshot(TEMPLATE, "x", MUTATION))).toBe("NotSupported");
});
