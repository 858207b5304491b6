import type { Element } from "@xmldom/xmldom";
import type { Caller } from "#providers/libvirt/caller.js";
import { ACTIVE_POOLS } from "#providers/libvirt/changes/pool-types.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { parseXml } from "#providers/libvirt/xml/document.js";

export interface OtherVolume {
  readonly vol: StorageVolumeHandle;
  /** Its document. */
  readonly volume: Element;
}

/** All volumes of the pools that run, but for those of some keys. */
export async function otherVolumes(
  reads: Caller,
  keys: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<readonly OtherVolume[]> {
  const asked = { needResults: 1, flags: ACTIVE_POOLS };
  const { pools } = await reads.call(PROCEDURES.connectListAllStoragePools, asked, { signal });
  const listed = await Promise.all(
    pools.map((pool) =>
      unlessRefused(
        reads.call(PROCEDURES.storagePoolListAllVolumes, { pool, needResults: 1, flags: 0 }, { signal }),
      ),
    ),
  );
  const others = listed.flatMap((each) => each?.vols ?? []).filter(({ key }) => !keys.has(key));
  const found = await Promise.all(
    others.map(async (vol) => {
      const args = { vol, flags: 0 };
      const read = await unlessRefused(reads.call(PROCEDURES.storageVolGetXmlDesc, args, { signal }));
      return read === null ? [] : [{ vol, volume: parseXml(read.xml, "volume").root }];
    }),
  );
  return found.flat();
}
