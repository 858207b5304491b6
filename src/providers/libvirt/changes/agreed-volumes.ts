import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { type Changing, notAsked } from "#providers/libvirt/changes/changing.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import type { StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { diskOf, fileOf, isDisk, modeOf } from "#providers/libvirt/subjects/disks.js";
import type { DomainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { storageOf } from "#providers/libvirt/subjects/drive-storage.js";
import { type Drive, drivesOf } from "#providers/libvirt/subjects/drives.js";

/**
 * The volumes that go with a machine: of the disks that it was read with, those that were said to. Throws `TARGET_CHANGED` where
 * they are no longer so, and `NOT_ASKED` (`DISKS_DIFFER`) of a paused machine whose next start would have other disks.
 */
export async function agreedVolumes(
  { reads }: Changing,
  { id, name, disks }: FullMachine,
  { live, configured }: DomainDocuments,
  signal?: AbortSignal,
): Promise<readonly StorageVolumeHandle[]> {
  const drives = drivesOf(live).filter(isDisk);
  const later = drivesOf(configured).filter(isDisk);
  if (inWords(drives) !== inWords(later)) {
    throw notAsked({ fault: "DISKS_DIFFER", now: inWords(drives), later: inWords(later) });
  }
  const dom = machineHandle(id);
  const storage = await beforehand(() =>
    Promise.all(
      drives.map(async (drive) => {
        const lies = await storageOf(reads, dom, drive, { signal });
        return { volume: lies.volume, disk: diskOf(drive, lies) };
      }),
    ),
  );
  if (asAgreed(storage.map(({ disk }) => disk)) !== asAgreed(disks)) {
    throw failure("TARGET_CHANGED", { name });
  }
  return storage.flatMap(({ disk, volume }) => (disk.staysBehind || volume === null ? [] : [volume]));
}

function inWords(drives: readonly Drive[]): string {
  return drives.map((drive) => `${drive.target} ${fileOf(drive.source) ?? "?"} ${modeOf(drive)}`).join(", ");
}

function asAgreed(disks: FullMachine["disks"]): string {
  return JSON.stringify(disks.map(({ id, file, staysBehind = false }) => [id, file, staysBehind]));
}
