import type { PowerState } from "#domain/virtual-machine.js";
import {
  HOST_IN_MAINTENANCE,
  invalidPowerState,
  NOT_FOR_TEMPLATES,
  UNREACHABLE_MACHINE,
} from "#providers/simulator/refusals.js";
import { type MachineWork, onMachine, type Work } from "#providers/simulator/work.js";

/**
 * Starts a machine, or resumes it. Faults: `InvalidState` (the machine out of reach, its host in maintenance),
 * `NotSupported` (a template), `InvalidPowerState`.
 */
export function powerOn(id: string): Work {
  return onMachine(id, (machine, world) => {
    const fate = toOn(machine, world);
    const host = machine.host === null ? undefined : world.host(machine.host);
    return "change" in fate && host !== undefined && world.closed(host)
      ? { refusal: HOST_IN_MAINTENANCE }
      : fate;
  });
}

/** Stops a machine as if its cord were pulled. Faults: `InvalidState`, `NotSupported`, `InvalidPowerState`. */
export function powerOff(id: string): Work {
  return onMachine(id, turn(["on", "suspended"], "off"));
}

/** Stops and starts a machine that runs. Faults as those of `powerOff`. */
export function reset(id: string): Work {
  return onMachine(id, turn(["on"], "on"));
}

/** Suspends a machine that runs. Faults as those of `powerOff`. */
export function suspend(id: string): Work {
  return onMachine(id, turn(["on"], "suspended"));
}

const toOn = turn(["off", "suspended"], "on");

function turn(from: readonly PowerState[], power: PowerState): MachineWork {
  return (machine) => {
    if (!machine.reachable) return { refusal: UNREACHABLE_MACHINE };
    if (machine.template) return { refusal: NOT_FOR_TEMPLATES };
    if (!from.includes(machine.power)) return { refusal: invalidPowerState(machine.power) };
    return { change: { power } };
  };
}
