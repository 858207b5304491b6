import { expect, test } from "vitest";
import type { OperationRequest } from "#domain/command.js";
import { named, Simulated } from "./simulated.js";

const HOST = "esx-02.tyo.example";
const move = { host: null, datastore: null, folder: null };

type Row = [on: string, request: OperationRequest, unknown?: readonly string[]];

/** What is asked of what, and what of AFT nobody can know beforehand. */
const ROWS: readonly Row[] = [
  ["web-02", { name: "StartVM" }],
  ["web-01", { name: "StopVM" }],
  ["web-01", { name: "ResetVM" }],
  ["web-01", { name: "SuspendVM" }],
  ["web-01", { name: "ShutdownGuest" }],
  ["web-01", { name: "RebootGuest" }],
  ["web-01", { name: "RenameVM", newName: "front" }],
  ["web-02", { name: "ModifyCPU", cpus: 4 }],
  ["web-02", { name: "ModifyMemory", memoryMiB: 8192 }],
  ["web-02", { name: "ModifyDisk", sizeMiB: 65_536, disk: { of: "only" } }],
  ["web-02", { name: "ModifyDisk", sizeMiB: 1024, disk: { of: "new" } }, ["disk", "file"]],
  ["web-01", { name: "MoveVM", ...move, host: named(HOST) }],
  ["web-01", { name: "MoveVM", ...move, datastore: named("tyo-vmfs-02") }],
  ["web-01", { name: "MoveVM", ...move, folder: named("Staging") }],
  [
    "web-01",
    { name: "CloneVM", newName: "twin", host: null, datastore: null, on: false },
    ["cloneId", "cloneUuid"],
  ],
  [
    "tmpl-debian-13",
    { name: "CloneVM", newName: "twin", host: named(HOST), datastore: named("tyo-vmfs-02"), on: true },
    ["cloneId", "cloneUuid"],
  ],
  [
    "new-01",
    {
      name: "CreateVM",
      ...{ newName: "new-01", cpus: null, memoryMiB: null, diskMiB: 4096 },
      ...{ ...move, network: null, folder: named("Staging"), guest: null },
    },
  ],
  ["web-02", { name: "DeleteVM" }],
  ["web-02", { name: "DeleteVM", keepDisks: true }],
  ["db-01", { name: "CreateSnapshot", snapshot: "one" }],
  ["db-01", { name: "CreateSnapshot", snapshot: null }],
  ["db-01", { name: "RevertSnapshot", snapshot: null }, ["cpus", "memoryMiB"]],
  ["db-01", { name: "RemoveSnapshot", snapshot: null }],
  [HOST, { name: "EnterMaintenance" }],
];

test.each(ROWS)("%s, %o: the plan says what AFT then says", async (on, request, unknown = []) => {
  using at = await Simulated.open("vms=5");
  const { plan, outcome } = await at.has(request, on);
  const known = Object.entries(outcome.AFT ?? {}).filter(([key]) => !unknown.includes(key));
  expect(plan.prepared?.wanted).toEqual(Object.fromEntries(known));
});

test.each([{ name: "RebootHost" }, { name: "ExitMaintenance" }, { name: "ShutdownHost" }] as const)(
  "a host in maintenance, $name: the plan says what AFT then says",
  async (request) => {
    using at = await Simulated.open("vms=5");
    await at.has({ name: "EnterMaintenance" }, HOST);
    const { plan, outcome } = await at.has(request, HOST);
    expect(plan.prepared?.wanted).toEqual(outcome.AFT);
  },
);

test("where it would be refused nothing is to be other than it is", async () => {
  using at = await Simulated.open("vms=5");
  const { prepared, refusal } = await at.plan({ name: "ModifyCPU", cpus: 4 }, at.id("web-01"));
  expect(refusal).toMatchObject({ code: "NO_HOT_ADD" });
  expect(prepared?.wanted).toEqual({ name: "web-01", cpus: 2 });
});
