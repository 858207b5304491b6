import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, mustBeOff, nameInvalid, nameTaken, refuse } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";

/** Gives a machine another name; its files keep theirs. Undone by the same with the name of BEF. */
export function renameVm(newName: string): Operation {
  const name = "RenameVM";
  return change({
    name,
    subject: "machine",
    risk: "harmless",
    bulk: false,
    kind: "rename",
    supportedBy: ({ rename }) => rename !== undefined,
    refusal: (before, { inventory, session }) =>
      firstOf(
        () => (before.reachable ? null : refuse("MACHINE_UNREACHABLE", { name: before.name })),
        () => nameInvalid(newName, session.limits),
        () =>
          before.name === newName
            ? refuse("NO_CHANGE", { name: before.name, what: "name", value: newName })
            : null,
        () => nameTaken(inventory, before.parent, newName, before.id),
        () => mustBeOff(session.rename?.renames, before),
      ),
    record: (facts) => ({ name: facts.name }),
    predict: () => ({ name: newName }),
    run: ({ rename, platform }, before, mutation) =>
      capable(rename, name, platform).rename(before.id, newName, mutation),
    shows: (after) => after.name === newName,
  });
}
