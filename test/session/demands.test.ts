import { expect, test } from "vitest";
import { perform } from "#session/funnel.js";
import type { Purpose } from "#session/purpose.js";
import type { Demands } from "#session/restraints.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { planned } from "./planned.js";

const reason: Demands = { reason: true, ticket: false };
const both: Demands = { reason: true, ticket: true };
const ticket: Demands = { reason: false, ticket: true };

test.each<[Demands, Purpose | undefined, Purpose, "reason" | "ticket" | null]>([
  [reason, undefined, {}, "reason"],
  [reason, {}, { why: "the session's" }, "reason"],
  [reason, { why: "the patch" }, {}, null],
  [reason, undefined, { why: "the session's" }, null],
  [both, { why: "the patch" }, {}, "ticket"],
  [both, { why: " \t", ticket: "CHG-1" }, {}, "reason"],
  [both, { why: "the patch", ticket: " " }, {}, "ticket"],
  [both, { ticket: "CHG-1" }, {}, "reason"],
  [both, { why: "the patch", ticket: "CHG-1" }, {}, null],
  [ticket, undefined, {}, "ticket"],
  [ticket, undefined, { ticket: "CHG-1" }, null],
])("where %j are asked for: with %j, in a session for %j", async (demands, purpose, session, missing) => {
  using desk = new Desk(session);
  const provider = new FakeProvider();
  const plan = await planned(provider);
  const { outcome } = await perform(
    funnelOn(desk, provider, () => ({ demands })),
    purpose === undefined ? plan : { ...plan, purpose },
  );
  if (missing === null) expect(outcome.RST).toEqual({ status: "OK" });
  else expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "PURPOSE_MISSING" });
  expect(provider.operationIds).toHaveLength(missing === null ? 1 : 0);
});
