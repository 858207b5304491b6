import { printable } from "#messages/printable.js";
import type { Plan } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";

/** How many targets are named. */
const MOST_NAMED = 3;

/** What a proposal is about, in a title: its one target; the one line that named all; else the targets that were marked. */
export function proposalSaid({ ask, plans }: Proposal, lead: (plan: Plan) => string): string {
  const names = plans.map((plan) => `${lead(plan)}${plan.target.name}`);
  if (names.length !== 1 && plans.every((plan) => plan.ask === ask)) return printable(ask);
  return printable(names.slice(0, MOST_NAMED).join(", ")) + (names.length > MOST_NAMED ? ", …" : "");
}
