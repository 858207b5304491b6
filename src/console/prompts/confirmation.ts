import type { Proposal } from "#session/proposal.js";
import type { ConfirmLevel } from "#session/restraints.js";

/** What an operator does to agree to a plan: nothing, Enter, or typing what shows that they have read it. */
export type Confirmation =
  | { readonly by: "nothing" }
  | { readonly by: "enter" }
  | { readonly by: "name"; readonly expected: string }
  | { readonly by: "count"; readonly expected: string }
  /** Nothing of it would be sent: there is nothing to agree to, and the refusal is recorded. */
  | { readonly by: "refusal" };

/**
 * The step that fits what would be run: several targets by their number, what destroys by the target's name; and as much
 * more as the profile wants.
 */
export function confirmationOf({ plans, risk }: Proposal, level: ConfirmLevel): Confirmation {
  const able = plans.filter(({ refusal }) => refusal === null);
  const [first] = able;
  if (first === undefined) return { by: "refusal" };
  if (plans.length > 1) return { by: "count", expected: String(able.length) };
  if (risk === "destroys" || (risk === "disturbs" && level === "names"))
    return { by: "name", expected: first.target.name };
  return risk === "disturbs" || level !== "risk" ? { by: "enter" } : { by: "nothing" };
}

/** Whether what was typed is what was asked for. A name may have blanks around it, never another case. */
export function agrees(confirmation: Confirmation, typed: string): boolean {
  if (confirmation.by !== "name" && confirmation.by !== "count") return true;
  return typed.trim() === confirmation.expected.trim();
}
