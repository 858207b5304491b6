import { afterEach, expect, test, vi } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { verifyJournal } from "#journal/verify.js";
import type { PastTask } from "#providers/history.js";
import { estate, machine } from "../inventory/estate.js";
import { FAST } from "./cadences.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { away } from "./left-behind.js";
import { met } from "./met.js";
import { opened, steps } from "./opened.js";

const web: TargetExpression = { by: "name", text: "web-01", glob: false };
const start = { request: { name: "StartVM" }, ask: "start web-01", yes: false } as const;

afterEach(() => void vi.useRealTimers());

/** A session in which the network has died under a `start`: the server has done it, and nobody has heard. */
class Cut implements Disposable {
  readonly desk = new Desk();
  readonly provider = new FakeProvider();
  readonly told: Entry[] = [];
  readonly session;

  constructor() {
    this.session = opened(this.desk, this.provider, {
      cadence: FAST,
      onEntry: (entry) => this.told.push(entry),
    });
  }

  show(): void {
    const objects = estate(machine("vm-42", "web-01")).objects();
    this.provider.listeners!.onUpdates(objects.map((object) => ({ change: "enter", object })));
  }

  async start(): Promise<void> {
    const { provider } = this;
    const session = await this.session;
    this.show();
    provider.twists.run = () => {
      provider.machine = { ...provider.machine!, power: "on" };
      throw away;
    };
    for (const call of ["history", "ping"]) provider.twists[call] = away;
    await session.operate(web, start, { report: () => undefined });
    await met(() => session.isInterrupted);
  }

  /** The network is there again. */
  async restore(): Promise<void> {
    for (const call of ["history", "ping"]) delete this.provider.twists[call];
    const session = await this.session;
    await met(() => !session.isInterrupted);
  }

  task(changes: Partial<PastTask> = {}): PastTask {
    return { id: "task-7", queuedAt: Date.now(), state: "success", failed: null, made: null, ...changes };
  }

  recoveries(): Entry[] {
    return this.desk.entries().filter(({ phase }) => phase === "recovery");
  }

  [Symbol.dispose](): void {
    this.desk[Symbol.dispose]();
  }
}

test("once the way is there again, what had become of a call is found out and told", async () => {
  using cut = new Cut();
  await cut.start();
  cut.provider.tasks = [cut.task()];
  await cut.restore();
  await met(() => cut.recoveries().length === 1);
  const [recovery] = cut.recoveries();
  expect(recovery).toMatchObject({
    OPR: "StartVM",
    RST: { status: "OK", code: "TASK_FOUND" },
    task: "task-7",
  });
  expect(cut.told).toContainEqual(recovery);
  await (await cut.session).logout();
  expect(steps(cut.desk.entries().slice(2))).toEqual([
    "intent StartVM",
    "outcome StartVM UNKNOWN CONNECTION_LOST",
    "session ConnectionLost NG CONNECTION_LOST",
    "session ConnectionRestored OK",
    "recovery StartVM OK TASK_FOUND",
    "intent Logout",
    "outcome Logout OK",
  ]);
  expect(await verifyJournal(cut.desk.directory)).toMatchObject({ fault: null, unresolved: [] });
});

test("a call that the network held up arrives later: it is looked for again, and then no more", async () => {
  using cut = new Cut();
  await cut.start();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  await cut.restore();
  await vi.waitFor(() => expect(cut.provider.queries.length).toBeGreaterThan(1));
  expect(cut.recoveries()).toEqual([]);
  cut.provider.tasks = [cut.task()];
  await vi.advanceTimersByTimeAsync(30_000);
  await vi.waitFor(() => expect(cut.recoveries()).toHaveLength(1));
  const asked = cut.provider.queries.length;
  await vi.advanceTimersByTimeAsync(200_000);
  expect(cut.provider.queries).toHaveLength(asked);
  await (await cut.session).logout();
  expect(cut.recoveries()).toHaveLength(1);
});

test("what is not certain is left for the next Login", async () => {
  using cut = new Cut();
  await cut.start();
  await cut.restore();
  await met(() => cut.provider.queries.length > 1);
  await (await cut.session).logout();
  expect(cut.recoveries()).toEqual([]);
  expect(await verifyJournal(cut.desk.directory)).toMatchObject({ fault: null, unresolved: [{}] });
});

test("a Logout does not wait for a task that still runs, whose call nobody waits for any more", async () => {
  using cut = new Cut();
  await cut.start();
  cut.provider.tasks = [cut.task({ state: "running" })];
  cut.provider.twists.ended = () => new Promise(() => undefined);
  await cut.restore();
  await met(() => cut.provider.calls.includes("ended"));
  expect(await (await cut.session).logout()).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
  expect(cut.recoveries()).toEqual([]);
});

test("one that leaves looks for nothing any more, though the way comes back while it waits", async () => {
  using cut = new Cut();
  const session = await cut.session;
  const task = Promise.withResolvers<void>();
  cut.provider.twists.settle = () => task.promise;
  cut.show();
  const waited = session.operate(web, start, { report: () => undefined });
  await met(() => cut.provider.calls.includes("settle"));
  cut.provider.machine = { ...cut.provider.machine!, power: "off" };
  await cut.start();
  const logout = session.logout();
  const asked = cut.provider.queries.length;
  await cut.restore();
  const pings = () => cut.provider.calls.filter((call) => call === "ping").length;
  const answered = pings();
  await met(() => pings() > answered + 5);
  task.resolve();
  await Promise.all([waited, logout]);
  expect(cut.provider.queries).toHaveLength(asked);
});

test("the look right after the call and the one when the way is back both find it: it is said once", async () => {
  using cut = new Cut();
  const session = await cut.session;
  const { provider } = cut;
  cut.show();
  const answer = Promise.withResolvers<void>();
  provider.twists.history = () => answer.promise;
  provider.twists.run = () => {
    provider.machine = { ...provider.machine!, power: "on" };
    provider.twists.ping = away;
    throw away;
  };
  const operated = session.operate(web, start, { report: () => undefined });
  await met(() => session.isInterrupted && provider.queries.length === 1);
  delete provider.twists.ping;
  await met(() => provider.queries.length === 2);
  provider.tasks = [cut.task()];
  answer.resolve();
  await operated;
  await session.logout();
  expect(cut.recoveries()).toMatchObject([{ RST: { status: "OK", code: "TASK_FOUND" } }]);
});

test("a task that still runs does not keep from the operator what became of another call", async () => {
  using cut = new Cut();
  const session = await cut.session;
  const { provider } = cut;
  cut.show();
  for (const call of ["run", "history"]) provider.twists[call] = away;
  await session.operate(web, start, { report: () => undefined });
  const cpu = { request: { name: "ModifyCPU", cpus: 4 }, ask: "cpu web-01 4", yes: false } as const;
  await session.operate(web, cpu, { report: () => undefined });
  provider.twists.ping = away;
  await met(() => session.isInterrupted);
  provider.machine = { ...provider.machine!, power: "on", cpus: 4 };
  provider.history.tasksOf = async ({ kind }) => [
    kind === "powerOn" ? cut.task({ state: "running" }) : cut.task({ id: "task-8" }),
  ];
  provider.twists.ended = () => new Promise(() => undefined);
  await cut.restore();
  await met(() => cut.recoveries().length === 1);
  expect(cut.recoveries()).toMatchObject([{ OPR: "ModifyCPU", RST: { status: "OK" }, task: "task-8" }]);
  await session.logout();
});
