import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { capabilities, MUTATION } from "../contract/act.js";
import { Pushes } from "../contract/pushes.js";
import { open } from "./open.js";

const WEB_02 = "vm-1002";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 3, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The outcome of a promise, so that a rejection is seen only where it is asked for. */
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => error.code,
  );

/** A session whose calls take 50 ms each. */
async function slowly(query = "") {
  const opening = open(`latency=50ms&${query}`);
  await vi.advanceTimersByTimeAsync(50);
  return opening;
}

test("every call takes its time, and a task is no longer than the call that waits for it", async () => {
  const started = Date.now();
  const session = await slowly();
  expect(Date.now() - started).toBe(50);
  const whole = (async () => {
    await session.readMachine(WEB_02);
    const task = await capabilities(session).power.powerOn(WEB_02, MUTATION);
    await session.settle(task, WEB_02, () => true);
    return Date.now() - started;
  })();
  await vi.runAllTimersAsync();
  // Login, read, call, settle; a turn of the event loop queues the task.
  expect(await whole).toBe(200);
});

test("a task is queued, runs, and is done", async () => {
  const session = await slowly();
  const { power, history } = capabilities(session);
  const query = {
    target: WEB_02,
    kind: "powerOn",
    user: "operator",
    since: Date.now(),
    until: Date.now() + 50,
  } as const;
  const states: string[] = [];
  const look = async () => states.push((await history.tasksOf(query)).map(({ state }) => state).join());
  void power.powerOn(WEB_02, MUTATION);
  for (const _ of [0, 1, 2, 3]) {
    void look();
    await vi.advanceTimersByTimeAsync(30);
  }
  await vi.runAllTimersAsync();
  expect(states).toEqual(["queued", "running", "success", "success"]);
});

test("a read can be given up halfway", async () => {
  const session = await slowly();
  const patience = new AbortController();
  const read = outcome(session.readMachine(WEB_02, patience.signal));
  await vi.advanceTimersByTimeAsync(25);
  patience.abort();
  expect(await read).toBe("GAVE_UP_WAITING");
});

test("a change given up halfway is made all the same; one stopped before it is sent is not", async () => {
  const session = await slowly();
  const { power } = capabilities(session);
  const patience = new AbortController();
  const pushes = Pushes.from(session);
  const start = outcome(power.powerOn(WEB_02, { ...MUTATION, signal: patience.signal }));
  await vi.advanceTimersByTimeAsync(25);
  patience.abort();
  expect(await start).toBe("GAVE_UP_WAITING");
  await vi.advanceTimersByTimeAsync(100);
  expect((await pushes).objects.get(WEB_02)).toMatchObject({ power: "on" });
  expect(await outcome(power.powerOff(WEB_02, { ...MUTATION, signal: patience.signal }))).toBe("NOT_SENT");
  await vi.advanceTimersByTimeAsync(100);
  expect((await pushes).objects.get(WEB_02)).toMatchObject({ power: "on" });
});

test("waiting for a task can be given up", async () => {
  const session = await slowly();
  const patience = new AbortController();
  const call = capabilities(session).power.powerOn(WEB_02, MUTATION);
  await vi.advanceTimersByTimeAsync(50);
  const settle = outcome(session.settle(await call, WEB_02, () => true, patience.signal));
  patience.abort();
  expect(await settle).toBe("GAVE_UP_WAITING");
});

test("closing ends every wait and leaves no timer behind", async () => {
  const session = await slowly();
  const { power } = capabilities(session);
  const read = outcome(session.readMachine(WEB_02));
  const called = power.powerOn(WEB_02, MUTATION);
  await vi.advanceTimersByTimeAsync(50);
  const settle = outcome(session.settle(await called, WEB_02, () => true));
  const start = outcome(power.powerOn(WEB_02, MUTATION));
  await session.close();
  expect(await read).toBe("done");
  expect(await settle).toBe("CONNECTION_LOST");
  expect(await start).toBe("CONNECTION_LOST");
  expect(vi.getTimerCount()).toBe(0);
  expect(await outcome(power.powerOn(WEB_02, MUTATION))).toBe("NOT_SENT");
  expect(await outcome(session.readMachine(WEB_02))).toBe("CONNECTION_LOST");
});
