import type { Caller } from "#providers/libvirt/caller.js";
import { MovedDrive } from "#providers/libvirt/changes/moved-drive.js";
import { describePool, type PoolDescription } from "#providers/libvirt/changes/pool-description.js";
import { volumeMark } from "#providers/libvirt/changes/volume-mark.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { isWritten } from "#providers/libvirt/subjects/disks.js";
import { domainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { storageOf } from "#providers/libvirt/subjects/drive-storage.js";
import { type Drive, drivesOf } from "#providers/libvirt/subjects/drives.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import type { MovedDisk } from "#providers/migration.js";

/**
 * What a machine has something in: as it runs, and what its next start alone would have, which libvirt moves the mention of and
 * nothing else.
 */
export async function movedDisks(
  reads: Caller,
  id: string,
  signal?: AbortSignal,
): Promise<readonly MovedDisk[]> {
  const { live, configured } = await domainDocuments(reads, id, signal);
  const running = drivesOf(live).filter(({ filled }) => filled);
  const has = (drive: Drive) => running.some((each) => isSame(each, drive));
  const waiting = drivesOf(configured).filter((drive) => drive.filled && !has(drive));
  return await Promise.all([
    ...running.map((drive) => movedDisk(reads, id, drive, false, signal)),
    ...waiting.map((drive) => movedDisk(reads, id, drive, true, signal)),
  ]);
}

function isSame(one: Drive, other: Drive): boolean {
  return one.target === other.target && placeOf(one, null) === placeOf(other, null);
}

async function movedDisk(
  reads: Caller,
  id: string,
  drive: Drive,
  fromNextStart: boolean,
  signal: AbortSignal | undefined,
): Promise<MovedDisk> {
  const { capacity, volume } = await storageOf(reads, machineHandle(id), drive, { signal });
  const facts = {
    source: drive.source,
    overNetwork: drive.overNetwork,
    written: isWritten(drive),
    shareable: drive.shareable,
    fromNextStart,
    bytes: capacity,
    key: volume?.key ?? null,
    pool: volume === null ? null : await poolOf(reads, volume, signal),
  };
  const mark = volume === null ? null : await volumeMark(reads, volume, signal);
  const source = new MovedDrive(facts, mark);
  return { label: drive.target, place: placeOf(drive, volume), source };
}

async function poolOf(
  reads: Caller,
  { pool: name }: StorageVolumeHandle,
  signal?: AbortSignal,
): Promise<PoolDescription | null> {
  const found = await unlessRefused(reads.call(PROCEDURES.storagePoolLookupByName, { name }, { signal }));
  return found === null ? null : await describePool(reads, found.pool, signal);
}

function placeOf({ source }: Drive, volume: StorageVolumeHandle | null): string {
  if (volume !== null) return `${volume.pool}/${volume.name}`;
  if (source.kind === "volume") return `${source.pool}/${source.volume}`;
  return source.kind === "other" ? (source.text ?? "") : source.path;
}
