import type { Caller } from "#providers/libvirt/caller.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";
import { fileOf } from "#providers/libvirt/subjects/disks.js";
import { volumeOf } from "#providers/libvirt/subjects/drive-storage.js";
import type { Drive } from "#providers/libvirt/subjects/drives.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { textBelow } from "#providers/libvirt/xml/elements.js";

/** A chain that is longer goes round. */
const LONGEST = 200;

/**
 * The files that a disk's own is on top of, from there on down: as the machine's document says, or else as their volumes do, as far as
 * they are such. One round trip, and two for each.
 */
export async function chainOf(
  caller: Caller,
  { backing }: Drive,
  volume: StorageVolumeHandle | null,
  options: CallOptions = {},
): Promise<readonly string[]> {
  if (backing.length > 0) return backing.map((each) => fileOf(each) ?? "?");
  const found: string[] = [];
  for (let vol = volume; vol !== null && found.length < LONGEST; ) {
    const args = { vol, flags: 0 };
    const read = await unlessRefused(caller.call(PROCEDURES.storageVolGetXmlDesc, args, options));
    const path = read && textBelow(parseXml(read.xml, "volume").root, "backingStore", "path");
    if (!path) break;
    found.push(path);
    vol = await volumeOf(caller, { kind: "file", path }, options);
  }
  return found;
}
