import { expect, test } from "vitest";
import { EndpointsModel } from "#console/store/endpoints-model.js";
import { Fleet } from "#session/fleet/fleet.js";
import type { Plan } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";

/** A console whose second endpoint wants more than the first. */
function model(): EndpointsModel {
  const endpoints = new EndpointsModel(new Fleet(() => undefined));
  const settings = { lockAfterMs: null, demands: { reason: false, ticket: false } };
  endpoints.settle("a", { ...settings, confirm: "risk" });
  endpoints.settle("b", { ...settings, confirm: "names", demands: { reason: true, ticket: true } });
  return endpoints;
}

function proposal(plan: Partial<Plan>): Proposal {
  return { name: "MoveVM", risk: "disturbs", ask: "", plans: [plan as Plan] };
}

test("a machine that goes to another endpoint wants what either of the two wants", () => {
  const to = { name: "b" } as NonNullable<Plan["to"]>;
  expect(model().wantedFor(proposal({ at: "a", to }))).toEqual({
    confirm: "names",
    demands: { reason: true, ticket: true },
  });
});

test("one that stays wants what its own wants", () => {
  expect(model().wantedFor(proposal({ at: "a" }))).toEqual({
    confirm: "risk",
    demands: { reason: false, ticket: false },
  });
});
