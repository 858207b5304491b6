import type { ProviderSession } from "#providers/contract.js";
import type { FunnelParts } from "#session/funnel.js";
import type { Restraints } from "#session/restraints.js";
import { type Desk, inWords } from "./desk.js";
import { UNRESTRAINED } from "./unrestrained.js";

/** What the funnel needs at a desk, bound by nothing but what a test says. */
export function funnelOn(
  { trail }: Pick<Desk, "trail">,
  provider: ProviderSession,
  restraints: () => Partial<Restraints> = () => ({}),
): FunnelParts {
  const parts = { provider, trail, explain: inWords };
  return { ...parts, restraints: () => ({ ...UNRESTRAINED, ...restraints() }) };
}
