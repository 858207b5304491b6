import type { OperationRequest } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import type { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import { perform } from "#session/funnel.js";
import { type Plan, planFor } from "#session/plan.js";
import { estate, machine } from "../inventory/estate.js";
import { Desk } from "../session/desk.js";
import { FakeProvider } from "../session/fake-provider.js";
import { funnelOn } from "../session/funnel-on.js";
import { groundOn } from "../session/ground-on.js";

/** The machine, and another one beside it, as the inventory has them. */
export const MACHINES = [machine("vm-42", "web-01"), machine("vm-43", "web-02")] as const;

/** The plan of a request on the provider's machine or host. */
export async function planOf(
  provider: FakeProvider,
  request: OperationRequest,
  { inventory = estate(...MACHINES), yes = true }: { inventory?: Inventory; yes?: boolean } = {},
): Promise<Plan> {
  const { on } = operationOf(request);
  const row = { ...MACHINES[0], named: false };
  const host = { id: "host-1", name: "esx-01.example", uuid: null, host: "host-1", named: false };
  const found = on === null ? null : on === "host" ? host : row;
  return await planFor(groundOn(provider, inventory), found, { request, ask: "as typed", yes });
}

/** What was written of a request that was planned and run. */
export async function performed(
  request: OperationRequest,
  provider = new FakeProvider(),
  inventory?: Inventory,
): Promise<{ readonly intent: Entry; readonly outcome: Entry; readonly sent: readonly unknown[] }> {
  using desk = new Desk();
  const plan = await planOf(provider, request, inventory === undefined ? {} : { inventory });
  const parts = funnelOn(desk, provider);
  const { intent, outcome } = await perform(parts, plan);
  return { intent, outcome, sent: provider.sent };
}
