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

/** Why a disk finds no place at the destination. */
export type DiskObstacle =
  /** What has its place there is another machine's, or nobody can tell whose. */
  | "DISK_TAKEN"
  /** What has its place there is of another size, or one of the sizes is not known. */
  | "DISK_SIZE"
  /** What has its place there is the disk, as far as that shows, though neither host takes the place for one that both have. */
  | "DISK_ITSELF"
  /** There is no datastore in which it could be called the same, or it cannot be looked at. */
  | "NO_POOL"
  /** Both have a datastore that several hosts can have, and it is not the same one, or the disk is not seen in it. */
  | "NOT_SHARED"
  /** Other machines may write to it, and a copy would be another disk. */
  | "DISK_SHAREABLE"
  /** The machine only reads it, so it is not copied, and nothing of its name and size is seen there. */
  | "DISK_READ_ONLY"
  /** It is the machine's from its next start on, and nothing would take it along. */
  | "DISK_NEXT_START";

export interface MigrationSpec {
  /** How the source's host reaches the destination's server. */
  readonly uri: string;
  /** In which it must still be. */
  readonly state: Exclude<Departure["state"], "saved">;
  /** The labels of the disks that are copied. */
  readonly copied: readonly string[];
}
