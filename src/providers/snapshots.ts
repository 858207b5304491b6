import type { Mutation, TaskRef } from "#providers/mutation.js";

export interface SnapshotCapability {
  /** Whether the memory of a machine that runs is kept with its disks: it stands still meanwhile. */
  readonly keepsMemory?: true;
  /** The guest is not asked to be quiet. Of the disks alone, but where `keepsMemory`: going back to it has the machine run again. */
  createSnapshot(id: string, name: string, mutation: Mutation): Promise<TaskRef>;
  revertSnapshot(snapshot: string, mutation: Mutation): Promise<TaskRef>;
  /** Those on top of it stay. */
  removeSnapshot(snapshot: string, mutation: Mutation): Promise<TaskRef>;
}
