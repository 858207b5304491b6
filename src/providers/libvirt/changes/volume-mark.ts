import type { Caller } from "#providers/libvirt/caller.js";
import { markOf } from "#providers/libvirt/changes/looked-for.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { parseXml } from "#providers/libvirt/xml/document.js";

/** By what a volume's file is the same on whichever host; null where nothing says that. */
export async function volumeMark(
  reads: Caller,
  vol: StorageVolumeHandle,
  signal?: AbortSignal,
): Promise<string | null> {
  const read = await unlessRefused(
    reads.call(PROCEDURES.storageVolGetXmlDesc, { vol, flags: 0 }, { signal }),
  );
  return read === null ? null : markOf(parseXml(read.xml, "volume").root);
}
