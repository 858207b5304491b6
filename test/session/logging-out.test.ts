import { afterEach, expect, test, vi } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import { isWriterAlive } from "#journal/session-locks.js";
import { estate, machine } from "../inventory/estate.js";
import { FAST } from "./cadences.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { away } from "./left-behind.js";
import { met } from "./met.js";
import { opened, steps } from "./opened.js";

const web: TargetExpression = { by: "name", text: "web-01", glob: false };
const start = { request: { name: "StartVM" }, ask: "start web-01", yes: false } as const;
const ignoring = { report: () => undefined };

afterEach(() => void vi.useRealTimers());

function never(): Promise<void> {
  return new Promise(() => undefined);
}

function showMachine(provider: FakeProvider): void {
  const objects = estate(machine("vm-42", "web-01")).objects();
  provider.listeners!.onUpdates(objects.map((object) => ({ change: "enter", object })));
}

test("with a dead network a Logout does not wait for long, and the session is left to be looked for", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider, { cadence: FAST });
  provider.twists.ping = away;
  provider.twists.logout = never;
  await met(() => session.isInterrupted);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const logout = session.logout();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await logout).toMatchObject({ OPR: "Logout", RST: { status: "UNKNOWN", code: "REPLY_TIMEOUT" } });
  expect(provider.calls.at(-1)).toBe("close");
  expect(isWriterAlive(desk.journal.layout, desk.session)).toBe(false);
  expect(desk.journal.deadSessions()).toEqual([desk.session]);
  expect(vi.getTimerCount()).toBe(0);
});

test("with a dead network the last anchor does not hold a Logout up for as long as otherwise", async () => {
  using desk = new Desk();
  let asked = 0;
  const write = async (_: string, { signal }: { signal?: AbortSignal } = {}) => {
    asked += 1;
    if (asked === 1) return;
    const { promise, reject } = Promise.withResolvers<void>();
    signal?.addEventListener("abort", () => reject(failure("GAVE_UP_WAITING", {})));
    await promise;
  };
  const provider: FakeProvider = Object.assign(new FakeProvider(), {
    anchors: { write, written: async () => [] },
  });
  const session = await opened(desk, provider, { cadence: FAST });
  await met(() => desk.entries().some(({ phase }) => phase === "anchor"));
  provider.twists.ping = away;
  await met(() => session.isInterrupted);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const logout = session.logout();
  await vi.advanceTimersByTimeAsync(0);
  await vi.waitFor(() => expect(asked).toBe(2));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await logout).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
  expect(steps(desk.entries().filter(({ phase }) => phase === "anchor"))).toEqual([
    "anchor Anchor OK",
    "anchor Anchor UNKNOWN GAVE_UP_WAITING",
  ]);
});

test("what the server says of a session that is leaving is the answer to that", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider, { cadence: FAST });
  provider.twists.logout = () => provider.listeners!.onLost(failure("SESSION_ENDED", {}));
  expect(await session.logout()).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
  provider.listeners!.onLost(failure("SESSION_ENDED", {}));
  provider.listeners!.onInterrupted(away);
  expect(steps(desk.entries().slice(2))).toEqual(["intent Logout", "outcome Logout OK"]);
  expect(desk.journal.deadSessions()).toEqual([]);
  expect(provider.calls.at(-1)).toBe("close");
});

test("a server that has ended it in the meantime says so to the Logout: there is nothing left to look for", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider);
  provider.twists.logout = failure("SESSION_ENDED", {});
  expect(await session.logout()).toMatchObject({ RST: { status: "NG", code: "SESSION_ENDED" } });
  expect(desk.journal.deadSessions()).toEqual([]);
});

test("a Logout whose answer is lost leaves the session to be looked for", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider);
  provider.twists.logout = away;
  expect(await session.logout()).toMatchObject({ RST: { status: "UNKNOWN", code: "CONNECTION_LOST" } });
  expect(desk.journal.deadSessions()).toEqual([desk.session]);
});

test("a Logout waits for what is under way, and keeps the session alive until then", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider, { cadence: FAST });
  showMachine(provider);
  const task = Promise.withResolvers<void>();
  provider.twists.settle = () => task.promise;
  const operating = session.operate(web, start, ignoring);
  await met(() => provider.calls.includes("settle"));
  const logout = session.logout();
  provider.twists.ping = away;
  await met(() => session.isInterrupted);
  delete provider.twists.ping;
  // What waits for a push hears of it only once it is asked for anew.
  await met(() => provider.calls.includes("resume"));
  expect(provider.calls).not.toContain("logout");
  task.resolve();
  await logout;
  expect((await operating)[0]?.RST).toEqual({ status: "OK" });
  expect(steps(desk.entries().slice(2))).toEqual([
    "intent StartVM",
    "session ConnectionLost NG CONNECTION_LOST",
    "session ConnectionRestored OK",
    "outcome StartVM OK",
    "intent Logout",
    "outcome Logout OK",
  ]);
});

test("what is begun while a Logout waits is waited for, too", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider);
  showMachine(provider);
  const tasks = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let begun = 0;
  provider.twists.settle = () => tasks[begun++]!.promise;
  void session.operate(web, start, ignoring);
  await met(() => begun === 1);
  const logout = session.logout();
  provider.machine = { ...provider.machine!, power: "off" };
  void session.operate(web, start, ignoring);
  await met(() => begun === 2);
  tasks[0]!.resolve();
  await met(() => steps(desk.entries()).includes("outcome StartVM OK"));
  tasks[1]!.resolve();
  await logout;
  expect(steps(desk.entries()).slice(-2)).toEqual(["intent Logout", "outcome Logout OK"]);
  expect(steps(desk.entries()).filter((step) => step === "outcome StartVM OK")).toHaveLength(2);
});

test("a session that is logging out takes no more work", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await opened(desk, provider);
  showMachine(provider);
  const proposal = await session.propose([{ expression: web, ...start }]);
  const answer = Promise.withResolvers<void>();
  provider.twists.logout = () => answer.promise;
  const logout = session.logout();
  await met(() => provider.calls.includes("logout"));
  expect(() => session.inventory).toThrow(expect.objectContaining({ code: "STOPPED_BY_OPERATOR" }));
  const refused = [
    ...(await session.carryOut(proposal, {}, ignoring)),
    ...(await session.operate(web, start, ignoring)),
  ];
  expect(refused.map(({ RST }) => RST)).toMatchObject([
    { status: "REFUSED", code: "STOPPED_BY_OPERATOR" },
    { status: "REFUSED", code: "STOPPED_BY_OPERATOR" },
  ]);
  expect(provider.operationIds).toEqual([]);
  answer.resolve();
  expect(await logout).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
});
