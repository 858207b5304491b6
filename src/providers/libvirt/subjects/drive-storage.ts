import type { Caller } from "#providers/libvirt/caller.js";
import type { DomainHandle, StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";
import type { Drive, DriveSource } from "#providers/libvirt/subjects/drives.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { uuidText } from "#providers/libvirt/uuid.js";

/** What lies behind a drive. */
export interface DriveStorage {
  /** As the guest sees it, in bytes; null where nobody tells. */
  readonly capacity: number | null;
  /** The volume that it is, where it is one of a pool that runs. */
  readonly volume: StorageVolumeHandle | null;
  /** The id of that pool. */
  readonly datastore: string | null;
}

/**
 * In two round trips, for however many drives. The size of a volume follows at once when a running machine's disk grows; the machine
 * itself is asked where there is none, as not all drivers tell the truth of it.
 */
export async function storageOf(
  caller: Caller,
  dom: DomainHandle,
  { target, source }: Drive,
  options: CallOptions = {},
): Promise<DriveStorage> {
  const volume = await volumeOf(caller, source, options);
  if (volume === null) {
    const args = { dom, path: target, flags: 0 };
    const block = await unlessRefused(caller.call(PROCEDURES.domainGetBlockInfo, args, options));
    return { capacity: block === null ? null : Number(block.capacity), volume, datastore: null };
  }
  const [pool, info] = await Promise.all([
    unlessRefused(caller.call(PROCEDURES.storagePoolLookupByVolume, { vol: volume }, options)),
    unlessRefused(caller.call(PROCEDURES.storageVolGetInfo, { vol: volume }, options)),
  ]);
  return {
    capacity: info === null ? null : Number(info.capacity),
    volume,
    datastore: pool === null ? null : uuidText(pool.pool.uuid),
  };
}

/** The volume that a drive is, where it is one of a pool that runs; null for any other. */
export async function volumeOf(
  caller: Caller,
  source: DriveSource,
  options: CallOptions = {},
): Promise<StorageVolumeHandle | null> {
  if (source.kind === "other") return null;
  if (source.kind !== "volume") {
    const { path } = source;
    return (
      (await unlessRefused(caller.call(PROCEDURES.storageVolLookupByPath, { path }, options)))?.vol ?? null
    );
  }
  const { pool: name, volume } = source;
  const found = await unlessRefused(caller.call(PROCEDURES.storagePoolLookupByName, { name }, options));
  if (found === null) return null;
  const args = { pool: found.pool, name: volume };
  return (await unlessRefused(caller.call(PROCEDURES.storageVolLookupByName, args, options)))?.vol ?? null;
}
