import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { capabilities, MUTATION } from "../contract/act.js";
import { Pushes } from "../contract/pushes.js";
import { open } from "./open.js";

/** The machine that is off. */
const WEB_02 = "vm-1002";
const start = (session: ProviderSession) => capabilities(session).power.powerOn(WEB_02, MUTATION);
const powerOf = async (session: ProviderSession) => (await session.readMachine(WEB_02)).power;
const startsOf = (session: ProviderSession) =>
  capabilities(session).history.tasksOf({
    target: WEB_02,
    kind: "powerOn",
    user: "operator",
    since: 0,
    until: Date.now(),
  });

test("refuse: the call is answered by a fault, and nothing is done", async () => {
  const session = await open("faults=start:refuse");
  await expect(start(session)).rejects.toMatchObject({
    problem: { code: "SERVER_FAULT", facts: { fault: "SystemError" } },
  });
  expect(await powerOf(session)).toBe("off");
  expect(await startsOf(session)).toEqual([]);
});

test("fail: the task ends in an error, and nothing is done", async () => {
  const session = await open("faults=start:fail");
  const settled = await session.settle(await start(session), WEB_02, () => false);
  expect(settled).toMatchObject({ failed: { fault: "SystemError" }, after: { power: "off" } });
  expect(await startsOf(session)).toMatchObject([{ state: "error", failed: { fault: "SystemError" } }]);
});

test("lost: it is done, nobody is told, and the history knows", async () => {
  const session = await open("faults=start:lost");
  await expect(start(session)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(await powerOf(session)).toBe("on");
  expect(await startsOf(session)).toMatchObject([{ id: "task-1", state: "success", failed: null }]);
});

test("unsent: nothing has left", async () => {
  const session = await open("faults=start:unsent");
  await expect(start(session)).rejects.toMatchObject({ code: "NOT_SENT" });
  expect(await powerOf(session)).toBe("off");
  expect(await startsOf(session)).toEqual([]);
});

test("expire: this call and every later one are told that the session has ended, and so is the feed", async () => {
  const session = await open("faults=start:expire");
  const pushes = await Pushes.from(session);
  const ended = { code: "SESSION_ENDED" };
  await expect(start(session)).rejects.toMatchObject(ended);
  await expect(start(session)).rejects.toMatchObject(ended);
  await expect(powerOf(session)).rejects.toMatchObject(ended);
  await expect(startsOf(session)).rejects.toMatchObject(ended);
  await expect(session.settle({ id: "task-1" }, WEB_02, () => true)).rejects.toMatchObject(ended);
  await expect(Pushes.from(session)).rejects.toMatchObject(ended);
  await expect(session.logout()).rejects.toMatchObject(ended);
  expect(pushes.lost).toMatchObject([ended]);
});

test("a number picks one call of its kind, counted from 1", async () => {
  const session = await open("faults=start:refuse@2");
  const { power } = capabilities(session);
  await session.settle(await start(session), WEB_02, () => true);
  await session.settle(await power.powerOff(WEB_02, MUTATION), WEB_02, () => true);
  await expect(start(session)).rejects.toMatchObject({ code: "SERVER_FAULT" });
  await session.settle(await start(session), WEB_02, () => true);
  expect(await powerOf(session)).toBe("on");
});

test("a fault of one call leaves the others alone", async () => {
  const session = await open("faults=stop:refuse,rename:refuse,reconfigure:refuse");
  const { power, rename, reconfigure } = capabilities(session);
  const refused = { code: "SERVER_FAULT" };
  await session.settle(await start(session), WEB_02, () => true);
  const before = await session.readMachine(WEB_02);
  await expect(power.powerOff(WEB_02, MUTATION)).rejects.toMatchObject(refused);
  await expect(rename.rename(WEB_02, "web-99", MUTATION)).rejects.toMatchObject(refused);
  await expect(reconfigure.reconfigure(before, { cpus: 4 }, MUTATION)).rejects.toMatchObject(refused);
  expect(await session.readMachine(WEB_02)).toEqual(before);
});

test("read counts the reads of a machine, the one after a task too", async () => {
  const session = await open("faults=read:lost@2");
  expect(await powerOf(session)).toBe("off");
  const task = await start(session);
  await expect(session.settle(task, WEB_02, () => true)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(await powerOf(session)).toBe("on");
});

test.each([
  ["refuse", "LOGIN_REFUSED"],
  ["unsent", "UNREACHABLE"],
  ["lost", "CONNECTION_LOST"],
  ["expire", "SESSION_ENDED"],
])("login:%s is %s", async (kind, code) => {
  await expect(open(`faults=login:${kind}`)).rejects.toMatchObject({ code });
});
