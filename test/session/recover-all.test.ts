import { afterEach, expect, test, vi } from "vitest";
import { failure } from "#domain/errors.js";
import type { PastTask } from "#providers/history.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { away, begun, CLOCK_OFFSET, loggedIn, recovered } from "./left-behind.js";

/** After every intent of the tests. */
const LATER = Date.UTC(2100, 0);

const DONE: PastTask = { id: "task-7", queuedAt: LATER, state: "success", failed: null, made: null };
const FAILED: PastTask = {
  id: "task-7",
  queuedAt: LATER,
  state: "error",
  failed: { fault: "InvalidState", message: "not now", cancelled: false },
  made: null,
};
const RUNS: PastTask = { id: "task-7", queuedAt: LATER, state: "running", failed: null, made: null };
const OTHER: PastTask = { id: "task-8", queuedAt: LATER, state: "success", failed: null, made: null };

/** The server, whose machine runs, and the tasks it remembers. */
function serverWith(...tasks: PastTask[]): FakeProvider {
  const provider = new FakeProvider();
  provider.tasks = tasks;
  provider.machine = facts({ power: "on" });
  return provider;
}

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  { history: "no task", tasks: [], RST: { status: "UNKNOWN", code: "NO_TASK_FOUND" } },
  { history: "one that succeeded", tasks: [DONE], RST: { status: "OK", code: "TASK_FOUND" }, task: "task-7" },
  { history: "one that failed", tasks: [FAILED], RST: { status: "NG", code: "TASK_FAILED" }, task: "task-7" },
  {
    history: "one that runs",
    tasks: [RUNS],
    RST: { status: "OK", code: "TASK_FOUND" },
    task: "task-7",
    settles: true,
  },
  { history: "two tasks", tasks: [DONE, OTHER], RST: { status: "UNKNOWN", code: "SEVERAL_TASKS_FOUND" } },
])("the history has $history", async ({ tasks, RST, task, settles = false }) => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const { entry: intent } = begun(gone);
  const provider = serverWith(...tasks);

  const [entry, ...more] = await recovered(desk, provider);
  expect(more).toEqual([]);
  const { STR, BEF, ask } = intent;
  expect(entry).toMatchObject({ phase: "recovery", ref: intent.id, OPR: "StartVM", STR, BEF, ask, RST });
  expect(entry).toMatchObject({ AFT: { name: "web-01", power: "on" }, USR: { session: desk.session } });
  expect(entry?.task).toBe(task);
  expect(provider.calls).toEqual(["history", ...(settles ? ["history", "ended"] : []), "read"]);
  expect(await recovered(desk, provider)).toEqual([]);
});

test.each([
  { power: "on", shows: "The machine is now as it was to be, by whomever." },
  { power: "off", shows: "The machine is not, or not any more, as it was to be." },
] as const)(
  "a server without a history tells what shows, $power, and that decides nothing",
  async ({ power, shows }) => {
    using gone = loggedIn(new Desk());
    using desk = new Desk({ beside: gone });
    begun(gone);
    const provider = serverWith();
    provider.machine = facts({ power });
    Object.defineProperty(provider, "history", { value: undefined });
    const [entry] = await recovered(desk, provider);
    expect(entry).toMatchObject({ AFT: { power }, RST: { status: "UNKNOWN", code: "NO_HISTORY" } });
    expect(entry?.RST?.message).toBe(
      `Its writer ended before the answer came, and this server keeps no record of calls that could be asked. ${shows}`,
    );
  },
);

test.each([
  ["CONNECTION_LOST", "Its answer was lost"],
  ["REPLY_INVALID", "Its answer could not be read"],
  ["SERVER_UNSURE", "The server answered that it does not know itself"],
  ["GAVE_UP_WAITING", "Its end was not waited for"],
  ["INTERNAL", "What became of it was not heard"],
] as const)(
  "a server without a history: of an outcome with %s it is said why nobody knows",
  async (code, why) => {
    using gone = loggedIn(new Desk());
    using desk = new Desk({ beside: gone });
    const result = { status: "UNKNOWN", code } as const;
    gone.trail.outcome(begun(gone), { before: {}, after: {}, result });
    const provider = serverWith();
    Object.defineProperty(provider, "history", { value: undefined });
    const [entry] = await recovered(desk, provider);
    expect(entry?.RST?.message).toMatch(new RegExp(`^${why}, and this server keeps no record of calls`));
  },
);

test("a machine that stands still has not been suspended: its memory is in no file", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, "suspend web-01", "SuspendVM");
  const provider = serverWith();
  provider.machine = facts({ power: "suspended", paused: true });
  Object.defineProperty(provider, "history", { value: undefined });
  const [entry] = await recovered(desk, provider);
  expect(entry).toMatchObject({ AFT: { power: "suspended", paused: true }, RST: { status: "UNKNOWN" } });
  expect(entry?.RST?.message).toContain("not saved, and is lost when the host goes down");
});

test("it looks for the login's name, and by the server's clock", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const { entry } = begun(gone, "cpu web-01 4", "ModifyCPU");
  const provider = new FakeProvider();
  await recovered(desk, provider);
  const [query] = provider.queries;
  expect(query).toMatchObject({ target: "vm-42", kind: "reconfigure", user: "DOMAIN\\operator" });
  const sent = Date.parse(entry.STR) + CLOCK_OFFSET;
  expect(query!.since).toBeLessThan(sent);
  expect(query!.until).toBeGreaterThan(sent);
});

test("a target that is gone leaves AFT empty", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone);
  const provider = serverWith(DONE);
  provider.twists.read = failure("TARGET_UNKNOWN", { text: "@vm-42", nearest: [] });
  expect(await recovered(desk, provider)).toMatchObject([{ RST: { status: "OK" }, AFT: {} }]);
});

test.each(["history", "read", "ended"])(
  "%s fails: it stays open, and the next Login tries again",
  async (call) => {
    using gone = loggedIn(new Desk());
    using desk = new Desk({ beside: gone });
    begun(gone);
    const provider = serverWith(call === "ended" ? RUNS : DONE);
    provider.twists[call] = away;
    expect(await recovered(desk, provider)).toEqual([]);
    delete provider.twists[call];
    expect(await recovered(desk, provider)).toMatchObject([{ RST: { status: "OK" } }]);
  },
);

test("a defect of ours is not taken for an answer", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone);
  const provider = new FakeProvider();
  provider.twists.history = new TypeError("x is not a function");
  await expect(recovered(desk, provider)).rejects.toThrow("x is not a function");
  expect(desk.entries().map(({ phase }) => phase)).not.toContain("recovery");
});

test("what does not say what was asked is not traceable", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, "frobnicate web-01");
  begun(gone, "stop web-01", "StartVM");
  const provider = new FakeProvider();
  const entries = await recovered(desk, provider);
  expect(entries.map(({ RST }) => `${RST?.status} ${RST?.code}`)).toEqual([
    "UNKNOWN NOT_TRACEABLE",
    "UNKNOWN NOT_TRACEABLE",
  ]);
  expect(provider.calls).toEqual([]);
});

test("a writer that lives keeps its intents, here and at other endpoints", async () => {
  using alive = loggedIn(new Desk());
  using elsewhere = loggedIn(new Desk({ beside: alive, endpoint: "vsphere://vc2.example" }));
  using desk = new Desk({ beside: alive });
  const lock = alive.journal.holdSession(alive.session);
  begun(alive);
  begun(elsewhere);
  const provider = serverWith(DONE);
  expect(await recovered(desk, provider)).toEqual([]);
  expect(provider.calls).toEqual([]);
  lock.release();
  expect(await recovered(desk, provider)).toMatchObject([{ HST: { endpoint: "vsphere://vc1.example" } }]);
});

test("a writer that records the outcome and ends while others are looked up has said it", async () => {
  using gone = loggedIn(new Desk());
  using alive = loggedIn(new Desk({ beside: gone }));
  using desk = new Desk({ beside: gone });
  const first = begun(gone, "cpu web-01 4", "ModifyCPU");
  const second = begun(alive);
  const lock = alive.journal.holdSession(alive.session);
  const provider = new FakeProvider();
  provider.twists.history = () => {
    alive.trail.outcome(second, { before: {}, after: {}, result: { status: "OK" }, task: "task-9" });
    lock.release();
    delete provider.twists.history;
  };
  expect((await recovered(desk, provider)).map(({ ref }) => ref)).toEqual([first.entry.id]);
});

test("what another process says while it is looked up is not said again", async () => {
  using gone = loggedIn(new Desk());
  using other = new Desk({ beside: gone });
  using desk = new Desk({ beside: gone });
  const { entry } = begun(gone);
  const provider = new FakeProvider();
  provider.twists.history = () => {
    other.trail.recovery(entry, { before: {}, after: {}, result: { status: "UNKNOWN" } });
  };
  expect(await recovered(desk, provider)).toEqual([]);
  expect(desk.entries().filter(({ phase }) => phase === "recovery")).toHaveLength(1);
});

test("an operator who gives up leaves the rest for the next Login", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone);
  const provider = new FakeProvider();
  expect(await recovered(desk, provider, AbortSignal.abort())).toEqual([]);
  expect(provider.calls).toEqual([]);
});

test("a task that an entry names is that intent's", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const earlier = begun(gone);
  gone.trail.outcome(earlier, { before: {}, after: {}, result: { status: "OK" }, task: DONE.id });
  begun(gone);
  const provider = serverWith(DONE);
  expect(await recovered(desk, provider)).toMatchObject([
    { RST: { status: "UNKNOWN", code: "NO_TASK_FOUND" } },
  ]);
});

test("the outcome UNKNOWN names the task: whatever else there is, it is that one", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const lost = begun(gone);
  gone.trail.outcome(lost, { before: {}, after: {}, result: { status: "UNKNOWN" }, task: DONE.id });
  const provider = serverWith(OTHER, DONE);
  const [entry] = await recovered(desk, provider);
  expect(entry).toMatchObject({ ref: lost.entry.id, RST: { status: "OK" }, task: DONE.id });
});

test("one task and two intents that it fits: neither has it", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone, "cpu web-01 4", "ModifyCPU");
  begun(gone, "memory web-01 8GiB", "ModifyMemory");
  const provider = serverWith(DONE);
  const codes = (await recovered(desk, provider)).map(({ RST }) => RST?.code);
  expect(codes).toEqual(["SEVERAL_INTENTS_FIT", "SEVERAL_INTENTS_FIT"]);
});

test("an intent that stayed UNKNOWN may still have caused a task that shows up later", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone);
  const provider = new FakeProvider();
  expect(await recovered(desk, provider)).toMatchObject([{ RST: { code: "NO_TASK_FOUND" } }]);
  begun(gone);
  provider.tasks = [DONE];
  expect(await recovered(desk, provider)).toMatchObject([{ RST: { code: "SEVERAL_INTENTS_FIT" } }]);
});

test.each(["NG", "REFUSED"] as const)("an intent that ended %s has caused nothing", async (status) => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  gone.trail.outcome(begun(gone), { before: {}, after: {}, result: { status } });
  begun(gone);
  const provider = serverWith(DONE);
  expect(await recovered(desk, provider)).toMatchObject([{ RST: { code: "TASK_FOUND" } }]);
});

test("intents of another kind, and of another day, are no rivals", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 86_400_000 });
  begun(gone, "stop web-01", "StopVM");
  const { entry: yesterday } = begun(gone);
  vi.useRealTimers();
  begun(gone, "cpu web-01 4", "ModifyCPU");
  const { entry: today } = begun(gone);
  const provider = serverWith();
  provider.twists.history = () => {
    const { kind, since } = provider.queries.at(-1)!;
    const isTodays = kind === "powerOn" && since > Date.parse(yesterday.STR) + 3_600_000;
    provider.tasks = isTodays ? [DONE] : [];
  };
  const found = (await recovered(desk, provider)).filter(({ RST }) => RST?.code === "TASK_FOUND");
  expect(found.map(({ ref }) => ref)).toEqual([today.id]);
});

test("a task that succeeded, on a machine that does not show it, may be another's", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone);
  const provider = serverWith(DONE);
  provider.machine = facts({ power: "off" });
  const RST = { status: "UNKNOWN", code: "TASK_UNCERTAIN" };
  expect(await recovered(desk, provider)).toMatchObject([{ RST, AFT: { power: "off" } }]);
});

test("a task that failed well before the intent may be somebody else's", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  begun(gone);
  const provider = serverWith({ ...FAILED, queuedAt: 0 });
  expect(await recovered(desk, provider)).toMatchObject([
    { RST: { status: "UNKNOWN", code: "TASK_UNCERTAIN" } },
  ]);
});
