import type { DiskSlot } from "#domain/full-machine.js";
import { CONFIG, LIVE } from "#providers/libvirt/changes/affect.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { type Changing, LONG, notAsked } from "#providers/libvirt/changes/changing.js";
import { diskTree } from "#providers/libvirt/changes/disk-tree.js";
import { poolOfId } from "#providers/libvirt/changes/pools.js";
import { refusedDisk } from "#providers/libvirt/changes/refused-disk.js";
import { makeVolume } from "#providers/libvirt/changes/volumes.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { targetAt } from "#providers/libvirt/subjects/disk-slot.js";
import { isDisk } from "#providers/libvirt/subjects/disks.js";
import type { DomainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { storageOf } from "#providers/libvirt/subjects/drive-storage.js";
import { drivesOf } from "#providers/libvirt/subjects/drives.js";
import { xmlText } from "#providers/libvirt/xml/document.js";
import { below, textBelow } from "#providers/libvirt/xml/elements.js";
import { elementOf, treeText } from "#providers/libvirt/xml/tree.js";

/**
 * Adds a thin disk, its volume in the pool of the machine's first: plugged in where it runs, else configured.
 *
 * @param documents with the configuration read as `WHOLE`: it is edited, and sent back
 * @returns the calls that do it; where the machine is seen not to have taken the disk, its volume is taken back
 */
export async function addDisk(
  changing: Changing,
  id: string,
  documents: DomainDocuments,
  { slot, sizeMiB, isOn }: { readonly slot: DiskSlot; readonly sizeMiB: number; readonly isOn: boolean },
): Promise<() => Promise<void>> {
  const { changes } = changing;
  const { document, configured: root } = documents;
  const target = { dev: targetAt(slot), bus: slot.controller };
  if (drivesOf(documents.live).some((each) => each.target === target.dev)) {
    throw notAsked({ fault: "SLOT_TAKEN", slot: target.dev });
  }
  const pool = await poolOfId(changing, await datastoreOf(changing, id, documents));
  const name = `${textBelow(documents.configured, "name") ?? id}-${target.dev}`;
  return async () => {
    const made = await makeVolume(changing, { pool, name, sizeMiB, from: null });
    const tree = diskTree(made.disk, target);
    try {
      if (isOn) {
        const args = { dom: machineHandle(id), xml: treeText(tree), flags: LIVE | CONFIG };
        await changes.call(PROCEDURES.domainAttachDeviceFlags, args, LONG);
      } else {
        const devices = below(root, "devices") ?? root.appendChild(document.createElement("devices"));
        devices.appendChild(elementOf(document, tree));
        await changes.call(PROCEDURES.domainDefineXmlFlags, { xml: xmlText(root), flags: 0 }, LONG);
      }
    } catch (error) {
      throw await refusedDisk(changing, id, made, error);
    }
  };
}

async function datastoreOf({ reads }: Changing, id: string, { live }: DomainDocuments): Promise<string> {
  const dom = machineHandle(id);
  const drives = drivesOf(live).filter(isDisk);
  const storage = await beforehand(() => Promise.all(drives.map((each) => storageOf(reads, dom, each))));
  const found = storage.find(({ datastore }) => datastore !== null)?.datastore;
  if (found) return found;
  throw notAsked({ fault: "NO_POOL" });
}
