import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { perform } from "#session/funnel.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { planned } from "./planned.js";

const MOVE = {
  name: "MoveVM",
  host: { by: "name", text: "esx-02.example", glob: false },
  datastore: null,
  folder: null,
} as const;
const CANCELLED = { fault: "RequestCanceled", message: "canceled", cancelled: true };

/** A move under way, during which the operator asks to stop. */
async function stoppedMove(provider: FakeProvider) {
  using desk = new Desk();
  const stopping = new AbortController();
  provider.twists.settle = () => stopping.abort();
  const plan = await planned(provider, MOVE);
  const parts = funnelOn(desk, provider);
  return await perform(parts, plan, { stopping: stopping.signal });
}

test("asked to stop: the server is asked once to cancel the task, and ends it", async () => {
  const provider = new FakeProvider();
  provider.failed = CANCELLED;
  const { outcome, error } = await stoppedMove(provider);
  expect(provider.calls).toEqual(["run", "settle", "cancel"]);
  expect(provider.sent.at(-1)).toBe("task-1");
  expect(outcome).toMatchObject({
    RST: { status: "NG", code: "CANCELLED", fault: "RequestCanceled" },
    AFT: { host: "esx-01.example" },
    task: "task-1",
  });
  expect(error?.code).toBe("CANCELLED");
});

test("asked to stop, and the server sees it through: OK, and that it was asked", async () => {
  const { outcome } = await stoppedMove(new FakeProvider());
  expect(outcome).toMatchObject({
    RST: { status: "OK", code: "NOT_CANCELLED" },
    AFT: { host: "esx-02.example" },
  });
});

test.each([
  failure("SERVER_FAULT", { fault: "NotSupported", message: "no" }),
  failure("CONNECTION_LOST", { cause: "reset" }),
])("asking fails (%s): the task is waited for all the same", async (error) => {
  const provider = new FakeProvider();
  provider.twists.cancel = error;
  expect((await stoppedMove(provider)).outcome.RST).toMatchObject({ status: "OK", code: "NOT_CANCELLED" });
});

test("asked to stop while the call was under way: the task is cancelled as soon as it has a name", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const stopping = new AbortController();
  provider.twists.run = () => stopping.abort();
  const parts = funnelOn(desk, provider);
  await perform(parts, await planned(provider, MOVE), { stopping: stopping.signal });
  expect(provider.calls).toEqual(["run", "cancel", "settle"]);
});

test("somebody else's cancelling is a task that failed", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.failed = CANCELLED;
  const parts = funnelOn(desk, provider);
  const { outcome } = await perform(parts, await planned(provider, MOVE));
  expect(outcome.RST).toMatchObject({ status: "NG", code: "TASK_FAILED", fault: "RequestCanceled" });
  expect(provider.calls).toEqual(["run", "settle"]);
});

test("stopping once an operation is over asks nothing of the server", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const stopping = new AbortController();
  const parts = funnelOn(desk, provider);
  await perform(parts, await planned(provider, MOVE), { stopping: stopping.signal });
  stopping.abort();
  expect(provider.calls).not.toContain("cancel");
});

test("giving up leaves it UNKNOWN, with its task's name", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.twists.settle = failure("GAVE_UP_WAITING", {});
  const parts = funnelOn(desk, provider);
  const { outcome } = await perform(parts, await planned(provider, MOVE));
  expect(outcome).toMatchObject({
    RST: { status: "UNKNOWN", code: "GAVE_UP_WAITING" },
    AFT: {},
    task: "task-1",
  });
});

test("progress is told as the server reports it", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.percentages = [0, 40, 95];
  const told: number[] = [];
  const parts = funnelOn(desk, provider);
  await perform(parts, await planned(provider, MOVE), { onProgress: (percent) => told.push(percent) });
  expect(told).toEqual([0, 40, 95]);
});

test("a guest that does not shut down in time: OK, as it was asked, and AFT shows it on", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.machine = { ...provider.machine!, power: "on" };
  const plan = await planned(provider, { name: "ShutdownGuest" }, provider.machine);
  provider.twists.watch = () => {
    provider.machine = { ...provider.machine!, power: "on" };
  };
  const parts = funnelOn(desk, provider);
  const { outcome, error } = await perform(parts, plan);
  expect(outcome).toMatchObject({ RST: { status: "OK", code: "CHANGE_NOT_SHOWN" }, AFT: { power: "on" } });
  // The server has no task of it that could have succeeded.
  expect(error?.problem.facts).toMatchObject({ of: "REQUEST" });
  expect(outcome.task).toBeUndefined();
  expect(provider.calls).toEqual(["run", "watch"]);
});

test("a machine is gone when the hypervisor has none of its id, whatever its task says", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const plan = await planned(provider, { name: "DeleteVM" });
  const there = provider.machine;
  provider.twists.ended = () => {
    provider.machine = there;
  };
  const parts = funnelOn(desk, provider);
  const { outcome } = await perform(parts, plan);
  expect(outcome).toMatchObject({ RST: { status: "OK", code: "CHANGE_NOT_SHOWN" }, AFT: { name: "web-01" } });
  expect(provider.calls).toEqual(["run", "ended", "read"]);
});
