import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { BriefMachine } from "#domain/virtual-machine.js";
import type { Planned } from "#operations/build-operation.js";
import type { Intended } from "#operations/operation.js";

/**
 * What is the same for all that switches a machine off. One that is there only as long as it runs is gone then, which is a loss; AFT
 * is empty once the hypervisor has no such machine.
 */
export const SWITCHED_OFF = {
  record: ({ name, power, transient }: BriefMachine): Facts => ({
    name,
    power,
    ...(transient ? { transient } : {}),
  }),
  predict: (recorded: Facts, { transient }: BriefMachine): Facts =>
    transient ? {} : { ...recorded, power: "off" },
  shows: (after: BriefMachine): boolean => after.power === "off",
  endsWith: ({ before }: Intended): boolean => before.transient === true,
};

export function switchingOff({ transient }: BriefMachine, refusal: Problem | null): Planned {
  return { refusal, losses: transient ? [{ kind: "configuration" }] : [] };
}
