import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pushes } from "../contract/pushes.js";
import { capabilities, MUTATION, machine, WEB_01, WEB_02 } from "./act.js";
import { open } from "./open.js";

const IT = { kind: "machine", id: WEB_02 } as const;

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
    await machine(session, WEB_02);
    const task = await capabilities(session).power.powerOn(WEB_02, MUTATION);
    await session.settle(task, IT, () => true);
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
  const read = outcome(session.read(IT, patience.signal));
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
  const settle = outcome(session.settle(await call, IT, () => true, patience));
  patience.abort();
  expect(await settle).toBe("GAVE_UP_WAITING");
});

test("closing ends every wait and leaves no timer behind", async () => {
  const session = await slowly();
  const { power } = capabilities(session);
  const read = outcome(machine(session, WEB_02));
  const called = power.powerOn(WEB_02, MUTATION);
  await vi.advanceTimersByTimeAsync(50);
  const settle = outcome(session.settle(await called, IT, () => true));
  const start = outcome(power.powerOn(WEB_02, MUTATION));
  await session.close();
  expect(await read).toBe("done");
  expect(await settle).toBe("CONNECTION_LOST");
  expect(await start).toBe("CONNECTION_LOST");
  expect(vi.getTimerCount()).toBe(0);
  expect(await outcome(power.powerOn(WEB_02, MUTATION))).toBe("NOT_SENT");
  expect(await outcome(machine(session, WEB_02))).toBe("CONNECTION_LOST");
});

/** The percentages that a task tells, and how long it takes from its call on. */
async function watched(kind: "clone" | "relocate" | "createSnapshot") {
  const session = await slowly("vms=10");
  const { cloning, relocation, snapshots } = capabilities(session);
  const stays = { host: null, pool: null, datastore: null, folder: null };
  const { parent } = await machineSlowly(session);
  const calls = {
    clone: () => cloning.clone(WEB_02, { ...stays, name: "web-98", folder: parent!, on: false }, MUTATION),
    relocate: () => relocation.relocate(WEB_02, { ...stays, datastore: "datastore-8" }, MUTATION),
    createSnapshot: () => snapshots.createSnapshot(WEB_02, "now", MUTATION),
  };
  const started = Date.now();
  const percents: number[] = [];
  const whole = (async () => {
    const task = await calls[kind]();
    const { failed } = await session.ended(task, { onProgress: (percent) => percents.push(percent) });
    return { failed, percents, ms: Date.now() - started };
  })();
  await vi.runAllTimersAsync();
  return whole;
}

async function machineSlowly(session: Awaited<ReturnType<typeof slowly>>) {
  const read = machine(session, WEB_02);
  await vi.advanceTimersByTimeAsync(50);
  return read;
}

test("cloning and moving take ten calls' time and say how far they are; a snapshot takes three", async () => {
  const tens = [10, 20, 30, 40, 50, 60, 70, 80, 90];
  // The call, then the steps, beside which the wait for the end travels.
  expect(await watched("clone")).toEqual({ failed: null, percents: tens, ms: 550 });
  expect(await watched("relocate")).toEqual({ failed: null, percents: tens, ms: 550 });
  expect(await watched("createSnapshot")).toEqual({ failed: null, percents: [33, 67], ms: 200 });
});

test("a guest that is asked to shut down does so a moment later, and whoever watches sees it", async () => {
  const session = await slowly("vms=10");
  const { guest } = capabilities(session);
  const about = { kind: "machine", id: WEB_01 } as const;
  const started = Date.now();
  const whole = (async () => {
    await guest.shutdownGuest(WEB_01, MUTATION);
    const asked = Date.now() - started;
    const after = await session.watch(about, ({ power }) => power === "off", 10_000);
    return { asked, power: after?.power, seen: Date.now() - started };
  })();
  await vi.advanceTimersByTimeAsync(200);
  // Its watch arrives when the guest has just gone down.
  expect(await whole).toEqual({ asked: 50, power: "off", seen: 100 });
  expect(vi.getTimerCount()).toBe(0);
});

test("a machine that is suspended before its guest has gone down stays suspended", async () => {
  const session = await slowly("vms=10");
  const { guest, power } = capabilities(session);
  void power.suspend(WEB_01, MUTATION);
  await vi.advanceTimersByTimeAsync(10);
  void guest.shutdownGuest(WEB_01, MUTATION);
  await vi.advanceTimersByTimeAsync(500);
  const read = machine(session, WEB_01);
  await vi.advanceTimersByTimeAsync(50);
  expect(await read).toMatchObject({ power: "suspended" });
});

test("a watch ends with what was seen last when nothing shows, and can be given up; no timer is left", async () => {
  const session = await slowly();
  const watch = session.watch(IT, () => false, 3000);
  await vi.advanceTimersByTimeAsync(3049);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await watch).toMatchObject({ id: WEB_02, power: "off" });
  const patience = new AbortController();
  const impatient = outcome(session.watch(IT, () => false, 3000, patience));
  await vi.advanceTimersByTimeAsync(100);
  patience.abort();
  expect(await impatient).toBe("GAVE_UP_WAITING");
  const left = outcome(session.watch(IT, () => false, 3000));
  await vi.advanceTimersByTimeAsync(100);
  await session.close();
  expect(await left).toBe("CONNECTION_LOST");
  expect(vi.getTimerCount()).toBe(0);
});

test("progress is told to nobody who has stopped waiting", async () => {
  const session = await slowly("vms=10");
  const { snapshots } = capabilities(session);
  const call = snapshots.createSnapshot(WEB_02, "now", MUTATION);
  await vi.advanceTimersByTimeAsync(50);
  const patience = new AbortController();
  const percents: number[] = [];
  const ended = outcome(
    session.ended(await call, { signal: patience.signal, onProgress: (percent) => percents.push(percent) }),
  );
  await vi.advanceTimersByTimeAsync(60);
  patience.abort();
  expect(await ended).toBe("GAVE_UP_WAITING");
  await vi.advanceTimersByTimeAsync(500);
  expect(percents).toEqual([33]);
});
