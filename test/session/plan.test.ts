import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { perform } from "#session/funnel.js";
import { planFor, planForNothing } from "#session/plan.js";
import { estate, machine } from "../inventory/estate.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { groundOn } from "./ground-on.js";

const row = machine("vm-42", "web-01");
const inventory = estate(row);
const found = { ...row, named: false };
const on = (session: FakeProvider) => groundOn(session, inventory);
const planning = { request: { name: "StartVM" }, ask: "start web-01", yes: false } as const;

test("the target is as the hypervisor says, whatever the inventory shows", async () => {
  const provider = new FakeProvider();
  provider.machine = facts({ name: "web-77", uuid: "4210", host: "host-2" });
  const plan = await planFor(on(provider), found, planning);
  expect(plan.target).toEqual({ kind: "VirtualMachine", id: "vm-42", uuid: "4210", name: "web-77" });
  expect(plan.host).toBe("esx-02.example");
});

test("what a platform has not is refused before anything is asked", async () => {
  const provider: FakeProvider = Object.assign(new FakeProvider(), { power: undefined });
  const plan = await planFor(on(provider), found, planning);
  expect(plan.refusal).toMatchObject({ code: "NOT_SUPPORTED" });
  expect(provider.calls).toEqual([]);
});

test("an operator who has said stop begins nothing, and it is recorded", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const plan = await planFor(on(provider), found, { ...planning, stopping: AbortSignal.abort() });
  const { outcome } = await perform(funnelOn(desk, provider), plan);
  expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "STOPPED_BY_OPERATOR" });
  expect(outcome).toMatchObject({ TGT: { id: "vm-42" }, BEF: {}, AFT: {} });
  expect(provider.calls).toEqual([]);
});

test.each([
  [failure("TARGET_UNKNOWN", { text: "@vm-42", nearest: [] }), "TARGET_UNKNOWN"],
  [failure("SERVER_FAULT", { fault: "NoPermission", message: "no" }), "SERVER_FAULT"],
  [failure("SESSION_ENDED", {}), "SESSION_ENDED"],
  [failure("CONNECTION_LOST", { cause: "reset" }), "NOT_SENT"],
  [failure("REPLY_TIMEOUT", { seconds: 60 }), "NOT_SENT"],
  [failure("REPLY_INVALID", { problem: "cut" }), "NOT_SENT"],
  [failure("GAVE_UP_WAITING", {}), "STOPPED_BY_OPERATOR"],
  [new TypeError("x is not a function"), "INTERNAL"],
])("a target that cannot be read is refused: %s", async (error, code) => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.twists.read = error;
  const plan = await planFor(on(provider), found, planning);
  const { outcome } = await perform(funnelOn(desk, provider), plan);
  expect(outcome).toMatchObject({ RST: { status: "REFUSED", code }, BEF: {}, AFT: {} });
  expect(provider.calls).toEqual(["read"]);
});

test("a request of nothing is an intent and an outcome too", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const refusal = { code: "TARGET_UNKNOWN", facts: { text: "wbe-01", nearest: ["web-01"] } } as const;
  const plan = planForNothing(on(provider), { name: "StartVM" }, "start wbe-01", "wbe-01", refusal);
  const { intent, outcome } = await perform(funnelOn(desk, provider), plan);
  expect(intent).toMatchObject({ ask: "start wbe-01", TGT: { id: null, name: "wbe-01" }, BEF: {} });
  expect(outcome).toMatchObject({ RST: { status: "REFUSED", code: "TARGET_UNKNOWN" }, AFT: {} });
  expect(provider.calls).toEqual([]);
});
