import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { doomed } from "../contract/doomed.js";
import { Pushes } from "../contract/pushes.js";
import {
  capabilities,
  done,
  faultOf,
  MUTATION,
  machine,
  placesOf,
  TEMPLATE,
  WEB_01,
  WEB_02,
  WEB_03,
} from "./act.js";
import { open, optionsOf } from "./open.js";

/** The fault with which a change of hardware is refused, by an operator who has just read the machine. */
const changing = async (
  session: ProviderSession,
  id: string,
  change: { cpus?: number; memoryMiB?: number },
) => {
  const before = await machine(session, id);
  const { reconfigure } = capabilities(session);
  return await faultOf(session, reconfigure.reconfigure(before, change, MUTATION));
};
const renaming = (session: ProviderSession, id: string, name: string) =>
  faultOf(session, capabilities(session).rename.rename(id, name, MUTATION));

test("a running machine takes more where it has hot-add, and gives nothing back", async () => {
  const session = await open("vms=10");
  expect(await changing(session, WEB_03, { cpus: 1 })).toBe("CpuHotPlugNotSupported");
  expect(await changing(session, WEB_03, { memoryMiB: 2048 })).toBe("MemoryHotPlugNotSupported");
  expect(await changing(session, WEB_01, { cpus: 4 })).toBe("CpuHotPlugNotSupported");
  const before = await machine(session, WEB_01);
  const { reconfigure } = capabilities(session);
  await done(session, reconfigure.reconfigure(before, { cpus: 2, memoryMiB: 4096 }, MUTATION));
});

test("sizes that no machine can have are refused", async () => {
  const session = await open("vms=10");
  const { maxCpus, maxMemoryMiB } = session.limits;
  for (const cpus of [0, 1.5, maxCpus + 1]) {
    expect(await changing(session, WEB_02, { cpus })).toBe("InvalidArgument");
  }
  for (const memoryMiB of [0, 4098, maxMemoryMiB + 4]) {
    expect(await changing(session, WEB_02, { memoryMiB })).toBe("InvalidArgument");
  }
});

test("a template neither starts nor changes its hardware, but can be renamed", async () => {
  const session = await open("vms=10");
  const { power, rename } = capabilities(session);
  expect(await faultOf(session, power.powerOn(TEMPLATE, MUTATION))).toBe("NotSupported");
  expect(await changing(session, TEMPLATE, { cpus: 4 })).toBe("NotSupported");
  await done(session, rename.rename(TEMPLATE, "tmpl-new", MUTATION));
  expect(await machine(session, TEMPLATE)).toMatchObject({ name: "tmpl-new", power: "off" });
});

test("a machine that runs is reset, suspended and resumed, and keeps its hardware while it is suspended", async () => {
  const session = await open("vms=10");
  const { power } = capabilities(session);
  const powerNow = async () => (await machine(session, WEB_01)).power;
  await done(session, power.reset(WEB_01, MUTATION));
  expect(await powerNow()).toBe("on");
  await done(session, power.suspend(WEB_01, MUTATION));
  expect(await powerNow()).toBe("suspended");
  for (const call of [power.reset(WEB_01, MUTATION), power.suspend(WEB_01, MUTATION)]) {
    expect(await faultOf(session, call)).toBe("InvalidPowerState");
  }
  expect(await changing(session, WEB_01, { memoryMiB: 1024 })).toBe("InvalidPowerState");
  await done(session, power.powerOn(WEB_01, MUTATION));
  await done(session, power.powerOff(WEB_01, MUTATION));
  for (const call of [power.reset(WEB_01, MUTATION), power.suspend(WEB_01, MUTATION)]) {
    expect(await faultOf(session, call)).toBe("InvalidPowerState");
  }
  expect(await powerNow()).toBe("off");
});

test("nothing can be done to a machine out of reach", async () => {
  const session = await open("vms=200");
  const { id } = (await placesOf(session)).vm("legacy-01");
  const { power, lifecycle, snapshots, guest } = capabilities(session);
  for (const call of [
    power.powerOn(id, MUTATION),
    lifecycle.destroy(doomed(id), "go", MUTATION),
    snapshots.createSnapshot(id, "now", MUTATION),
  ]) {
    expect(await faultOf(session, call)).toBe("InvalidState");
  }
  expect(await faultOf(session, guest.rebootGuest(id, MUTATION).then())).toBe("call: InvalidState");
  expect(await changing(session, id, { cpus: 4 })).toBe("InvalidState");
  expect(await renaming(session, id, "legacy-02")).toBe("InvalidState");
});

test("a name is free in another folder, never twice in one, and escaped as vSphere does", async () => {
  const session = await open("vms=10");
  const { rename } = capabilities(session);
  expect(await renaming(session, WEB_02, "web-01")).toBe("DuplicateName");
  expect(await renaming(session, WEB_02, "")).toBe("InvalidName");
  expect(await renaming(session, WEB_02, "x".repeat(81))).toBe("InvalidName");
  const names = async (id: string, name: string) => {
    await done(session, rename.rename(id, name, MUTATION));
    expect((await machine(session, id)).name).toBe(name);
  };
  await names(TEMPLATE, "web-01");
  await names(WEB_01, "web-01");
  await names(WEB_02, "a/b\\c 5% %2f");
});

test("of two changes at once made from the same reading, one is refused", async () => {
  const session = await open("vms=10");
  const { reconfigure } = capabilities(session);
  const before = await machine(session, WEB_02);
  const tasks = await Promise.all([
    reconfigure.reconfigure(before, { cpus: 4 }, MUTATION),
    reconfigure.reconfigure(before, { cpus: 8 }, MUTATION),
  ]);
  const ends = await Promise.all(tasks.map((task) => session.ended(task)));
  expect(ends.map(({ failed }) => failed?.fault)).toEqual([undefined, "ConcurrentAccess"]);
  expect(await machine(session, WEB_02)).toMatchObject({ cpus: 4 });
});

test("a machine or a task that is not there is a fault of the call", async () => {
  const session = await open("vms=10");
  const gone = { problem: { code: "SERVER_FAULT", facts: { fault: "ManagedObjectNotFound" } } };
  await expect(capabilities(session).power.powerOn("vm-1", MUTATION)).rejects.toMatchObject(gone);
  await expect(session.ended({ id: "task-9" })).rejects.toMatchObject(gone);
  await expect(session.cancel({ id: "task-9" })).rejects.toMatchObject(gone);
});

test("the feed is told before the one who waits, one batch for what changes in one turn", async () => {
  const session = await open("vms=10");
  const pushes = await Pushes.from(session);
  const { power } = capabilities(session);
  const task = await power.powerOn(WEB_02, MUTATION);
  await session.settle(task, { kind: "machine", id: WEB_02 }, ({ power }) => power === "on");
  expect(pushes.batches).toHaveLength(2);
  const facts = { power: "on", ip: "10.1.0.3" };
  expect(pushes.batches[1]).toEqual([{ change: "modify", id: WEB_02, facts }]);
});

test("after close the feed is silent, whatever a colleague does", async () => {
  const server = startServer(optionsOf("vms=10"));
  const session = await logIn(server, "operator");
  const colleague = await logIn(server, "colleague");
  const pushes = await Pushes.from(session);
  await session.close();
  await done(colleague, capabilities(colleague).power.powerOn(WEB_02, MUTATION));
  expect(pushes.batches).toHaveLength(1);
  expect(pushes.lost).toEqual([]);
});

test("two hundred calls at once all have their answers, and no warning", async () => {
  const warnings: string[] = [];
  const warn = (warning: Error): number => warnings.push(warning.name);
  process.on("warning", warn);
  const session = await open("");
  const { signal } = new AbortController();
  const ids = Array.from({ length: 200 }, (_, index) => `vm-${1001 + index}`);
  const facts = await Promise.all(ids.map((id) => session.read({ kind: "machine", id }, signal)));
  expect(facts.map(({ id }) => id)).toEqual(ids);
  await new Promise(setImmediate);
  process.off("warning", warn);
  expect(warnings).toEqual([]);
});
