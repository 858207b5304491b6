import { expect, test, vi } from "vitest";
import { showEndpoints } from "#console/actions/show-endpoints.js";
import { failure } from "#domain/errors.js";
import { Connected } from "./connected.js";

const logouts = (connected: Connected) =>
  connected
    .entries()
    .filter(({ OPR, phase }) => OPR === "Logout" && phase === "outcome")
    .map(({ HST }) => HST.endpoint);

test("of two that are left at once the second stays, with its password, though the first is not gone yet", async () => {
  const callers = Promise.withResolvers<void>();
  await using connected = await Connected.to({
    vc1: { password: "one", unshare: () => callers.promise },
    vc2: { password: "two" },
  });
  const { connections } = connected;
  const leaving = connections.disconnect(connected.link("vc1"));
  await connections.disconnect(connected.link("vc2"));
  expect(connected.notice).toBe(
    "Not logged out of vc2: there is no session at another endpoint that stays. quit leaves the console.",
  );
  callers.resolve();
  await leaving;
  expect(connected.names).toEqual(["vc2"]);
  expect(connected.link("vc2").state).toBe("open");
  expect(logouts(connected)).toEqual(["vsphere://vc1.example"]);
  expect(await connections.passwordCheck()?.("two")).toBe(true);
});

test("one that is still waiting for its first Login is nothing to stay with; it can be left itself", async () => {
  const server = Promise.withResolvers<void>();
  await using connected = new Connected({ vc1: {}, vc2: { after: server.promise } });
  const { connections } = connected;
  await connections.open();
  const opening = connections.connect("vc2");
  await expect.poll(() => connected.names).toEqual(["vc1", "vc2"]);
  await connections.disconnect(connected.link("vc1"));
  expect(connected.notice).toContain("Not logged out of vc1");
  expect(connected.link("vc1").state).toBe("open");
  const leaving = connections.disconnect(connected.link("vc2"));
  server.resolve();
  await Promise.all([leaving, opening]);
  expect(connected.names).toEqual(["vc1"]);
});

test("a first Login that fails ends nothing where there is a session at another endpoint by then", async () => {
  const server = Promise.withResolvers<void>();
  await using connected = new Connected({ vc1: { after: server.promise }, vc2: {} });
  const { connections, console } = connected;
  const opening = connections.open();
  await connections.connect("vc2");
  server.reject(failure("UNREACHABLE", { endpoint: "vsphere://vc1.example", cause: "ECONNREFUSED" }));
  await opening;
  expect(console.dialog().lines.join("\n")).toContain("UNREACHABLE");
  expect(connected.names).toEqual(["vc2"]);
  expect(await connections.close()).toBe("OK");
  expect(logouts(connected)).toEqual(["vsphere://vc2.example"]);
});

test("what was recorded for a Login that fails is put back, but for one that the console is left in", async () => {
  const servers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  await using connected = new Connected({
    vc1: {},
    vc2: { after: servers[0].promise },
    vc3: { after: servers[1].promise },
  });
  const { connections, console } = connected;
  await connections.open();
  const failed = connections.connect("vc2");
  servers[0].reject(failure("UNREACHABLE", { endpoint: "vsphere://vc2.example", cause: "ECONNREFUSED" }));
  await failed;
  expect(connected.recorded).toEqual(["for a Login", "for a Login", "as before"]);
  const left = connections.connect("vc3");
  await expect.poll(() => connected.names).toEqual(["vc1", "vc3"]);
  console.store.leaving = true;
  servers[1].reject(failure("STOPPED_BY_OPERATOR", {}));
  await left;
  expect(connected.recorded).toEqual(["for a Login", "for a Login", "as before", "for a Login"]);
});

test("left before its first Login is through, the console logs out of the other that it has", async () => {
  const server = Promise.withResolvers<void>();
  await using connected = new Connected({ vc1: { after: server.promise }, vc2: {} });
  const { connections, console } = connected;
  const opening = connections.open();
  await connections.connect("vc2");
  console.store.leaving = true;
  connections.abandon();
  server.reject(failure("STOPPED_BY_OPERATOR", {}));
  await opening;
  expect(console.store.dialogs.top).toBeNull();
  expect(await connections.close()).toBe("OK");
  expect(logouts(connected)).toEqual(["vsphere://vc2.example"]);
});

test("a first Login that fails with nothing beside it is told, and what else is on its way is left", async () => {
  const [server, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await using connected = new Connected({ vc1: { after: server.promise }, vc2: { after: other.promise } });
  const { connections } = connected;
  const opening = connections.open();
  const connecting = connections.connect("vc2");
  await expect.poll(() => connected.names).toEqual(["vc1", "vc2"]);
  server.reject(failure("UNREACHABLE", { endpoint: "vsphere://vc1.example", cause: "ECONNREFUSED" }));
  const failed = expect(opening).rejects.toMatchObject({ code: "UNREACHABLE" });
  other.resolve();
  await Promise.all([failed, connecting]);
  expect(logouts(connected)).toEqual(["vsphere://vc2.example"]);
});

test("one that is left twice, or left while the console leaves, is left once", async () => {
  const unshare = vi.fn(async () => undefined);
  await using connected = await Connected.to({ vc1: { unshare }, vc2: {} });
  const { connections } = connected;
  const vc1 = connected.link("vc1");
  const leaving = [connections.disconnect(vc1), connections.disconnect(vc1)];
  expect(connected.notice).toBe("Logging out of vc1 ...");
  expect(await connections.close()).toBe("OK");
  await Promise.all(leaving);
  expect(unshare).toHaveBeenCalledTimes(1);
  expect(logouts(connected).toSorted()).toEqual(["vsphere://vc1.example", "vsphere://vc2.example"]);
});

test("a session that opens in the place of one whose callers are still served is not shared anew", async () => {
  const callers = Promise.withResolvers<void>();
  await using connected = await Connected.to({ vc1: {}, vc2: { unshare: () => callers.promise } });
  const { connections } = connected;
  const vc2 = connected.link("vc2");
  const leaving = connections.disconnect(vc2);
  connected.providers.vc2!.listeners!.onLost(failure("SESSION_ENDED", {}));
  await expect.poll(() => vc2.state).toBe("ended");
  await vc2.retry();
  expect(vc2.state).toBe("open");
  expect(connected.shared).toEqual(["vc1", "vc2"]);
  callers.resolve();
  await leaving;
  // Nobody is left to be asked for it, so another connection has it anew.
  await connections.connect("vc2");
  expect(connected.shared).toEqual(["vc1", "vc2", "vc2"]);
});

test("one that is being logged out of is shown as that, and why nothing can be done there", async () => {
  await using connected = await Connected.to({ vc1: {}, vc2: {} });
  const { console, connections } = connected;
  const vc1 = connected.link("vc1");
  const leaving = vc1.close();
  expect(console.store.whyUnchanged(vc1)).toBe("leaving");
  showEndpoints(console);
  expect(console.dialog(100).lines.join("\n")).toMatch(/vc1 .*logging out/u);
  await leaving;
  await connections.disconnect(vc1);
  expect(connected.names).toEqual(["vc2"]);
});

test("what can be asked of an endpoint again is looked at by the others, whose moves may have gone there", async () => {
  await using connected = await Connected.to({ vc1: {}, vc2: {} });
  const looks = vi.spyOn(connected.link("vc1").session!, "lookAcross");
  const there = connected.link("vc2");
  const away = failure("CONNECTION_LOST", { cause: "cut" });
  const server = connected.providers.vc2!;
  server.twists.ping = away;
  server.listeners!.onInterrupted(away);
  await vi.waitFor(() => expect(there.state).toBe("interrupted"));
  expect(looks).not.toHaveBeenCalled();
  delete server.twists.ping;
  await there.retry();
  await vi.waitFor(() => expect(there.state).toBe("open"));
  expect(looks).toHaveBeenCalledOnce();
});
