import type { Element } from "@xmldom/xmldom";
import type { CloneSpec, CloningCapability } from "#providers/cloning.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { begin, type Changing, LONG, notAsked, refused } from "#providers/libvirt/changes/changing.js";
import { configurationOf } from "#providers/libvirt/changes/configuration.js";
import { expectState } from "#providers/libvirt/changes/machine-state.js";
import { makeAnother, putDisk } from "#providers/libvirt/changes/make-another.js";
import { notDone } from "#providers/libvirt/changes/not-done.js";
import { poolNamed, poolOfId } from "#providers/libvirt/changes/pools.js";
import { makeVolume, takeBack } from "#providers/libvirt/changes/volumes.js";
import { machineHandle, machineId } from "#providers/libvirt/machine-handle.js";
import type { StoragePoolHandle, StorageVolumeHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { isItsOwn, isWritten } from "#providers/libvirt/subjects/disks.js";
import { storageOf } from "#providers/libvirt/subjects/drive-storage.js";
import { drivesOf } from "#providers/libvirt/subjects/drives.js";
import { xmlText } from "#providers/libvirt/xml/document.js";
import { mebibytes } from "#providers/libvirt/xml/sizes.js";

type Configuration = Awaited<ReturnType<typeof configurationOf>>;

/** A disk that is copied. */
interface Copied {
  readonly target: string;
  readonly volume: StorageVolumeHandle;
  readonly pool: StoragePoolHandle;
  readonly sizeMiB: number;
}

/**
 * Copies a machine that is off: the volumes of its disks, and then itself with another UUID and other addresses of its cards.
 * CDs and what is shared, read-only or passed through it has together with its source. Without the machine the volumes are taken back.
 */
export function cloning(changing: Changing): CloningCapability {
  const { changes } = changing;
  return {
    clones: "onlyOff",
    async clone(id, spec, mutation) {
      await expectState(changing, id, ["off"], mutation.signal);
      const { document, root } = await configurationOf(changing, id, mutation.signal);
      const disks = await copiedDisks(changing, id, root, spec, mutation.signal);
      return begin(changing, mutation, {
        machine: null,
        async run() {
          const clone = await copy({ document, root }, disks, spec.name);
          if (spec.on) await start(clone);
          return clone;
        },
      });
    },
  };

  async function copy(
    { document, root }: Configuration,
    disks: readonly Copied[],
    name: string,
  ): Promise<string> {
    const made: StorageVolumeHandle[] = [];
    try {
      for (const { target, volume: from, pool, sizeMiB } of disks) {
        const volumeName = disks.length === 1 ? name : `${name}-${target}`;
        const { volume, disk } = await makeVolume(changing, { pool, name: volumeName, sizeMiB, from });
        made.push(volume);
        putDisk(document, root, target, disk);
      }
      makeAnother(document, root, name);
      const args = { xml: xmlText(root), flags: 0 };
      return machineId((await changes.call(PROCEDURES.domainDefineXmlFlags, args, LONG)).dom);
    } catch (error) {
      throw await takeBack(changing, made, error);
    }
  }

  async function start(clone: string): Promise<void> {
    try {
      await changes.call(PROCEDURES.domainCreateWithFlags, { dom: machineHandle(clone), flags: 0 }, LONG);
    } catch (error) {
      const why = notDone(error);
      if (why === null) throw error;
      throw refused("CLONE_NOT_STARTED", `the clone ${clone} is there, and off: ${why}`);
    }
  }
}

/**
 * Which volumes are copied, and where to. Throws `NOT_ASKED` for a disk that is none of a pool, and for one that is passed through:
 * it cannot be copied, and nothing keeps two guests from writing to it.
 */
async function copiedDisks(
  changing: Changing,
  id: string,
  root: Element,
  { datastore }: CloneSpec,
  signal?: AbortSignal,
): Promise<readonly Copied[]> {
  const all = drivesOf(root);
  const passedThrough = all.find((drive) => drive.device === "lun" && isWritten(drive) && !drive.shareable);
  if (passedThrough !== undefined)
    throw notAsked({ fault: "NO_VOLUME", disk: passedThrough.target, wanted: "COPY" });
  const drives = all.filter(isItsOwn);
  const to = datastore === null ? null : await poolOfId(changing, datastore, signal);
  return await Promise.all(
    drives.map(async (drive) => {
      const { target } = drive;
      const { volume, capacity } = await beforehand(() =>
        storageOf(changing.reads, machineHandle(id), drive, { signal }),
      );
      if (volume === null || capacity === null) {
        throw notAsked({ fault: "NO_VOLUME", disk: target, wanted: "COPY" });
      }
      const pool = to ?? (await poolNamed(changing, volume.pool, signal));
      return { target, volume, pool, sizeMiB: mebibytes(capacity) };
    }),
  );
}
