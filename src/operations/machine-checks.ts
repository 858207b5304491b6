import type { ErrorCode, ErrorFacts, Problem } from "#domain/errors.js";
import type { MachineFacts, PowerState } from "#domain/virtual-machine.js";

/** A refusal of a closed code. */
export function refuse<C extends ErrorCode>(code: C, facts: ErrorFacts[C]): Problem {
  return { code, facts } as Problem;
}

/** Whether the platform can work with the machine at all. */
export function unworkable({ name, reachable, template }: MachineFacts): Problem | null {
  if (!reachable) return refuse("MACHINE_UNREACHABLE", { name });
  return template ? refuse("IS_TEMPLATE", { name }) : null;
}

/** Refuses every power state but those named. */
export function powerOtherThan(facts: MachineFacts, ...needed: readonly PowerState[]): Problem | null {
  if (needed.includes(facts.power)) return null;
  return refuse("POWER_STATE", { name: facts.name, power: facts.power, needs: needed.join("|") });
}

/** The first reason of several, or null. */
export function firstOf(...checks: readonly (() => Problem | null)[]): Problem | null {
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}
