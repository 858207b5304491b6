import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { capabilities, done, isOn, MUTATION, refused } from "../contract/act.js";
import { Pushes } from "../contract/pushes.js";
import { inventoryOf, open, optionsOf } from "./open.js";

const [WEB_01, WEB_02, WEB_03, , TEMPLATE] = ["vm-1001", "vm-1002", "vm-1003", "vm-1004", "vm-1005"] as const;

/** The fault with which a change of hardware is refused, by an operator who has just read the machine. */
const changing = async (
  session: ProviderSession,
  id: string,
  change: { cpus?: number; memoryMiB?: number },
) => {
  const before = await session.readMachine(id);
  const { reconfigure } = capabilities(session);
  return (await refused(session, id, (m) => reconfigure.reconfigure(before, change, m))).fault;
};
const renaming = async (session: ProviderSession, id: string, name: string) =>
  (await refused(session, id, (m) => capabilities(session).rename.rename(id, name, m))).fault;
const rowOf = async (session: ProviderSession, wanted: (row: { name: string; power: string }) => boolean) =>
  (await inventoryOf(session)).filter((one) => one.kind === "vm").find(wanted)!;

test("a running machine takes more where it has hot-add, and gives nothing back", async () => {
  const session = await open("vms=10");
  expect(await changing(session, WEB_03, { cpus: 1 })).toBe("CpuHotPlugNotSupported");
  expect(await changing(session, WEB_03, { memoryMiB: 2048 })).toBe("MemoryHotPlugNotSupported");
  expect(await changing(session, WEB_01, { cpus: 4 })).toBe("CpuHotPlugNotSupported");
  const before = await session.readMachine(WEB_01);
  const { reconfigure } = capabilities(session);
  const same = (m: typeof MUTATION) => reconfigure.reconfigure(before, { cpus: 2, memoryMiB: 4096 }, m);
  await done(session, WEB_01, same, isOn);
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
  const start = await refused(session, TEMPLATE, (m) => power.powerOn(TEMPLATE, m));
  expect(start).toMatchObject({ fault: "NotSupported", message: expect.stringContaining("template") });
  expect(await changing(session, TEMPLATE, { cpus: 4 })).toBe("NotSupported");
  await done(
    session,
    TEMPLATE,
    (m) => rename.rename(TEMPLATE, "tmpl-new", m),
    ({ name }) => name === "tmpl-new",
  );
});

test("a suspended machine resumes, and keeps its hardware until then", async () => {
  const session = await open("vms=200");
  const { id } = await rowOf(session, ({ power }) => power === "suspended");
  const { power } = capabilities(session);
  expect(await changing(session, id, { memoryMiB: 1024 })).toBe("InvalidPowerState");
  await done(session, id, (m) => power.powerOn(id, m), isOn);
});

test("nothing can be done to a machine out of reach", async () => {
  const session = await open("vms=200");
  const { id } = await rowOf(session, ({ name }) => name === "legacy-01");
  const { power } = capabilities(session);
  expect((await refused(session, id, (m) => power.powerOn(id, m))).fault).toBe("InvalidState");
  expect(await changing(session, id, { cpus: 4 })).toBe("InvalidState");
  expect(await renaming(session, id, "legacy-02")).toBe("InvalidState");
});

test("a name is free in another folder, never twice in one, and escaped as vSphere does", async () => {
  const session = await open("vms=10");
  const { rename } = capabilities(session);
  expect(await renaming(session, WEB_02, "web-01")).toBe("DuplicateName");
  expect(await renaming(session, WEB_02, "")).toBe("InvalidName");
  expect(await renaming(session, WEB_02, "x".repeat(81))).toBe("InvalidName");
  const web = ({ name }: { name: string }) => name === "web-01";
  await done(session, TEMPLATE, (m) => rename.rename(TEMPLATE, "web-01", m), web);
  const own = (m: typeof MUTATION) => rename.rename(WEB_01, "web-01", m);
  await done(session, WEB_01, own, web);
  const odd = (m: typeof MUTATION) => rename.rename(WEB_02, "a/b\\c 5% %2f", m);
  await done(session, WEB_02, odd, ({ name }) => name === "a/b\\c 5% %2f");
});

test("of two changes at once made from the same reading, one is refused", async () => {
  const session = await open("vms=10");
  const { reconfigure } = capabilities(session);
  const before = await session.readMachine(WEB_02);
  const tasks = await Promise.all([
    reconfigure.reconfigure(before, { cpus: 4 }, MUTATION),
    reconfigure.reconfigure(before, { cpus: 8 }, MUTATION),
  ]);
  const ends = await Promise.all(tasks.map((task) => session.settle(task, WEB_02, () => true)));
  expect(ends.map(({ failed }) => failed?.fault)).toEqual([undefined, "ConcurrentAccess"]);
  expect(await session.readMachine(WEB_02)).toMatchObject({ cpus: 4 });
});

test("a machine or a task that is not there is a fault of the call", async () => {
  const session = await open("vms=10");
  const gone = { problem: { code: "SERVER_FAULT", facts: { fault: "ManagedObjectNotFound" } } };
  await expect(capabilities(session).power.powerOn("vm-1", MUTATION)).rejects.toMatchObject(gone);
  await expect(session.settle({ id: "task-9" }, WEB_01, () => true)).rejects.toMatchObject(gone);
});

test("the feed is told before the one who waits, one batch for what changes in one turn", async () => {
  const session = await open("vms=10");
  const pushes = await Pushes.from(session);
  const { power } = capabilities(session);
  const task = await power.powerOn(WEB_02, MUTATION);
  await session.settle(task, WEB_02, isOn);
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
  await done(colleague, WEB_02, (m) => capabilities(colleague).power.powerOn(WEB_02, m), isOn);
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
  const facts = await Promise.all(ids.map((id) => session.readMachine(id, signal)));
  expect(facts.map(({ id }) => id)).toEqual(ids);
  await new Promise(setImmediate);
  process.off("warning", warn);
  expect(warnings).toEqual([]);
});
