import type { Disk } from "#domain/full-machine.js";
import { slotNamed } from "#providers/libvirt/subjects/disk-slot.js";
import type { DriveStorage } from "#providers/libvirt/subjects/drive-storage.js";
import type { Drive, DriveSource } from "#providers/libvirt/subjects/drives.js";
import { mebibytes } from "#providers/libvirt/xml/sizes.js";

/** What holds a machine's data, and no CD or floppy. */
export function isDisk({ device }: Pick<Drive, "device">): boolean {
  return device === "disk" || device === "lun";
}

/**
 * It is known by what it is called in the machine, as virsh shows it: `vda`.
 *
 * @param onTopOf the files that its own is on top of
 */
export function diskOf(
  drive: Drive,
  { capacity, volume }: DriveStorage,
  onTopOf: readonly string[] = [],
): Disk {
  const { target, bus, source } = drive;
  const goes = volume !== null && isItsOwn(drive);
  return {
    id: target,
    label: target,
    sizeMiB: mebibytes(capacity ?? 0),
    file: fileOf(source),
    mode: modeOf(drive),
    slot: slotNamed(bus, target) ?? { controller: bus, unit: 0 },
    growable: capacity !== null && isGrowable(drive),
    ...(goes ? {} : { staysBehind: true }),
    ...(onTopOf.length === 0 ? {} : { onTopOf }),
  };
}

/** Whether the guest writes to it: libvirt copies nothing else to another host. */
export function isWritten(drive: Drive): boolean {
  return isDisk(drive) && !drive.readonly;
}

/** Whether its volume goes together with the machine: CDs stay, and so does what is shared, read-only or passed through. */
export function isItsOwn(drive: Drive): boolean {
  return isWritten(drive) && drive.device !== "lun" && !drive.shareable;
}

/** libvirt has words for what is out of the ordinary alone. */
export function modeOf({ readonly, shareable, transient }: Drive): string {
  const words = Object.entries({ readonly, shareable, transient }).flatMap(([word, is]) =>
    is ? [word] : [],
  );
  return words.join(" ") || "persistent";
}

function isGrowable({ device, source, readonly, shareable, transient, format }: Drive): boolean {
  const isOwn = source.kind === "file" || source.kind === "volume";
  const isKnown = format === null || format === "raw" || format === "qcow2";
  return device === "disk" && isOwn && isKnown && !readonly && !shareable && !transient;
}

/** What a disk is recorded to lie in: a path, or pool and volume. */
export function fileOf(source: DriveSource): string | null {
  if (source.kind === "volume") return `${source.pool}/${source.volume}`;
  return source.kind === "other" ? source.text : source.path;
}

/** What a file that a disk was said to have stands for. */
export function sourceOfFile(file: string): DriveSource {
  if (file.startsWith("/")) return { kind: "file", path: file };
  const slash = file.indexOf("/");
  if (slash < 0) return { kind: "other", text: file };
  return { kind: "volume", pool: file.slice(0, slash), volume: file.slice(slash + 1) };
}
