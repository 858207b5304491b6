import type { NameProblem, Problem } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { capable } from "#operations/capability.js";
import { firstOf, refuse } from "#operations/machine-checks.js";
import type { Operation, Surroundings } from "#operations/operation.js";

/** The longest name that vSphere takes, in UTF-16 units. */
const MAX_NAME = 80;

/** Gives a machine another name; its files keep theirs. */
export function renameVm(newName: string): Operation {
  const name = "RenameVM";
  return {
    name,
    risk: "harmless",
    bulk: false,
    kind: "rename",
    supportedBy: ({ rename }) => rename !== undefined,
    refusal: (before, surroundings) =>
      firstOf(
        () => (before.reachable ? null : refuse("MACHINE_UNREACHABLE", { name: before.name })),
        () => nameInvalid(newName),
        () =>
          before.name === newName
            ? refuse("NO_CHANGE", { name: before.name, what: "name", value: newName })
            : null,
        () => nameTaken(before, newName, surroundings),
      ),
    record: (facts) => ({ name: facts.name }),
    run: ({ rename, platform }, before, mutation) =>
      capable(rename, name, platform).rename(before.id, newName, mutation),
    shows: (after) => after.name === newName,
  };
}

function nameInvalid(name: string): Problem | null {
  const invalid = (problem: NameProblem) => refuse("NAME_INVALID", { name, problem, limit: MAX_NAME });
  if (name.trim() === "") return invalid("EMPTY");
  if (name.trim() !== name) return invalid("SPACE_AT_END");
  if (name.length > MAX_NAME) return invalid("TOO_LONG");
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) return invalid("CONTROL_CHARACTER");
  return null;
}

function nameTaken(before: MachineFacts, name: string, surroundings: Surroundings): Problem | null {
  const path = surroundings.siblingNamed(before, name);
  return path === null ? null : refuse("NAME_TAKEN", { name, path });
}
