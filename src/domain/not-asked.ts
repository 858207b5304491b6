/**
 * Why a provider has not made a call, though the plan held nothing against it: its server would do something else than is meant, or
 * what it takes is not there any more. (That its target has changed is `TARGET_CHANGED`.) `fault` is its name in the record.
 */
export type NotAsked =
  | { readonly fault: "POWER_STATE"; readonly state: ExactState; readonly needs: readonly ExactState[] }
  /** `known` are the kinds of guests that the host runs by now: the plan had it among them. */
  | { readonly fault: "NO_GUEST_KIND"; readonly guest: string; readonly known: readonly string[] }
  | { readonly fault: "NO_DISK"; readonly disk: string }
  | { readonly fault: "SIZE_UNKNOWN"; readonly disk: string }
  /** In bytes, what it has and what was asked. */
  | {
      readonly fault: "DISK_ONLY_GROWS";
      readonly disk: string;
      readonly bytes: number;
      readonly askedBytes: number;
    }
  /** A disk in no storage pool is not copied, and grows only under a guest. */
  | { readonly fault: "NO_VOLUME"; readonly disk: string; readonly wanted: "GROW" | "COPY" }
  | { readonly fault: "SLOT_TAKEN"; readonly slot: string }
  /** No disk of the machine is in a storage pool in which another could be made. */
  | { readonly fault: "NO_POOL" }
  /** A running guest may keep processors that are taken from it, and nobody is told. */
  | { readonly fault: "NO_HOT_REMOVE" }
  /** Of a snapshot with memory that would be made, or gone back to: processors were plugged in while the machine ran. */
  | { readonly fault: "CPUS_PLUGGED_IN"; readonly wanted: "MAKE" | "REVERT" }
  /** A paused machine's disks, and those that it is configured to have. */
  | { readonly fault: "DISKS_DIFFER"; readonly now: string; readonly later: string }
  | ({ readonly fault: "VOLUME_IN_USE" } & VolumeUse);

/** Paused is in the host's memory and stands still, saved is in a file. */
export type ExactState = "on" | "off" | "paused" | "saved";

/** Who else has a volume, or may have it: a machine as a disk of it, or another volume on top of it. */
export interface VolumeUse {
  readonly by: "MACHINE" | "VOLUME";
  /** The machine's, or `POOL/VOLUME`. */
  readonly holder: string;
  /** What the machine calls the disk; null for a volume. */
  readonly disk: string | null;
  /** As the holder names what it has; null where it names nothing. */
  readonly place: string | null;
  /** False where the platform cannot tell it from one of the machine's volumes. */
  readonly isSure: boolean;
}
