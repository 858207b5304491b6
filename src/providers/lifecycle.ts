import type { FullMachine } from "#domain/full-machine.js";
import type { Mutation, TaskRef } from "#providers/mutation.js";
import type { NetworkPort } from "#providers/placement.js";

/** Its tasks are waited for by `ended`, which names what they made. */
export interface LifecycleCapability {
  /** `NewMachine.guest` where nobody says; what vSphere takes for any guest where it is missing. */
  readonly guest?: string;
  /** All that `NewMachine.guest` can be; missing where the platform alone can say whether it takes one. */
  readonly guests?: readonly string[];
  create(machine: NewMachine, mutation: Mutation): Promise<TaskRef>;
  /**
   * Takes a machine away as it was read, with the disks that it was read with but for what `staysBehind`, or without any. What would
   * take others is refused. `stay` only where there is `keepingDisks`.
   */
  destroy(before: FullMachine, disks: "go" | "stay", mutation: Mutation): Promise<TaskRef>;
  /** Missing where all of a machine's disks always go with it. */
  readonly keepingDisks?: DiskKeeping;
}

/** A machine to be made, all of it chosen. Ids but for `name`, `guest` and `datastoreName`. */
export interface NewMachine {
  readonly name: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Null for a machine without a disk. The disk is thin. */
  readonly diskMiB: number | null;
  /** The platform's id of the guest's system. */
  readonly guest: string;
  readonly folder: string;
  readonly pool: string;
  readonly host: string;
  /** Files are named by it: `[datastore1] ...`. */
  readonly datastoreName: string;
  readonly network: NetworkPort | null;
}

/** Disks can stay when their machine goes. */
export interface DiskKeeping {
  /** What is there now of these disks' files (`Disk.file`), whoever has them; both in the order asked for. */
  filesThere(files: readonly string[], signal?: AbortSignal): Promise<FilesThere>;
}

export interface FilesThere {
  readonly there: readonly DiskFile[];
  /** Those of which the platform does not say whether they are there. */
  readonly unseen: readonly string[];
}

/** A disk's file, beside any machine. */
interface DiskFile {
  readonly file: string;
  readonly sizeMiB: number;
}
