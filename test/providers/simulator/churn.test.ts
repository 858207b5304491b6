import { afterEach, expect, test, vi } from "vitest";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { madeUp } from "#providers/simulator/beginning.js";
import { Churn } from "#providers/simulator/churn.js";
import { EventLog } from "#providers/simulator/events.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { World } from "#providers/simulator/world.js";
import { open, optionsOf } from "./open.js";

afterEach(() => {
  vi.useRealTimers();
});

/** What the other client did in a world, in order. */
function churned(changes: number, { vms = 200, seed = 1 } = {}) {
  const world = new World(madeUp(vms, seed));
  const before = world.machines();
  const events = new EventLog();
  const updates: InventoryUpdate[] = [];
  world.watch((update) => updates.push(update));
  const churn = new Churn(world, events, seed);
  for (let made = 0; made < changes; made++) churn.change();
  return { world, before, updates, events: events.latest(null, changes) };
}

const factsOf = (updates: readonly InventoryUpdate[]) =>
  updates.map((update) =>
    update.change === "modify" ? Object.keys(update.facts).sort().join(" ") : update.change,
  );

test("the same seed makes the same changes in the same order, another seed others", () => {
  const { updates } = churned(300, { seed: 5 });
  expect(churned(300, { seed: 5 }).updates).toEqual(updates);
  expect(churned(300, { seed: 6 }).updates).not.toEqual(updates);
});

test("each change is one update: an address, the power, the CPUs of a machine", () => {
  const { updates } = churned(1000);
  expect(updates).toHaveLength(1000);
  // A machine without an address has none to show when it starts.
  expect(new Set(factsOf(updates))).toEqual(new Set(["ip", "ip power", "power", "cpus"]));
  expect(factsOf(updates).filter((facts) => facts === "ip").length).toBeGreaterThan(500);
});

test("templates, and machines out of reach, are left as they are", () => {
  const { world, before, updates } = churned(3000);
  const left = before.filter(({ template, reachable }) => template || !reachable);
  expect(left.length).toBeGreaterThan(1);
  for (const one of left) expect(world.machine(one.id)).toEqual(one);
  expect(new Set(updates.map((update) => "id" in update && update.id)).size).toBeGreaterThan(100);
});

test("CPUs of a machine that runs change only where it can add them", () => {
  const { before, updates } = churned(3000);
  const unable = before.filter((one) => !one.cpuHotAdd && !one.cpuHotRemove && one.power === "on");
  const power = new Map(unable.map(({ id }) => [id, "on"]));
  for (const update of updates) {
    if (update.change !== "modify" || !power.has(update.id)) continue;
    const facts = update.facts as Partial<VirtualMachine>;
    if (facts.power !== undefined) power.set(update.id, facts.power);
    if (facts.cpus !== undefined) expect(power.get(update.id)).not.toBe("on");
  }
});

test("the server has events of it, as of somebody else's work", () => {
  const { events, updates } = churned(1000);
  expect(new Set(events.map(({ user }) => user))).toEqual(new Set(["automation"]));
  expect(new Set(events.map(({ what }) => what))).toEqual(
    new Set(["VmPoweredOnEvent", "VmPoweredOffEvent", "VmReconfiguredEvent"]),
  );
  expect(events).toHaveLength(factsOf(updates).filter((facts) => facts !== "ip").length);
});

/** The clock stands still until a test moves it. */
function byFakeClock(): void {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
}

test("a session sees so many changes a second by itself, until the server stops", async () => {
  byFakeClock();
  const server = startServer(optionsOf("vms=20&churn=400"));
  const session = await logIn(server, "operator");
  let seen = 0;
  await session.feed.start({
    onUpdates(batch) {
      seen += batch.filter(({ change }) => change === "modify").length;
    },
    onInterrupted: () => undefined,
    onLost: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toBe(400);
  await vi.advanceTimersByTimeAsync(500);
  expect(seen).toBe(600);
  server.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toBe(600);
  expect(vi.getTimerCount()).toBe(0);
});

test("few changes a second come as seldom", async () => {
  byFakeClock();
  const server = startServer(optionsOf("vms=20&churn=1"));
  const told = vi.fn();
  server.world.watch(told);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveBeenCalledTimes(10);
  server.stop();
});

test("without it nothing is at work", async () => {
  byFakeClock();
  const session = await open("vms=20");
  expect(vi.getTimerCount()).toBe(0);
  await session.close();
});

test("it ends with the session that the server is for, and with a login that is refused", async () => {
  byFakeClock();
  const session = await open("vms=20&churn=100");
  expect(vi.getTimerCount()).toBe(1);
  await session.close();
  expect(vi.getTimerCount()).toBe(0);
  await expect(open("vms=20&churn=100&faults=login:refuse")).rejects.toThrow();
  expect(vi.getTimerCount()).toBe(0);
});

test("it keeps no process alive", () => {
  const timers = () => process.getActiveResourcesInfo().filter((what) => what === "Timeout").length;
  const before = timers();
  const server = startServer(optionsOf("vms=20&churn=10000"));
  expect(timers()).toBe(before);
  server.stop();
});

test("an address that changes does not make a plan for the machine stale", () => {
  const { world, before, updates } = churned(50, { vms: 10 });
  const readdressed = before.filter(({ id }) => {
    const own = updates.filter((update) => "id" in update && update.id === id);
    return own.length > 0 && factsOf(own).every((facts) => facts === "ip");
  });
  expect(readdressed.length).toBeGreaterThan(0);
  for (const { id, address, changeVersion } of readdressed) {
    expect(world.machine(id)?.address).not.toBe(address);
    expect(world.machine(id)?.changeVersion).toBe(changeVersion);
  }
});
