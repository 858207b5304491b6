import { asShosekiError } from "#domain/errors.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { type Changing, LONG, refused } from "#providers/libvirt/changes/changing.js";
import { notDone, said } from "#providers/libvirt/changes/not-done.js";
import { FILE_POOLS } from "#providers/libvirt/changes/pool-types.js";
import type { StoragePoolHandle, StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute } from "#providers/libvirt/xml/elements.js";
import { type Tree, treeText } from "#providers/libvirt/xml/tree.js";

const MIB = 1024 ** 2;

/** `virStorageVolType`. */
const BLOCK = 1;
const FILE = 0;

/** A volume that has been made, and how a machine is told of it. */
export interface MadeVolume {
  readonly volume: StorageVolumeHandle;
  readonly disk: DiskSource;
}

export interface DiskSource {
  readonly type: "file" | "block" | "volume";
  /** The attributes of its `source`. */
  readonly source: Readonly<Record<string, string>>;
  readonly format: "qcow2" | "raw";
}

export interface NewVolume {
  readonly pool: StoragePoolHandle;
  /** Without what its format adds to it. */
  readonly name: string;
  readonly sizeMiB: number;
  /** What it is copied from; null for an empty one. */
  readonly from: StorageVolumeHandle | null;
}

/**
 * Makes a volume that takes room only as it is written, where the pool has such. One of which it cannot be read where it is, is
 * taken back.
 */
export async function makeVolume(
  changing: Changing,
  { pool, name, sizeMiB, from }: NewVolume,
): Promise<MadeVolume> {
  const { changes, reads, driver } = changing;
  const described = await beforehand(() => reads.call(PROCEDURES.storagePoolGetXmlDesc, { pool, flags: 0 }));
  const isOfFiles = FILE_POOLS.has(attribute(parseXml(described.xml, "pool").root, "type"));
  const format = isOfFiles ? driver.diskFormat : "raw";
  const xml = treeText(
    volumeTree(isOfFiles ? `${name}.${format}` : name, sizeMiB, isOfFiles ? format : null),
  );
  const { vol: volume } =
    from === null
      ? await changes.call(PROCEDURES.storageVolCreateXml, { pool, xml, flags: 0 }, LONG)
      : await changes.call(PROCEDURES.storageVolCreateXmlFrom, { pool, xml, clonevol: from, flags: 0 }, LONG);
  try {
    return { volume, disk: await beforehand(() => sourceOf(reads, volume, format)) };
  } catch (error) {
    throw await takeBack(changing, [volume], error);
  }
}

/**
 * Takes back volumes that nothing came to use, because of an error that nothing else came of.
 *
 * @returns the error to tell: with what could not be taken back
 */
export async function takeBack(
  { changes }: Changing,
  volumes: readonly StorageVolumeHandle[],
  why: unknown,
): Promise<unknown> {
  // Whether the machine is there or not nobody knows: its volumes stay.
  if (notDone(why) === null) return asShosekiError(why);
  const left: string[] = [];
  for (const vol of volumes) {
    await changes.call(PROCEDURES.storageVolDelete, { vol, flags: 0 }, LONG).catch(() => {
      left.push(`${vol.pool}/${vol.name}`);
    });
  }
  if (left.length === 0) return asShosekiError(why);
  return refused("VOLUME_LEFT", `${said(why)}; made for it, and maybe there still: ${left.join(", ")}`);
}

/** Without `compat` libvirt makes a qcow2 of a kind that does not grow once it has a snapshot. */
function volumeTree(name: string, sizeMiB: number, format: "qcow2" | "raw" | null): Tree {
  return [
    "volume",
    {},
    ["name", {}, name],
    ["capacity", { unit: "bytes" }, String(sizeMiB * MIB)],
    ...(format === null ? [] : [["allocation", {}, "0"] as const]),
    [
      "target",
      {},
      format === null ? null : ["format", { type: format }],
      format === "qcow2" ? ["compat", {}, "1.1"] : null,
    ],
  ];
}

async function sourceOf(
  reads: Changing["reads"],
  vol: StorageVolumeHandle,
  format: DiskSource["format"],
): Promise<DiskSource> {
  const [{ type }, { name: path }] = await Promise.all([
    reads.call(PROCEDURES.storageVolGetInfo, { vol }),
    reads.call(PROCEDURES.storageVolGetPath, { vol }),
  ]);
  if (type === FILE) return { type: "file", source: { file: path }, format };
  if (type === BLOCK) return { type: "block", source: { dev: path }, format };
  return { type: "volume", source: { pool: vol.pool, volume: vol.name }, format };
}
