import type { FilesThere } from "#providers/lifecycle.js";
import { fullMachineOf } from "#providers/simulator/full-machine.js";
import type { World } from "#providers/simulator/world.js";

/** Those of these disks' files that are there, whether a machine has them or none any more. */
export function filesThere(world: World, files: readonly string[]): FilesThere {
  const sizes = new Map<string, number>();
  for (const machine of [...world.left(), ...world.machines()]) {
    const datastore = machine.datastore === null ? undefined : world.datastore(machine.datastore);
    for (const { file, sizeMiB } of fullMachineOf(machine, datastore?.name ?? null).disks)
      if (file !== null) sizes.set(file, sizeMiB);
  }
  const there = files.flatMap((file) => {
    const sizeMiB = sizes.get(file);
    return sizeMiB === undefined ? [] : [{ file, sizeMiB }];
  });
  return { there, unseen: [] };
}
