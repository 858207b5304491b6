import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { perform, type Waiting } from "#session/funnel.js";
import { type Plan, planFor } from "#session/plan.js";
import { estate, machine } from "../inventory/estate.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { groundOn } from "./ground-on.js";
import { lookedAt, planned } from "./planned.js";

const row = machine("vm-42", "web-01");
const planning = { request: { name: "StartVM" }, ask: "start web-01", yes: false } as const;

async function carriedOut(desk: Desk, provider: FakeProvider, plan: Plan, waiting: Waiting) {
  const parts = funnelOn(desk, provider);
  return (await perform(parts, plan, waiting)).outcome;
}

test("stopped while its target is read for the plan: it is not sent", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const stop = new AbortController();
  provider.twists.read = () => stop.abort();
  const ground = groundOn(provider, estate(row));
  const plan = await planFor(ground, { ...row, named: false }, { ...planning, stopping: stop.signal });
  expect(plan.refusal).toMatchObject({ code: "STOPPED_BY_OPERATOR" });
  expect(await carriedOut(desk, provider, plan, { stopping: stop.signal })).toMatchObject({
    RST: { status: "REFUSED", code: "STOPPED_BY_OPERATOR" },
    BEF: { power: "off" },
    AFT: { power: "off" },
  });
  expect(provider.calls).toEqual(["read"]);
});

test("a plan that would be refused anyway says why, whoever has stopped it", async () => {
  const provider = new FakeProvider();
  provider.machine = facts({ template: true });
  const stop = new AbortController();
  provider.twists.read = () => stop.abort();
  const ground = groundOn(provider, estate(row));
  const plan = await planFor(ground, { ...row, named: false }, { ...planning, stopping: stop.signal });
  expect(plan.refusal).toMatchObject({ code: "IS_TEMPLATE" });
});

test.each(["stopping", "signal"] as const)(
  "stopped (%s) while the plan is read again: it is not sent",
  async (how) => {
    using desk = new Desk();
    const provider = new FakeProvider();
    const stop = new AbortController();
    provider.twists.read = () => stop.abort();
    const plan = await planned(provider, undefined, facts(), lookedAt(2_001));
    expect(await carriedOut(desk, provider, plan, { [how]: stop.signal })).toMatchObject({
      RST: { status: "REFUSED", code: "STOPPED_BY_OPERATOR" },
      AFT: { power: "off" },
    });
    expect(provider.calls).toEqual(["read"]);
  },
);

test("stopped between the plan and the run: it is not sent", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const plan = await planned(provider);
  expect(await carriedOut(desk, provider, plan, { stopping: AbortSignal.abort() })).toMatchObject({
    RST: { status: "REFUSED", code: "STOPPED_BY_OPERATOR" },
  });
  expect(provider.calls).toEqual([]);
});

test("given up when the call had not left this machine yet: it was the operator who stopped it", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const giveUp = new AbortController();
  provider.twists.run = () => {
    giveUp.abort();
    throw failure("NOT_SENT", { cause: "it was stopped before it was sent" });
  };
  const plan = await planned(provider);
  expect(await carriedOut(desk, provider, plan, { signal: giveUp.signal })).toMatchObject({
    RST: { status: "REFUSED", code: "STOPPED_BY_OPERATOR" },
    AFT: { power: "off" },
  });
  expect(provider.calls).toEqual(["run"]);
});
