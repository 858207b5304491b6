import { invalidPowerState, OBJECT_GONE, UNREACHABLE_MACHINE } from "#providers/simulator/refusals.js";
import type { Work } from "#providers/simulator/work.js";
import type { World } from "#providers/simulator/world.js";

/** Takes a machine or template away with its files. Faults: `InvalidState`, `InvalidPowerState`. */
export function destroy(id: string): Work {
  return goneFrom(id, (world) => world.removeMachine(id));
}

/** The same, and the files of its disks stay. */
export function destroyKeepingDisks(id: string): Work {
  return goneFrom(id, (world) => world.leaveDisks(id));
}

function goneFrom(id: string, take: (world: World) => void): Work {
  return (world) => {
    const machine = world.machine(id);
    if (machine === undefined) return { refusal: OBJECT_GONE };
    if (!machine.reachable) return { refusal: UNREACHABLE_MACHINE };
    if (machine.power !== "off") return { refusal: invalidPowerState(machine.power) };
    const perform = (): null => {
      take(world);
      return null;
    };
    return { perform };
  };
}
