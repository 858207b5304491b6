import type { DiskSlot, FullMachine } from "#domain/full-machine.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Mutation, TaskRef } from "#providers/mutation.js";
import type { OnlyOff } from "#providers/only-off.js";

export interface ReconfigureCapability {
  /** Whether a running machine can be given other processors and memory for its next start alone. */
  readonly atNextBoot?: true;
  readonly growsDisks?: OnlyOff | "never";
  readonly addsDisks?: OnlyOff;
  /** Refused by the platform when the machine is no longer at `before.changeVersion`. */
  reconfigure(before: MachineFacts, change: HardwareChange, mutation: Mutation): Promise<TaskRef>;
}

/** Other processors and memory, or another disk: never both by one call, which might then be done by half. */
export type HardwareChange =
  | {
      readonly cpus?: number;
      readonly memoryMiB?: number;
      /** From the next start on, while the machine goes on as it runs; else as it runs, too. */
      readonly atNextBoot?: boolean;
      readonly disk?: never;
    }
  | {
      readonly disk: DiskChange;
      readonly cpus?: never;
      readonly memoryMiB?: never;
      readonly atNextBoot?: never;
    };

/** A disk of the machine that grows, or a thin one that is added. */
export type DiskChange =
  | { readonly grow: FullMachine["disks"][number]; readonly sizeMiB: number }
  | { readonly add: DiskSlot; readonly sizeMiB: number };
