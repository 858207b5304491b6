import type { Mutation, TaskRef } from "#providers/mutation.js";
import type { OnlyOff } from "#providers/only-off.js";

export interface RenameCapability {
  readonly renames?: OnlyOff;
  rename(id: string, newName: string, mutation: Mutation): Promise<TaskRef>;
}
