import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { perform } from "#session/funnel.js";
import type { SessionOptions } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import { estate, machine } from "../inventory/estate.js";
import { FAST, QUIET } from "./cadences.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { away, begun, CLOCK_OFFSET, loggedIn, recovered } from "./left-behind.js";
import { opened } from "./opened.js";
import { lookedAt, planned } from "./planned.js";

const HOUR_MS = 60 * 60_000;
const web: TargetExpression = { by: "name", text: "web-01", glob: false };
const start = { request: { name: "StartVM" }, ask: "start web-01", yes: false } as const;

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

async function sessionOn(
  desk: Desk,
  provider: FakeProvider,
  options: Partial<SessionOptions> = {},
): Promise<Session> {
  const session = await opened(desk, provider, options);
  const objects = estate(machine("vm-42", "web-01")).objects();
  provider.listeners!.onUpdates(objects.map((object) => ({ change: "enter", object })));
  return session;
}

async function intentOf(desk: Desk, session: Session): Promise<Entry> {
  await session.operate(web, start, { report: () => undefined });
  return desk.entries().findLast(({ phase, OPR }) => phase === "intent" && OPR === "StartVM")!;
}

test("an intent says how far the server's clock is ahead of ours, as it was compared at Login", async () => {
  using desk = new Desk();
  const provider = new FakeProvider({ clockOffsetMs: 4_200 });
  const session = await sessionOn(desk, provider);
  expect((await intentOf(desk, session)).clock).toBe(4_200);
  expect(provider.calls).not.toContain("ping");
  await session.logout();
});

test.each([
  ["set an hour ahead, or the machine has slept for one", HOUR_MS],
  ["set an hour back", -HOUR_MS],
])("our clock was %s: it is compared again before anything is recorded by it", async (_, shift) => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await sessionOn(desk, provider);
  vi.setSystemTime(Date.now() + shift);
  provider.pong = { clockOffsetMs: -shift };
  const intent = await intentOf(desk, session);
  expect(intent.clock).toBe(-shift);
  expect(provider.calls.filter((call) => call === "ping")).toHaveLength(1);
  provider.machine = facts();
  expect((await intentOf(desk, session)).clock).toBe(-shift);
  expect(provider.calls.filter((call) => call === "ping")).toHaveLength(1);
  await session.logout();
});

test("a server that does not answer holds nothing up: what is known is recorded", async () => {
  using desk = new Desk();
  const provider = new FakeProvider({ clockOffsetMs: 4_200 });
  const session = await sessionOn(desk, provider, { cadence: { ...QUIET, answerMs: 5 } });
  vi.setSystemTime(Date.now() + HOUR_MS);
  provider.twists.ping = () => new Promise(() => undefined);
  expect((await intentOf(desk, session)).clock).toBe(4_200);
  expect(desk.entries().at(-1)).toMatchObject({ OPR: "StartVM", RST: { status: "OK" } });
  await session.logout();
});

test("an operator who gives up waiting does not wait for the server's clock either", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await sessionOn(desk, provider);
  vi.setSystemTime(Date.now() + HOUR_MS);
  const giveUp = new AbortController();
  provider.twists.ping = () => {
    giveUp.abort();
    return new Promise(() => undefined);
  };
  const { request, ask } = start;
  const proposal = await session.propose([{ expression: web, request, ask }]);
  const [outcome] = await session.carryOut(proposal, { signal: giveUp.signal }, { report: () => undefined });
  expect(outcome?.RST).toMatchObject({ status: "REFUSED", code: "STOPPED_BY_OPERATOR" });
  await session.logout();
});

test("every answer compares the clocks: what is more than noise is taken over", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.pong = { clockOffsetMs: 30 };
  let answers = 0;
  const session = await sessionOn(desk, provider, {
    cadence: FAST,
    watcher: {
      onRoundTrip: () => {
        answers += 1;
      },
    },
  });
  await vi.waitFor(() => expect(answers).toBeGreaterThan(2), { interval: 1 });
  expect((await intentOf(desk, session)).clock).toBe(0);
  provider.pong = { clockOffsetMs: 60_000 };
  await vi.waitFor(() => expect(desk.trail.clockOffsetMs).toBe(60_000), { interval: 1 });
  provider.machine = facts();
  expect((await intentOf(desk, session)).clock).toBe(60_000);
  await session.logout();
});

test("recovery looks for a call by the clock that its intent names, and else by that of its Login", async () => {
  using gone = loggedIn(new Desk());
  begun(gone);
  gone.trail.clockOffsetMs = -HOUR_MS;
  begun(gone);
  using desk = new Desk({ beside: gone });
  const provider = new FakeProvider();
  await recovered(desk, provider);
  const [first, second] = gone.entries().filter(({ OPR }) => OPR === "StartVM");
  expect(provider.queries.map(({ since }) => since)).toEqual([
    Date.parse(first!.STR) + CLOCK_OFFSET - 2_000,
    Date.parse(second!.STR) - HOUR_MS - 2_000,
  ]);
});

test("a plan from before the machine slept is as old as the night: its target is read again", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.twists.read = away;
  const slept = await planned(provider, undefined, facts(), lookedAt(10, 8 * HOUR_MS));
  const { outcome } = await perform(funnelOn(desk, provider), slept);
  expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "NOT_SENT" });
});

test("a clock that was set back makes no old plan a new one", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const old = await planned(provider, undefined, facts(), lookedAt(2_001, -HOUR_MS));
  await perform(funnelOn(desk, provider), old);
  expect(provider.calls).toEqual(["read", "run", "settle"]);
});
