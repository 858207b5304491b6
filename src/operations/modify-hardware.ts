import type { SizeProblem } from "#domain/errors.js";
import type { OperationName } from "#domain/operation-name.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, refuse, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { impossible } from "#operations/sizes.js";
import type { Limits } from "#providers/contract.js";

/** A number that a virtual machine's hardware has, and when it may be changed. */
export interface HardwareSize {
  readonly name: OperationName;
  /** As messages name it. */
  readonly what: string;
  readonly property: "cpus" | "memoryMiB";
  readonly value: number;
  /** The value with its unit. */
  readonly shown: string;
  /** Why no machine, or not this one, can have this size; null when it can. */
  problem(before: MachineFacts, limits: Limits): SizeProblem | null;
  hotAdd(before: MachineFacts): boolean;
  hotRemove(before: MachineFacts): boolean;
}

/**
 * Reconfigures one number; on a running machine only where that machine is set up for it. Undone by the same with the
 * value of BEF, on a machine that is off.
 */
export function modifyHardware(size: HardwareSize): Operation {
  const { name, what, property, value, shown } = size;
  const notWhileOn = (before: MachineFacts) => {
    const present = before[property];
    if (before.power !== "on" || present === null) return null;
    if (value > present)
      return size.hotAdd(before) ? null : refuse("NO_HOT_ADD", { name: before.name, what });
    return size.hotRemove(before) ? null : refuse("NO_HOT_REMOVE", { name: before.name, what });
  };
  const unchanged = (before: MachineFacts) =>
    before[property] === value ? refuse("NO_CHANGE", { name: before.name, what, value: shown }) : null;
  return change({
    name,
    subject: "machine",
    risk: "disturbs",
    bulk: true,
    kind: "reconfigure",
    supportedBy: ({ reconfigure }) => reconfigure !== undefined,
    refusal: (before, { session }) =>
      firstOf(
        () => unworkable(before),
        () => impossible(what, shown, size.problem(before, session.limits)),
        () => powerOtherThan(before, "on", "off"),
        () => unchanged(before),
        () => notWhileOn(before),
      ),
    record: (facts) => ({ name: facts.name, [property]: facts[property] }),
    predict: (recorded) => ({ ...recorded, [property]: value }),
    run: ({ reconfigure, platform }, before, mutation) =>
      capable(reconfigure, name, platform).reconfigure(before, { [property]: value }, mutation),
    shows: (after) => after[property] === value,
  });
}
