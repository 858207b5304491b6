import { invalidPowerState, OBJECT_GONE, UNREACHABLE_MACHINE } from "#providers/simulator/refusals.js";
import type { Work } from "#providers/simulator/work.js";

/** Takes a machine or template away with its files. Faults: `InvalidState`, `InvalidPowerState`. */
export function destroy(id: string): Work {
  return (world) => {
    const machine = world.machine(id);
    if (machine === undefined) return { refusal: OBJECT_GONE };
    if (!machine.reachable) return { refusal: UNREACHABLE_MACHINE };
    if (machine.power !== "off") return { refusal: invalidPowerState(machine.power) };
    const perform = (): null => {
      world.removeMachine(id);
      return null;
    };
    return { perform };
  };
}
