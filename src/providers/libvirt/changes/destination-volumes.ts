import { basename, dirname } from "node:path";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import type { DriveFacts } from "#providers/libvirt/changes/moved-drive.js";
import { said } from "#providers/libvirt/changes/not-done.js";
import { activePools, type PoolDescription } from "#providers/libvirt/changes/pool-description.js";
import { volumeMark } from "#providers/libvirt/changes/volume-mark.js";
import type { StoragePoolHandle, StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";

/** The pool in which a disk of another host would be called the same here, and what is there. */
export interface DestinationVolume {
  readonly pool: PoolDescription;
  /** What its volume is called, or would be. */
  readonly name: string;
  readonly volume: StorageVolumeHandle | null;
  /** Where that is; null where there is none. */
  readonly path: string | null;
  /** Its size as a guest sees it; null where nobody tells. */
  readonly bytes: number | null;
  /** As `volumeMark`. */
  readonly mark: string | null;
  /** Why nobody can tell what is there; null where that can be told. */
  readonly unseen: string | null;
}

/** Looks through the pools that are in question afresh, each once; null for a disk that no pool would have. */
export async function destinationVolumes(
  { reads }: Pick<Changing, "reads">,
  drives: readonly DriveFacts[],
  signal?: AbortSignal,
): Promise<readonly (DestinationVolume | null)[]> {
  const pools = await activePools(reads, signal);
  const places = drives.map(({ source }) => pools.find(([, pool]) => has(pool, source)) ?? null);
  const unseen = new Map<string, string | null>();
  for (const place of places) {
    if (place === null || unseen.has(place[1].name)) continue;
    unseen.set(place[1].name, await refresh({ reads }, place[0], signal));
  }
  return await Promise.all(
    drives.map(async ({ source }, index) => {
      const place = places[index] ?? null;
      if (place === null || source.kind === "other") return null;
      const [handle, pool] = place;
      const name = source.kind === "volume" ? source.volume : basename(source.path);
      const found =
        source.kind === "volume"
          ? reads.call(PROCEDURES.storageVolLookupByName, { pool: handle, name }, { signal })
          : reads.call(PROCEDURES.storageVolLookupByPath, { path: source.path }, { signal });
      const volume = (await unlessRefused(found))?.vol ?? null;
      const [info, path] =
        volume === null
          ? [null, null]
          : await Promise.all([
              unlessRefused(reads.call(PROCEDURES.storageVolGetInfo, { vol: volume }, { signal })),
              unlessRefused(reads.call(PROCEDURES.storageVolGetPath, { vol: volume }, { signal })),
            ]);
      return {
        ...{ pool, name, volume, path: path?.name ?? null },
        mark: volume === null ? null : await volumeMark(reads, volume, signal),
        bytes: info === null ? null : Number(info.capacity),
        unseen: unseen.get(pool.name) ?? null,
      };
    }),
  );
}

function has({ name, path }: PoolDescription, source: DriveFacts["source"]): boolean {
  if (source.kind === "volume") return source.pool === name;
  return source.kind !== "other" && path === dirname(source.path);
}

/** A pool learns of files that were made past it when it is looked through; of nothing else does that change anything. */
async function refresh(
  { reads }: Pick<Changing, "reads">,
  pool: StoragePoolHandle,
  signal?: AbortSignal,
): Promise<string | null> {
  try {
    await reads.call(PROCEDURES.storagePoolRefresh, { pool, flags: 0 }, { signal });
    return null;
  } catch (error) {
    if (libvirtErrorOf(error) === null) throw error;
    return said(error);
  }
}
