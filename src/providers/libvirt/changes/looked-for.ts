import type { Element } from "@xmldom/xmldom";
import type { Caller } from "#providers/libvirt/caller.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import type { OtherVolume } from "#providers/libvirt/changes/other-volumes.js";
import { LOCAL_POOLS } from "#providers/libvirt/changes/pool-types.js";
import { isMachineGone } from "#providers/libvirt/machine-handle.js";
import type { DomainHandle, StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { fileOf, isDisk } from "#providers/libvirt/subjects/disks.js";
import { volumeOf } from "#providers/libvirt/subjects/drive-storage.js";
import type { Drive, DriveSource } from "#providers/libvirt/subjects/drives.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute, textBelow } from "#providers/libvirt/xml/elements.js";

/** Volumes, by all that tells them from others. */
export interface Known {
  readonly keys: ReadonlySet<string>;
  /** What documents call them by: paths, and the keys of those that are no files. */
  readonly names: ReadonlySet<string>;
  /** How much their files hold, in bytes, as the file system says; null where that of one of them is not known. */
  readonly lengths: ReadonlySet<number> | null;
  /** Their files, as `markOf`: two of one mark are one file, called by two names. */
  readonly marks: ReadonlySet<string>;
  /** Whether they, and all others, are real: what nobody can tell from them is else taken for another. */
  readonly isReal: boolean;
  /** Whether one of them can be had past this host's files and devices, by another name. */
  readonly isRemote: boolean;
}

type Alone = Pick<Drive, "target" | "format" | "device"> & {
  readonly dom: DomainHandle;
  readonly isOff: boolean;
};

/** What a drive of another machine leads to. */
export interface LookedFor {
  readonly source: DriveSource;
  /** By what its machine is asked of it; null for what a drive's own is on top of, and what the machine does not have yet. */
  readonly alone: Alone | null;
}

/** `place` is how that machine names it; null where it does not. */
export interface Which {
  readonly is: "one" | "another" | "unknown";
  readonly place: string | null;
}

/** `ENOENT` of the server's host, which is a Linux. */
const NO_SUCH_FILE = 2;

export async function knownOf(
  { reads, driver }: Pick<Changing, "reads" | "driver">,
  volumes: readonly StorageVolumeHandle[],
  signal: AbortSignal | undefined,
): Promise<Known> {
  const found = await Promise.all(
    volumes.map(async (vol) => {
      const [{ name: path }, { xml }, { pool }] = await Promise.all([
        reads.call(PROCEDURES.storageVolGetPath, { vol }, { signal }),
        reads.call(PROCEDURES.storageVolGetXmlDesc, { vol, flags: 0 }, { signal }),
        reads.call(PROCEDURES.storagePoolLookupByVolume, { vol }, { signal }),
      ]);
      const of = await reads.call(PROCEDURES.storagePoolGetXmlDesc, { pool, flags: 0 }, { signal });
      const { root } = parseXml(xml, "volume");
      const length = textBelow(root, "physical");
      const type = attribute(parseXml(of.xml, "pool").root, "type");
      return {
        key: vol.key,
        path,
        length: length === null ? null : Number(length),
        mark: markOf(root),
        type,
      };
    }),
  );
  const lengths = found.flatMap(({ length }) => (length === null ? [] : [length]));
  return {
    keys: new Set(found.map(({ key }) => key)),
    names: new Set(found.flatMap(({ key, path }) => [key, path])),
    lengths: lengths.length === found.length ? new Set(lengths) : null,
    isReal: driver.isReal,
    marks: new Set(found.flatMap(({ mark }) => mark ?? [])),
    isRemote: found.some(({ type }) => !LOCAL_POOLS.has(type)),
  };
}

/** Pools can have the same files under two paths: a volume there that is one of these is one of them. */
export function withAliases(known: Known, others: readonly OtherVolume[]): Known {
  const aliases = others.filter(({ volume }) => known.marks.has(markOf(volume) ?? ""));
  const paths = aliases.flatMap(({ volume }) => textBelow(volume, "target", "path") ?? []);
  const keys = aliases.map(({ vol }) => vol.key);
  return {
    ...known,
    keys: new Set([...known.keys, ...keys]),
    names: new Set([...known.names, ...keys, ...paths]),
  };
}

/**
 * Two files of one mark are one, or of one length and made in the same tick of a clock; null of what is no file. One that is written
 * to has another mark each time.
 */
export function markOf(volume: Element): string | null {
  const at = (time: string) => textBelow(volume, "target", "timestamps", time);
  const changed = at("ctime");
  return changed === null ? null : `${changed} ${at("mtime") ?? ""} ${textBelow(volume, "physical") ?? ""}`;
}

/**
 * Whether that is one of the volumes. libvirt takes the same file by another path, over a link, for another file: only what it
 * knows as a volume is surely another, what can be nothing but itself (raw), of another length, and the image of a CD that has
 * been removed.
 */
export async function isWhich(
  reads: Caller,
  known: Known,
  { source, alone }: LookedFor,
  signal: AbortSignal | undefined,
): Promise<Which> {
  const place = fileOf(source);
  if (place !== null && known.names.has(place)) return { is: "one", place };
  if (source.kind === "other" && !known.isRemote) return { is: "another", place };
  const volume = await volumeOf(reads, source, { signal });
  if (volume !== null) return { is: known.keys.has(volume.key) ? "one" : "another", place };
  if (!known.isReal) return { is: "another", place };
  const isAnother = alone !== null && (await isSurelyAnother(reads, known, alone, signal));
  return { is: isAnother ? "another" : "unknown", place };
}

async function isSurelyAnother(
  reads: Caller,
  { lengths }: Known,
  { dom, target, format, device, isOff }: Alone,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const known = format === "raw" ? lengths : null;
  // What runs has a file open that has lost its name; a disk's may come back with a file system that is not mounted.
  const mayBeGone = isOff && !isDisk({ device });
  if (known === null && !mayBeGone) return false;
  try {
    const args = { dom, path: target, flags: 0 };
    const { physical } = await reads.call(PROCEDURES.domainGetBlockInfo, args, { signal });
    return known !== null && !known.has(Number(physical));
  } catch (error) {
    const said = libvirtErrorOf(error);
    if (said === null || isMachineGone(error)) throw error;
    return mayBeGone && said.systemError === NO_SUCH_FILE;
  }
}
