import type { Disk } from "#domain/full-machine.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { type Changing, LONG, notAsked } from "#providers/libvirt/changes/changing.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { DomainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { storageOf } from "#providers/libvirt/subjects/drive-storage.js";
import { drivesOf } from "#providers/libvirt/subjects/drives.js";

const MIB = 1024 ** 2;
/** VIR_DOMAIN_BLOCK_RESIZE_BYTES. */
const BYTES = 1 << 0;

/**
 * Grows a disk: under a running guest, which sees it, or the volume of one that is off.
 *
 * @returns the call that does it; one that would make the disk smaller is refused here, since libvirt makes it smaller under a
 * running guest and what was there is gone
 */
export async function growDisk(
  changing: Changing,
  id: string,
  documents: DomainDocuments,
  { disk, sizeMiB, isOn }: { readonly disk: Disk; readonly sizeMiB: number; readonly isOn: boolean },
): Promise<() => Promise<void>> {
  const { changes, reads } = changing;
  const dom = machineHandle(id);
  const drive = drivesOf(documents.live).find(({ target }) => target === disk.id);
  if (drive === undefined) throw notAsked({ fault: "NO_DISK", disk: disk.id });
  const { capacity, volume } = await beforehand(() => storageOf(reads, dom, drive));
  if (capacity === null) throw notAsked({ fault: "SIZE_UNKNOWN", disk: disk.id });
  const bytes = sizeMiB * MIB;
  if (bytes <= capacity) {
    throw notAsked({ fault: "DISK_ONLY_GROWS", disk: disk.id, bytes: capacity, askedBytes: bytes });
  }
  if (isOn) {
    const args = { dom, disk: disk.id, size: bytes, flags: BYTES };
    return async () => void (await changes.call(PROCEDURES.domainBlockResize, args, LONG));
  }
  if (volume === null) {
    throw notAsked({ fault: "NO_VOLUME", disk: disk.id, wanted: "GROW" });
  }
  const args = { vol: volume, capacity: bytes, flags: 0 };
  return async () => void (await changes.call(PROCEDURES.storageVolResize, args, LONG));
}
