/** Why nothing is moved between two servers: the platform does not do that, or they are of two hypervisors. */
export type ApartReason = "PLATFORM" | "HYPERVISOR";

/** Why a machine cannot go to another server's host, or to another place on its own. */
export type MoveObstacle =
  | DiskObstacle
  /** No session is open on that host beside its own. */
  | "NOT_OPEN"
  | "SAME_HOST"
  | "UUID_TAKEN"
  /** libvirt has neither of the two. */
  | "DATASTORE"
  | "FOLDER"
  /** Its memory lies in a file of its host. */
  | "SAVED"
  | "SNAPSHOTS"
  /** The driver moves only what runs. */
  | "OFF"
  /** What is off has disks that only its host has. */
  | "OFF_WITH_DISKS"
  /** The driver copies no disks. */
  | "NO_COPYING"
  /** Something of that name and size is there, and nobody said that it may be copied over. */
  | "DISK_EXISTS"
  | "URI_FORM"
  | "URI_PARAMETERS"
  | "URI_DRIVER"
  /** It names another host than the one that was asked, or another path. */
  | "URI_HOST"
  | "URI_PATH"
  /** The host is of the same server. */
  | "URI_UNUSED"
  | "OVERWRITE_UNUSED";

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

/** A machine, and the two endpoints that it was to be moved between. */
export interface Crossed {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** What the server says of a move that it says has failed; both missing where it says that it has succeeded. */
  readonly fault?: string;
  readonly message?: string;
}
