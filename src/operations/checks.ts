import type { ErrorCode, ErrorFacts, Problem } from "#domain/errors.js";
import type { NameProblem } from "#domain/name-problem.js";
import type { BriefMachine, MachineFacts, PowerState } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Limits } from "#providers/limits.js";
import type { OnlyOff } from "#providers/only-off.js";

/** The longest name that vSphere takes, in UTF-16 units. */
const MAX_NAME = 80;

/** A refusal of a closed code. */
export function refuse<C extends ErrorCode>(code: C, facts: ErrorFacts[C]): Problem {
  return { code, facts } as Problem;
}

/** Why a name cannot be given to a machine or a snapshot; null when it can. */
export function nameInvalid(name: string, { namesAreFiles }: Limits): Problem | null {
  const invalid = (problem: NameProblem) => refuse("NAME_INVALID", { name, problem, limit: MAX_NAME });
  if (name.trim() === "") return invalid("EMPTY");
  if (name.trim() !== name) return invalid("SPACE_AT_END");
  if (name.length > MAX_NAME) return invalid("TOO_LONG");
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) return invalid("CONTROL_CHARACTER");
  if (namesAreFiles === true && /^\.{1,2}$|\//.test(name)) return invalid("NO_FILE_NAME");
  return null;
}

/** Refuses a name that another machine in the same folder has. */
export function nameTaken(
  inventory: Inventory,
  folder: string | null,
  name: string,
  exceptId: string,
): Problem | null {
  const sibling = folder === null ? null : inventory.siblingNamed(folder, name, exceptId);
  return sibling === null ? null : refuse("NAME_TAKEN", { name, path: inventory.path(sibling.id) });
}

/** Whether the platform can work with the machine at all. */
export function unworkable({ name, reachable, template }: BriefMachine): Problem | null {
  if (!reachable) return refuse("MACHINE_UNREACHABLE", { name });
  return template ? refuse("IS_TEMPLATE", { name }) : null;
}

/** Refuses every power state but those named. */
export function powerOtherThan(facts: BriefMachine, ...needed: readonly PowerState[]): Problem | null {
  if (needed.includes(facts.power)) return null;
  return refuse("POWER_STATE", { name: facts.name, power: facts.power, needs: needed.join("|") });
}

/** Refuses a machine that is not off, where the platform does it to no other. */
export function mustBeOff(when: OnlyOff | "never" | undefined, facts: BriefMachine): Problem | null {
  return when === "onlyOff" ? powerOtherThan(facts, "off") : null;
}

/** Refuses to ask a guest without tools. */
export function noTools({ name, toolsRunning }: MachineFacts): Problem | null {
  return toolsRunning ? null : refuse("NO_TOOLS", { name });
}

/** The first reason of several, or null. */
export function firstOf(...checks: readonly (() => Problem | null)[]): Problem | null {
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}
