import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { Connected } from "./connected.js";

test("what is wanted of an endpoint that is still being logged in to holds once it is there, and of it alone", async () => {
  const server = Promise.withResolvers<void>();
  await using connected = new Connected({ vc1: {}, vc2: { after: server.promise }, lab: {} });
  const { connections, console, readOnly } = connected;
  await connections.open();
  const opening = connections.connect("vc2");
  await expect.poll(() => connected.names).toEqual(["vc1", "vc2"]);
  console.store.endpoints.fleet.use("vc2");
  readOnly.set(true);
  expect(connected.notice).toBe("vc2: Read-only: nothing is changed until read-only off.");
  server.resolve();
  await opening;
  await connections.connect("lab");
  expect(connected.readOnlyNow).toEqual(["vc2"]);
  const switched = connected.entries().filter(({ OPR }) => OPR === "SetReadOnly");
  expect(switched.map(({ HST, AFT }) => [HST.endpoint, AFT])).toEqual([
    ["vsphere://vc2.example", { readOnly: true }],
  ]);
});

test("taken back while it is being logged in to, it is as if it had not been said", async () => {
  const server = Promise.withResolvers<void>();
  await using connected = new Connected({ vc1: {}, vc2: { after: server.promise } });
  const { connections, console, readOnly } = connected;
  await connections.open();
  const opening = connections.connect("vc2");
  await expect.poll(() => connected.names).toEqual(["vc1", "vc2"]);
  readOnly.set(true);
  console.store.endpoints.fleet.use("vc2");
  readOnly.set(false);
  expect(connected.notice).toBe("vc2: Something may be changed again.");
  server.resolve();
  await opening;
  expect(connected.readOnlyNow).toEqual(["vc1"]);
});

test("said of all, it holds for what is connected to later, until it is taken back", async () => {
  await using connected = new Connected({ vc1: {}, vc2: {}, lab: {} });
  const { connections, readOnly } = connected;
  await connections.open();
  readOnly.set(true);
  await connections.connect("vc2");
  expect(connected.readOnlyNow).toEqual(["vc1", "vc2"]);
  readOnly.set(false);
  await connections.connect("lab");
  expect(connected.readOnlyNow).toEqual([]);
});

test("one that its profile holds read-only does not keep the others so, and is named", async () => {
  await using connected = await Connected.to({ vc1: { readOnly: "profile" }, vc2: {}, lab: {} });
  const { readOnly } = connected;
  readOnly.set(true);
  expect(connected.readOnlyNow).toEqual(["vc1", "vc2", "lab"]);
  readOnly.set(false);
  expect(connected.readOnlyNow).toEqual(["vc1"]);
  expect(connected.notice).toBe("Something may be changed again. Still read-only: vc1.");
  expect(connected.console.store.notice?.role).toBe("ok");
  // Now there is nothing more that could be switched.
  expect(() => readOnly.set(false)).toThrow(
    expect.objectContaining({ problem: { code: "READ_ONLY", facts: { by: "profile" } } }),
  );
});

test("switched again it says that it is so already", async () => {
  await using connected = await Connected.to({ vc1: {}, vc2: {} });
  connected.readOnly.set(false);
  expect(connected.notice).toBe("It may change things already.");
  connected.readOnly.set(true);
  connected.readOnly.set(true);
  expect(connected.notice).toBe("It is read-only already.");
});

test.each([true, false])(
  "once the journal has failed, %s changes nothing, and it says why",
  async (wanted) => {
    await using connected = await Connected.to({ vc1: {} });
    const before = connected.entries();
    connected.console.store.journal.fail();
    connected.readOnly.set(wanted);
    expect(connected.notice).toBe(en.console.journalFailed);
    expect(connected.entries()).toEqual(before);
  },
);

test("taken back while a session is opened again in another's place, it is taken back there too", async () => {
  await using connected = await Connected.to({ vc1: {}, vc2: {} });
  const { console, readOnly } = connected;
  console.store.endpoints.fleet.use("vc1");
  readOnly.set(true);
  const link = connected.link("vc1");
  connected.providers.vc1!.listeners!.onLost(failure("SESSION_ENDED", {}));
  const again = link.retry();
  readOnly.set(false);
  await again;
  expect(connected.readOnlyNow).toEqual([]);
});

test("which stay read-only is said in both languages", () => {
  const it = { name: null, wanted: false, already: false, stay: ["vc1", "vc2"] };
  expect(en.console.endpoints.readOnlyNow(it)).toContain("Still read-only: vc1, vc2.");
  expect(ja.console.endpoints.readOnlyNow(it)).toContain("引き続き読み取り専用: vc1、vc2");
});
