import { duplicateName, invalidName } from "#providers/simulator/naming.js";
import { UNREACHABLE_MACHINE } from "#providers/simulator/refusals.js";
import { firstRefusal, onMachine, type Work } from "#providers/simulator/work.js";

/** Renames a machine within its folder. Faults: `InvalidState`, `InvalidName`, `DuplicateName`. */
export function rename(id: string, name: string): Work {
  return onMachine(id, (machine, world) => {
    const refusal = firstRefusal(
      () => (machine.reachable ? null : UNREACHABLE_MACHINE),
      () => invalidName(name),
      () => duplicateName(world, machine.parent, name, machine.id),
    );
    return refusal === null ? { change: { name } } : { refusal };
  });
}
