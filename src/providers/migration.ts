import type { DiskObstacle } from "#domain/move-obstacle.js";
import type { Mutation, TaskRef } from "#providers/mutation.js";

/**
 * A session's one host, as either end of a move between two sessions: from it, by one call to it, or to it, which it is asked about
 * beforehand.
 */
export interface MigrationCapability {
  /** Sessions of one kind take each other's machines: `qemu`. */
  readonly kind: string;
  /** What the session's host calls itself. */
  readonly hostname: string;
  /** How other hosts reach the session's server, as far as its endpoint says that: `qemu+tls://kvm-b/system`. */
  readonly uri: string;
  /** Whether disks that the other host has not can be copied to it; else a machine with such disks stays. */
  readonly copiesDisks: boolean;
  /** Whether a machine that is off goes, too: its configuration alone. */
  readonly movesOff: boolean;
  /** What of a machine decides how it would go. Errors: those of a read, and `SERVER_FAULT` when it is gone. */
  departure(id: string, signal?: AbortSignal): Promise<Departure>;
  /**
   * What is here for the disks of a machine that would come, in their order, looked at afresh. Changes nothing. Errors: those of a
   * read.
   */
  lookForDisks(
    id: string,
    disks: readonly MovedDisk[],
    signal?: AbortSignal,
  ): Promise<readonly DestinationDisk[]>;
  /**
   * Whether the server is at work on moving the machine, or at something else that takes its time, whoever has begun it; not when it
   * is gone. With `wait` it is waited for that this is over.
   */
  isBusy(id: string, whileItRuns: "wait" | "leave", signal?: AbortSignal): Promise<boolean>;
  /** The machine is then at the destination alone, and its copied disks at both. One that is not kept when it stops is not kept there. */
  migrate(id: string, to: MigrationSpec, mutation: Mutation): Promise<TaskRef>;
}

/** `paused` is in the host's memory and stands still, `saved` is in a file, and cannot go. */
export interface Departure {
  readonly state: "on" | "paused" | "off" | "saved";
  /** All that it has something in: CDs, and what its next start alone would have, too. */
  readonly disks: readonly MovedDisk[];
}

export interface MovedDisk {
  readonly label: string;
  /** Where it lies, for people: `images/web.qcow2`, or the path of what is in no datastore. */
  readonly place: string;
  /** The same in the platform's own words: for the destination, and nobody between. */
  readonly source: object;
}

/** What there is at the destination for a disk. */
export type DestinationDisk =
  /** It is there itself, and is not copied. */
  | { readonly as: "shared" }
  /** A disk is made for it, of that name. */
  | { readonly as: "made"; readonly place: string }
  /** One of its name and size is there that no machine uses, and would be copied over. */
  | { readonly as: "overwritten"; readonly place: string; readonly sizeMiB: number }
  /** The machine only reads it, and would read what the destination has of that name and size. */
  | { readonly as: "theirs" }
  | {
      readonly as: "refused";
      readonly why: DiskObstacle;
      /** What is there, or who is in the way. */
      readonly about: string | null;
    };

export interface MigrationSpec {
  /** How the source's host reaches the destination's server. */
  readonly uri: string;
  /** In which it must still be. */
  readonly state: Exclude<Departure["state"], "saved">;
  /** The labels of the disks that are copied. */
  readonly copied: readonly string[];
}
