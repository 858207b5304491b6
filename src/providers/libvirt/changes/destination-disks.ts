import type { DiskObstacle } from "#domain/move-obstacle.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import {
  type DestinationVolume,
  destinationVolumes,
} from "#providers/libvirt/changes/destination-volumes.js";
import { type DriveFacts, MovedDrive } from "#providers/libvirt/changes/moved-drive.js";
import { type OtherDrive, otherMachinesDrives } from "#providers/libvirt/changes/other-drives.js";
import { FILE_POOLS, LOCAL_POOLS } from "#providers/libvirt/changes/pool-types.js";
import { howOthersHave } from "#providers/libvirt/changes/volume-users.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { mebibytes } from "#providers/libvirt/xml/sizes.js";
import type { DestinationDisk, MovedDisk } from "#providers/migration.js";

/**
 * What is here for the disks of a machine that would come from another host, which are called the same here as there. libvirt copies
 * over whatever it finds under that name, a stranger's disk too, and whether its pool knows of it or not; what it does not find it
 * makes, where a pool has that directory. So pools are looked through afresh first. Errors as of what has not been sent.
 *
 * @param id of the machine that they are of
 */
export async function destinationDisks(
  changing: Changing,
  id: string,
  disks: readonly MovedDisk[],
  signal?: AbortSignal,
): Promise<readonly DestinationDisk[]> {
  if (disks.length === 0) return [];
  return await beforehand(async () => {
    const drives = disks.map((disk) => MovedDrive.of(disk));
    const [found, others] = await Promise.all([
      destinationVolumes(changing, drives, signal),
      otherMachinesDrives(changing.reads, id, signal),
    ]);
    return await Promise.all(
      disks.map((disk, index) => destinationDisk({ changing, others, signal }, disk, found[index] ?? null)),
    );
  });
}

interface Destination {
  readonly changing: Changing;
  readonly others: readonly OtherDrive[];
  readonly signal: AbortSignal | undefined;
}

async function destinationDisk(
  destination: Destination,
  disk: MovedDisk,
  found: DestinationVolume | null,
): Promise<DestinationDisk> {
  const drive = MovedDrive.of(disk);
  if (drive.overNetwork || isSeenByBoth(drive, found)) return { as: "shared" };
  if (drive.pool !== null && !LOCAL_POOLS.has(drive.pool.type)) {
    return refuse("NOT_SHARED", found === null ? null : `${found.pool.type}: ${found.pool.name}`);
  }
  if (drive.fromNextStart) return refuse("DISK_NEXT_START");
  if (drive.shareable) return refuse("DISK_SHAREABLE");
  if (!drive.written) return hasLike(drive, found) ? { as: "theirs" } : refuse("DISK_READ_ONLY");
  if (found === null) return refuse("NO_POOL");
  if (found.unseen !== null) return refuse("NO_POOL", found.unseen);
  if (found.volume === null) return unmade(destination, drive, found);
  if (MovedDrive.isIn(disk, found.mark)) return refuse("DISK_ITSELF");
  return await overwritten(destination, drive, found.volume, found);
}

/**
 * Whether it lies in what both hosts have. A logical volume has a UUID of its own, which is its key; the same one in a volume group of
 * the same name is the same volume. The keys of other pools are names, which two hosts give to two things.
 */
function isSeenByBoth(drive: DriveFacts, found: DestinationVolume | null): boolean {
  const { pool, key } = drive;
  if (pool === null || found === null || found.volume === null || !hasLike(drive, found)) return false;
  const { pool: there } = found;
  if (there.type !== pool.type || there.source !== pool.source) return false;
  if (pool.type === "logical") return found.volume.key === key && key !== found.path;
  return !LOCAL_POOLS.has(pool.type);
}

function hasLike({ bytes }: DriveFacts, found: DestinationVolume | null): boolean {
  return bytes !== null && found?.unseen === null && found.bytes === bytes;
}

/** A file that is not there is made, unless a machine waits for it. */
function unmade(
  { others }: Destination,
  { source }: DriveFacts,
  { pool, name }: DestinationVolume,
): DestinationDisk {
  const user = userOf(others, source, pool.name);
  if (user !== null) return refuse("DISK_TAKEN", user);
  const isMade = source.kind === "volume" || (source.kind === "file" && FILE_POOLS.has(pool.type));
  return isMade ? { as: "made", place: `${pool.name}/${name}` } : refuse("NO_POOL");
}

async function overwritten(
  { changing, others, signal }: Destination,
  { source, bytes }: DriveFacts,
  volume: StorageVolumeHandle,
  found: DestinationVolume,
): Promise<DestinationDisk> {
  const place = `${volume.pool}/${volume.name}`;
  if (bytes === null || found.bytes !== bytes) return refuse("DISK_SIZE", place);
  const user = userOf(others, source, found.pool.name);
  if (user !== null) return refuse("DISK_TAKEN", user);
  const other = await howOthersHave(changing, [volume], others, signal);
  if (other !== null) {
    return refuse("DISK_TAKEN", other.disk === null ? other.holder : `${other.holder}: ${other.disk}`);
  }
  return { as: "overwritten", place, sizeMiB: mebibytes(bytes) };
}

function userOf(others: readonly OtherDrive[], wanted: DriveFacts["source"], pool: string): string | null {
  const user = others.find(({ drive: { source, backing } }) =>
    [source, ...backing].some((each) => isSamePlace(each, wanted, pool)),
  );
  return user === undefined ? null : `${user.dom.name}: ${user.drive.target}`;
}

function isSamePlace(used: DriveFacts["source"], wanted: DriveFacts["source"], pool: string): boolean {
  if (used.kind === "volume")
    return wanted.kind === "volume" && used.pool === pool && used.volume === wanted.volume;
  if (used.kind === "other" || wanted.kind === "other" || wanted.kind === "volume") return false;
  return used.path === wanted.path;
}

function refuse(why: DiskObstacle, about: string | null = null): DestinationDisk {
  return { as: "refused", why, about };
}
