import { nameTaken } from "#providers/simulator/lookups.js";
import type { Refusal } from "#providers/simulator/refusals.js";
import type { World } from "#providers/simulator/world.js";

const LONGEST_NAME = 80;

/** Refuses what can be no name. */
export function invalidName(name: string): Refusal | null {
  const valid = name !== "" && name.length <= LONGEST_NAME;
  return valid ? null : { fault: "InvalidName", message: `The name "${name}" is not valid.` };
}

/** Refuses a name that something else in the folder has. */
export function duplicateName(
  world: World,
  folder: string | null,
  name: string,
  exceptId: string | null,
): Refusal | null {
  if (!nameTaken(world, folder, name, exceptId)) return null;
  return { fault: "DuplicateName", message: `The name "${name}" exists in the folder already.` };
}
