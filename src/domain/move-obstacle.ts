/** Why nothing is moved between two servers: the platform does not do that, or they are of two hypervisors. */
export type ApartReason = "PLATFORM" | "HYPERVISOR";

/** Why a machine cannot go to another server's host, or to another place on its own. */
export type MoveObstacle =
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
  /** As `DiskObstacle` of the provider contract. */
  | "DISK_TAKEN"
  | "DISK_SIZE"
  | "DISK_ITSELF"
  | "NO_POOL"
  | "NOT_SHARED"
  | "DISK_SHAREABLE"
  | "DISK_READ_ONLY"
  | "DISK_NEXT_START"
  | "URI_FORM"
  | "URI_PARAMETERS"
  | "URI_DRIVER"
  /** It names another host than the one that was asked, or another path. */
  | "URI_HOST"
  | "URI_PATH"
  /** The host is of the same server. */
  | "URI_UNUSED"
  | "OVERWRITE_UNUSED";

/** A machine, and the two endpoints that it was to be moved between. */
export interface Crossed {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** What the server says of a move that it says has failed; both missing where it says that it has succeeded. */
  readonly fault?: string;
  readonly message?: string;
}
