import { expect, test, vi } from "vitest";
import { Changes } from "#console/store/changes.js";
import { DetailsModel, type MachineDetails } from "#console/store/details-model.js";
import { JobsModel } from "#console/store/jobs-model.js";
import { JournalModel } from "#console/store/journal-model.js";
import { failure } from "#domain/errors.js";
import type { Link } from "#session/fleet/link.js";
import type { Plan } from "#session/plan.js";
import { entry, OK, operation } from "../entries.js";
import { FakeConsole, FakeLink } from "../fake-console.js";

test("an entry is of the connection by its own login, where one endpoint is there by two", () => {
  const console = new FakeConsole();
  const { endpoints } = console.store;
  const audits = Object.assign(new FakeLink(null, "audits", "sim:"), { user: "auditor" });
  endpoints.fleet.add(audits as unknown as Link);
  const by = (name: string) => entry(1, { USR: { ...entry(1).USR, name } });
  expect(endpoints.linkOf(by("operator"))?.name).toBe("sim");
  expect(endpoints.linkOf(by("auditor"))?.name).toBe("audits");
  // Of a login that is not there: what it is about is seen by any other.
  expect(endpoints.linkOf(by("left"))?.name).toBe("sim");
});

const planOf = (id: string) => ({ at: "sim", target: { id } }) as Plan;

test("jobs are busy until the last has ended, and say so to who waits", async () => {
  const model = new JobsModel();
  await model.idle();
  const [first, second] = [model.begin("start web-01", 1), model.begin("stop web-02", 1)];
  let idle = false;
  const waiting = model.idle().then(() => {
    idle = true;
  });
  model.end(first);
  await Promise.resolve();
  expect(idle).toBe(false);
  model.end(second);
  await waiting;
  expect(model).toMatchObject({ busy: false, jobs: [] });
});

test("to cancel all asks each job to stop; to give up is something else", () => {
  const model = new JobsModel();
  const [first, second] = [model.begin("start web-01", 1), model.begin("stop web-02", 1)];
  model.cancelAll();
  expect([first, second].map(({ stop, giveUp }) => [stop.signal.aborted, giveUp.signal.aborted])).toEqual([
    [true, false],
    [true, false],
  ]);
  model.giveUpAll();
  expect(first.giveUp.signal.aborted && second.giveUp.signal.aborted).toBe(true);
});

test("what runs on a machine is told, and not what runs on others", () => {
  const model = new JobsModel();
  const plan = planOf("vm-1");
  model.begin("start web-*", 2).running.set(plan, { begun: 0, percent: null });
  model.begin("stop db-01", 1).running.set(planOf("vm-2"), { begun: 0, percent: 50 });
  expect(model.runningOn("vm-1", "sim")).toEqual([plan]);
  expect(model.runningOn("vm-3", "sim")).toEqual([]);
});

test("a journal is named to another program where that would read another one", () => {
  expect(new JournalModel("SHA256:key", "/state/journal", "/state/../state/journal").named).toBeNull();
  expect(new JournalModel("SHA256:key", "/state/simulator/1", "/state/journal").named).toBe(
    "/state/simulator/1",
  );
});

test("the journal's header counts intents that are open, and those whose outcome is unknown", () => {
  const model = new JournalModel("SHA256:key", "/journal");
  const add = (...entries: readonly Parameters<JournalModel["add"]>[0][]) =>
    entries.map((each) => model.add(each));
  const [asked, answered] = operation(1, OK);
  add(asked);
  expect(model).toMatchObject({ last: 1, open: 1 });
  add(answered);
  expect(model).toMatchObject({ last: 2, open: 0 });
  const [lost, unknown] = operation(3, { status: "UNKNOWN" });
  add(lost, unknown);
  expect(model.open).toBe(1);
  add(entry(5, { phase: "recovery", ref: lost.id, RST: OK }));
  expect(model).toMatchObject({ last: 5, open: 0 });
});

test("an entry that is known already changes nothing", () => {
  const model = new JournalModel("SHA256:key", "/journal");
  const [asked, answered] = operation(1, OK);
  expect([asked, answered, asked, answered].map((each) => model.add(each))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(model.open).toBe(0);
});

test("an answer about a machine that is looked at no more is dropped", () => {
  const model = new DetailsModel();
  const details = {} as MachineDetails;
  model.turnTo("vm-1");
  model.turnTo("vm-2");
  model.learn("vm-1", details);
  expect(model.details).toBeNull();
  model.learn("vm-2", details);
  model.learn("vm-2", failure("SESSION_ENDED", {}));
  // What was known stays, beside why it could not be read again.
  expect(model).toMatchObject({ details, problem: { code: "SESSION_ENDED" } });
  model.turnTo("vm-3");
  expect(model).toMatchObject({ details: null, problem: null });
});

test("what arrives by itself is told of once for many; what the operator does at once", () => {
  vi.useFakeTimers();
  try {
    const changes = new Changes();
    const told = vi.fn();
    changes.subscribe(told);
    for (let update = 0; update < 1000; update += 1) changes.soon();
    expect(told).not.toHaveBeenCalled();
    changes.now();
    vi.advanceTimersByTime(1000);
    expect(told).toHaveBeenCalledTimes(1);
    changes.soon();
    vi.advanceTimersByTime(1000);
    expect(told).toHaveBeenCalledTimes(2);
    changes.soon();
    changes.close();
    vi.advanceTimersByTime(1000);
    expect(told).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test("nothing may be changed without a session, nor once the journal has failed", () => {
  const console = new FakeConsole();
  const { store } = console;
  const why = () => store.whyUnchanged(store.endpoints.primary);
  expect(why()).toBe("connecting");
  console.link.state = "open";
  expect(why()).toBeNull();
  console.lose();
  expect(why()).toBe("lost");
  console.link.state = "ended";
  expect(why()).toBe("ended");
  store.journal.fail();
  expect(why()).toBe("journal");
});

test("the pane that had the keys last stays lit while a line is typed", () => {
  const { store } = new FakeConsole();
  store.focusOn("audit");
  store.focusOn("line");
  expect(store).toMatchObject({ focus: "line", pane: "audit" });
});
