import type { PowerState } from "#domain/virtual-machine.js";
import { invalidPowerState, NOT_FOR_TEMPLATES, UNREACHABLE_MACHINE } from "#providers/simulator/refusals.js";
import type { Work } from "#providers/simulator/work.js";

/** Starts a machine, or resumes it. Faults: `InvalidState`, `NotSupported` (a template), `InvalidPowerState`. */
export const powerOn: Work = turn("on");

/** Stops a machine as if its cord were pulled. Faults as those of `powerOn`. */
export const powerOff: Work = turn("off");

function turn(power: PowerState): Work {
  return (machine) => {
    if (!machine.reachable) return { refusal: UNREACHABLE_MACHINE };
    if (machine.template) return { refusal: NOT_FOR_TEMPLATES };
    if (machine.power === power) return { refusal: invalidPowerState(machine.power) };
    return { change: { power } };
  };
}
