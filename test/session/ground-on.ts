import type { Inventory } from "#inventory/inventory.js";
import type { ProviderSession } from "#providers/contract.js";
import type { PlanningGround } from "#session/plan.js";
import type { Restraints } from "#session/restraints.js";
import { UNRESTRAINED } from "./unrestrained.js";

/** What planning looks at on a provider, bound by nothing but what a test says. */
export function groundOn(
  session: ProviderSession,
  inventory: Inventory,
  restraints: Partial<Restraints> = {},
): PlanningGround {
  return {
    at: "vc1",
    readBy: "the session",
    session,
    inventory,
    restraints: { ...UNRESTRAINED, ...restraints },
  };
}
