import type { Changing } from "#providers/libvirt/changes/changing.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { sourceOfFile } from "#providers/libvirt/subjects/disks.js";
import { volumeOf } from "#providers/libvirt/subjects/drive-storage.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { mebibytes } from "#providers/libvirt/xml/sizes.js";
import type { DiskKeeping } from "#providers/lifecycle.js";

/**
 * Which files of disks are there, as volumes. What is in no pool that runs libvirt does not see without its machine; nor what has come
 * or gone past it since it looked.
 */
export function filesThere({ reads }: Pick<Changing, "reads">): DiskKeeping["filesThere"] {
  return async (files, signal) => {
    const options = signal === undefined ? {} : { signal };
    const found = await Promise.all(
      files.map(async (file) => {
        const vol = await volumeOf(reads, sourceOfFile(file), options);
        const info =
          vol === null
            ? null
            : await unlessRefused(reads.call(PROCEDURES.storageVolGetInfo, { vol }, options));
        return { file, sizeMiB: info === null ? null : mebibytes(info.capacity) };
      }),
    );
    return {
      there: found.flatMap(({ file, sizeMiB }) => (sizeMiB === null ? [] : [{ file, sizeMiB }])),
      unseen: found.flatMap(({ file, sizeMiB }) => (sizeMiB === null ? [file] : [])),
    };
  };
}
