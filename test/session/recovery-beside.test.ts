import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import type { PastTask } from "#providers/history.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { begun, loggedIn } from "./left-behind.js";
import { met } from "./met.js";
import { opened, steps } from "./opened.js";

/** After every intent of the tests. */
const LATER = Date.UTC(2100, 0);
const RUNS: PastTask = { id: "task-7", queuedAt: LATER, state: "running", failed: null, made: null };

/** A session was killed while its task ran on; the next Login comes while it still does. */
class LongTask implements Disposable {
  readonly gone = loggedIn(new Desk());
  readonly desk = new Desk({ beside: this.gone });
  readonly provider = new FakeProvider();
  readonly told: Entry[] = [];
  readonly #end = Promise.withResolvers<void>();
  readonly #wanted = new AbortController();

  constructor() {
    begun(this.gone);
    this.provider.tasks = [RUNS];
    this.provider.machine = facts({ power: "on" });
    this.provider.twists.ended = () => this.#end.promise;
  }

  logIn() {
    return opened(this.desk, this.provider, {
      onEntry: (entry) => this.told.push(entry),
      lastsUntil: this.#wanted.signal,
    });
  }

  endTask(): void {
    this.#end.resolve();
  }

  /** The console does not want the session any more. */
  leave(): void {
    this.#wanted.abort();
  }

  recoveries(): Entry[] {
    return this.desk.entries().filter(({ phase }) => phase === "recovery");
  }

  [Symbol.dispose](): void {
    this.desk[Symbol.dispose]();
    this.gone[Symbol.dispose]();
  }
}

test("a session that lasts is there while a task of an earlier one still runs, and says how that ends", async () => {
  using long = new LongTask();
  const session = await long.logIn();
  await met(() => long.provider.calls.includes("ended"));
  expect(long.recoveries()).toEqual([]);
  long.endTask();
  await met(() => long.recoveries().length === 1);
  expect(long.recoveries()).toMatchObject([{ OPR: "StartVM", RST: { status: "OK" }, task: "task-7" }]);
  expect(long.told).toContainEqual(long.recoveries()[0]);
  await session.logout();
});

test("its Logout does not wait for that task, which is left for the next Login", async () => {
  using long = new LongTask();
  const session = await long.logIn();
  await met(() => long.provider.calls.includes("ended"));
  expect(await session.logout()).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
  long.endTask();
  expect(long.recoveries()).toEqual([]);

  using next = new Desk({ beside: long.desk });
  const again = await opened(next, long.provider);
  await again.logout();
  expect(long.recoveries()).toMatchObject([{ RST: { status: "OK", code: "TASK_FOUND" } }]);
});

test("what has ended is said before a session that lasts is there, whatever else still runs", async () => {
  using long = new LongTask();
  const { entry: other } = begun(long.gone, "cpu web-01 4", "ModifyCPU");
  long.provider.history.tasksOf = async (query) => (query.kind === "powerOn" ? [RUNS] : []);
  const session = await long.logIn();
  expect(long.recoveries()).toMatchObject([{ ref: other.id, RST: { code: "NO_TASK_FOUND" } }]);
  await session.logout();
});

test("a console that leaves during the Login waits for nothing that could be found out", async () => {
  using long = new LongTask();
  const asked = Promise.withResolvers<void>();
  long.provider.twists.history = () => {
    long.leave();
    return asked.promise;
  };
  begun(long.gone, "cpu web-01 4", "ModifyCPU");
  const opening = long.logIn();
  await met(() => long.provider.queries.length === 1);
  asked.resolve();
  const session = await opening;
  expect(long.provider.queries.map(({ kind }) => kind)).not.toContain("reconfigure");
  await session.logout();
  expect(steps(long.desk.entries()).slice(-2)).toEqual(["intent Logout", "outcome Logout OK"]);
});

test("each of several tasks that still run is spoken of as it ends", async () => {
  using long = new LongTask();
  const { entry: other } = begun(long.gone, "cpu web-01 4", "ModifyCPU");
  const second: PastTask = { ...RUNS, id: "task-8" };
  long.provider.history.tasksOf = async ({ kind }) => (kind === "powerOn" ? [RUNS] : [second]);
  const ended = long.provider.ended.bind(long.provider);
  long.provider.ended = (task, patience) =>
    task.id === second.id ? Promise.resolve({ failed: null, made: null }) : ended(task, patience);
  long.provider.machine = facts({ power: "on", cpus: 4 });
  const session = await long.logIn();
  await met(() => long.recoveries().length === 1);
  expect(long.recoveries()).toMatchObject([{ ref: other.id, RST: { status: "OK" }, task: "task-8" }]);
  await session.logout();
});
