import { UNREACHABLE_MACHINE } from "#providers/simulator/refusals.js";
import type { Work } from "#providers/simulator/work.js";

const LONGEST_NAME = 80;

/** Renames a machine within its folder. Faults: `InvalidState`, `InvalidName`, `DuplicateName`. */
export function rename(name: string): Work {
  return (machine, world) => {
    if (!machine.reachable) return { refusal: UNREACHABLE_MACHINE };
    if (name === "" || name.length > LONGEST_NAME) {
      return { refusal: { fault: "InvalidName", message: `The name "${name}" is not valid.` } };
    }
    if (world.nameTaken(machine, name)) {
      return {
        refusal: { fault: "DuplicateName", message: `The name "${name}" exists in the folder already.` },
      };
    }
    return { change: { name } };
  };
}
