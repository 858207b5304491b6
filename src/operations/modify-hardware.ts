import { AT_NEXT_BOOT } from "#domain/at-next-boot.js";
import type { Facts } from "#domain/entry.js";
import type { OperationName } from "#domain/operation-name.js";
import type { SizeProblem } from "#domain/size-problem.js";
import type { MachineFacts, Sizing } from "#domain/virtual-machine.js";
import type { Planned } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, refuse, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { impossible } from "#operations/sizes.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Limits } from "#providers/limits.js";

/** A number that a virtual machine's hardware has, and when it may be changed. */
export interface HardwareSize {
  readonly name: OperationName;
  /** As messages name it. */
  readonly what: string;
  readonly property: "cpus" | "memoryMiB";
  readonly value: number;
  /** A value with its unit. */
  written(value: number): string;
  /** Why no machine, or not this one, can have this size; null when it can. */
  problem(before: MachineFacts, limits: Limits): SizeProblem | null;
  /** Why its configuration cannot be given it, whatever may be given to what runs; null when it can. */
  unconfigurable(sizing: Sizing, limits: Limits): SizeProblem | null;
  hotAdd(before: MachineFacts): boolean;
  hotRemove(before: MachineFacts): boolean;
}

/** How the choices name the same. */
const CHOSEN = { cpus: "cpus", memoryMiB: "memory" } as const;

/**
 * Reconfigures one number: of a running machine as it runs where it is set up for that, else from its next start on where the
 * platform can put that off, else not at all. What had waited for the next start is replaced in any case, and told. Undone by the same
 * with the value of BEF, on a machine that is off.
 */
export function modifyHardware(size: HardwareSize): Operation {
  const { name, what, property, value } = size;
  const shown = size.written(value);
  const later = AT_NEXT_BOOT[property];
  const configured = (facts: MachineFacts) => facts.nextBoot?.[property] ?? facts[property];
  return change({
    name,
    subject: "machine",
    risk: "disturbs",
    bulk: true,
    kind: "reconfigure",
    supportedBy: ({ reconfigure }) => reconfigure !== undefined,
    plan(before, { session }) {
      const isPutOff = !fits(size, before) && session.reconfigure?.atNextBoot === true;
      const refusal = firstOf(
        () => unworkable(before),
        () => impossible(what, shown, size.problem(before, session.limits)),
        () =>
          isPutOff || before.power !== "on"
            ? impossible(what, shown, size.unconfigurable(before.sizing ?? {}, session.limits))
            : null,
        () => powerOtherThan(before, "on", "off"),
        () => (before.transient ? refuse("NOT_KEPT", { name: before.name }) : null),
        () =>
          configured(before) === value && (isPutOff || before[property] === value)
            ? refuse("NO_CHANGE", { name: before.name, what, value: shown })
            : null,
        () => (isPutOff ? null : notWhileOn(size, before)),
      );
      return refusal === null ? { refusal, ...timing(size, before, session, isPutOff) } : { refusal };
    },
    record: (facts, chosen) => ({
      name: facts.name,
      [property]: facts[property],
      ...(waits(chosen) ? { [later]: configured(facts) } : {}),
    }),
    predict: (recorded, _before, chosen) => ({
      ...recorded,
      ...(chosen.atNextBoot === true ? {} : { [property]: value }),
      ...(waits(chosen) ? { [later]: value } : {}),
    }),
    run: ({ reconfigure, platform }, before, mutation, { atNextBoot }) => {
      const change = { [property]: value, ...(atNextBoot === true ? { atNextBoot } : {}) };
      return capable(reconfigure, name, platform).reconfigure(before, change, mutation);
    },
    shows: (after, { chosen }) =>
      (chosen.atNextBoot === true ? configured(after) : after[property]) === value,
  });
}

/** Whether what the machine has at its next start is changed, and is something else than what runs. */
function waits({ atNextBoot, givenUp }: Facts): boolean {
  return atNextBoot === true || givenUp === true;
}

/** Whether it can be given as the machine is: off, or running and set up for it. */
function fits(size: HardwareSize, before: MachineFacts): boolean {
  const { property, value } = size;
  const present = before[property];
  if (before.power !== "on" || present === null) return true;
  if (value < present) return size.hotRemove(before);
  const most = before.hotLimits?.[property] ?? Number.POSITIVE_INFINITY;
  return value > present && size.hotAdd(before) && value <= most;
}

function notWhileOn(size: HardwareSize, before: MachineFacts) {
  const { what, property, value } = size;
  if (fits(size, before)) return null;
  const facts = { name: before.name, what };
  return value > (before[property] ?? 0) ? refuse("NO_HOT_ADD", facts) : refuse("NO_HOT_REMOVE", facts);
}

/** Where the platform could do either, the operator is told which it is. */
function timing(
  { property, value, written }: HardwareSize,
  before: MachineFacts,
  { reconfigure }: ProviderSession,
  isPutOff: boolean,
): Partial<Planned> {
  if (reconfigure?.atNextBoot !== true || before.power !== "on") return {};
  const what = CHOSEN[property];
  const pending = before.nextBoot?.[property] ?? before[property];
  const isPending = pending !== null && pending !== before[property];
  const chosen = isPutOff ? { atNextBoot: true } : isPending ? { givenUp: true } : {};
  return {
    chosen,
    choices: [
      { what, value: written(value), why: isPutOff ? "nextBoot" : "whileOn" },
      ...(isPending && pending !== value ? [{ what, value: written(pending), why: "givenUp" as const }] : []),
    ],
  };
}
