import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { logIn } from "#providers/simulator/login.js";
import { simulatorAt } from "#providers/simulator/open.js";
import { startServer } from "#providers/simulator/server.js";
import { Way } from "#providers/simulator/way.js";
import { Pushes } from "../contract/pushes.js";
import { capabilities, done, MUTATION, machine, WEB_01, WEB_02 } from "./act.js";
import { open, optionsOf } from "./open.js";

/** WEB_02 is off. */
const start = (session: ProviderSession) => capabilities(session).power.powerOn(WEB_02, MUTATION);
const powerOf = async (session: ProviderSession) => (await machine(session, WEB_02)).power;

test("network: for as many pings nothing gets through either way, and then everything does", async () => {
  const session = await open("vms=10&faults=network:unsent@2-3");
  const pushes = await Pushes.from(session);
  const { power } = capabilities(session);
  const task = await power.powerOff(WEB_01, MUTATION);
  await session.ping();
  await done(session, Promise.resolve(task));
  const unsent = { code: "NOT_SENT" };
  await expect(session.ping()).rejects.toMatchObject(unsent);
  expect(pushes.interrupted).toMatchObject([{ code: "CONNECTION_LOST" }]);
  await expect(start(session)).rejects.toMatchObject(unsent);
  await expect(powerOf(session)).rejects.toMatchObject(unsent);
  await expect(session.ping()).rejects.toMatchObject(unsent);
  expect(pushes.interrupted).toHaveLength(2);
  await session.ping();
  expect(await powerOf(session)).toBe("off");
  await done(session, start(session));
  expect(pushes.lost).toEqual([]);
});

test("network: who logs in while it is cut is told that the server cannot be reached, and comes in when it is not", async () => {
  const simulator = simulatorAt(optionsOf("vms=10&faults=network:unsent@1-2"));
  const session = await simulator.logIn(null);
  await expect(session.ping()).rejects.toMatchObject({ code: "NOT_SENT" });
  await expect(simulator.logIn(null)).rejects.toMatchObject({ code: "UNREACHABLE" });
  const again = await simulator.logIn(null);
  expect(await capabilities(again).sessions.all()).toHaveLength(2);
  expect(await powerOf(session)).toBe("off");
  simulator.stop();
});

test("ping: the session may end at any of them, and the feed is told", async () => {
  const session = await open("faults=ping:lost@1,ping:unsent@2,ping:expire@3");
  const pushes = await Pushes.from(session);
  await expect(session.ping()).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  await expect(session.ping()).rejects.toMatchObject({ code: "NOT_SENT" });
  expect(await powerOf(session)).toBe("off");
  await expect(session.ping()).rejects.toMatchObject({ code: "SESSION_ENDED" });
  expect(pushes.lost).toMatchObject([{ code: "SESSION_ENDED" }]);
  expect(pushes.interrupted).toEqual([]);
});

test("a session that ends while the network is cut is known to have when it is not", async () => {
  const server = startServer(optionsOf("vms=10"));
  const way = new Way();
  const session = await logIn(server, "operator", way);
  const colleague = await logIn(server, "colleague");
  const pushes = await Pushes.from(session);
  way.cut();
  await capabilities(colleague).sessions.end(session.login.session!, MUTATION);
  await expect(powerOf(session)).rejects.toMatchObject({ code: "NOT_SENT" });
  expect(pushes.lost).toEqual([]);
  way.restore();
  await expect(powerOf(session)).rejects.toMatchObject({ code: "SESSION_ENDED" });
  expect(pushes.lost).toMatchObject([{ code: "SESSION_ENDED" }]);
  server.stop();
});

test("terminate: a session that could not be ended is still there", async () => {
  const server = startServer(optionsOf("vms=10&faults=terminate:unsent@1,terminate:lost@2"));
  const session = await logIn(server, "operator");
  const stale = await logIn(server, "operator");
  const { sessions } = capabilities(session);
  const end = () => sessions.end(stale.login.session!, MUTATION);
  await expect(end()).rejects.toMatchObject({ code: "NOT_SENT" });
  expect(await sessions.all()).toHaveLength(2);
  await expect(end()).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(await sessions.all()).toMatchObject([{ id: session.login.session }]);
  server.stop();
});

test("a console that logs in again finds the machines as it left them, and its old session beside the new one", async () => {
  const simulator = simulatorAt(optionsOf("vms=10"));
  const session = await simulator.logIn(null);
  await done(session, start(session));
  await session.close();
  const again = await simulator.logIn("colleague");
  expect(await powerOf(again)).toBe("on");
  const users = (await capabilities(again).sessions.all()).map(({ user }) => user);
  expect(users).toEqual(["operator", "colleague"]);
  await expect(simulator.logIn(null, AbortSignal.abort())).rejects.toMatchObject({
    code: "STOPPED_BY_OPERATOR",
  });
  expect(await capabilities(again).sessions.all()).toHaveLength(2);
  simulator.stop();
});

test("logout: what is asked once the console has let go never leaves, and the session stays", async () => {
  const server = startServer(optionsOf("vms=10"));
  const session = await logIn(server, "operator");
  await session.close();
  await expect(session.logout()).rejects.toMatchObject({ code: "NOT_SENT" });
  const auditor = await logIn(server, "auditor");
  expect(await capabilities(auditor).sessions.all()).toHaveLength(2);
  server.stop();
});
