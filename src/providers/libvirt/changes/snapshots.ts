import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { begin, type Changing, LONG } from "#providers/libvirt/changes/changing.js";
import { refusePluggedIn } from "#providers/libvirt/changes/plugged-in.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { snapshotHandle } from "#providers/libvirt/subjects/snapshots.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute, below } from "#providers/libvirt/xml/elements.js";
import { treeText } from "#providers/libvirt/xml/tree.js";
import type { SnapshotCapability } from "#providers/snapshots.js";

/**
 * Snapshots inside of a machine's disks, which must be qcow2 for it. One of a machine that runs has its memory too: libvirt
 * takes the disks alone only in files beside them, which up to 9.8 it can neither go back to nor remove.
 */
export function snapshots(changing: Changing): SnapshotCapability {
  const { changes, reads, running } = changing;
  return {
    keepsMemory: true,
    async createSnapshot(id, name, mutation) {
      const dom = machineHandle(id);
      if (running.of(id) !== false) {
        await beforehand(async () => {
          const { xml } = await reads.call(
            PROCEDURES.domainGetXmlDesc,
            { dom, flags: 0 },
            { signal: mutation.signal },
          );
          const { root } = parseXml(xml, "domain");
          // Only what runs has an id.
          if (attribute(root, "id") !== null) refusePluggedIn(root, "MAKE");
        });
      }
      const xmlDesc = treeText(["domainsnapshot", {}, ["name", {}, name]]);
      const run = async () => {
        await changes.call(PROCEDURES.domainSnapshotCreateXml, { dom, xmlDesc, flags: 0 }, LONG);
        return null;
      };
      return begin(changing, mutation, { machine: id, run });
    },
    async revertSnapshot(snapshot, mutation) {
      const snap = snapshotHandle(snapshot);
      await beforehand(async () => {
        const kept = await unlessRefused(
          reads.call(PROCEDURES.domainSnapshotGetXmlDesc, { snap, flags: 0 }, { signal: mutation.signal }),
        );
        if (kept === null) return;
        const { root } = parseXml(kept.xml, "domainsnapshot");
        const domain = below(root, "domain");
        const hasMemory = attribute(below(root, "memory"), "snapshot") === "internal";
        if (domain !== null && hasMemory) refusePluggedIn(domain, "REVERT");
      });
      const run = async () => {
        await changes.call(PROCEDURES.domainRevertToSnapshot, { snap, flags: 0 }, LONG);
        return null;
      };
      return begin(changing, mutation, { machine: null, run });
    },
    async removeSnapshot(snapshot, mutation) {
      const snap = snapshotHandle(snapshot);
      const run = async () => {
        await changes.call(PROCEDURES.domainSnapshotDelete, { snap, flags: 0 }, LONG);
        return null;
      };
      return begin(changing, mutation, { machine: null, run });
    },
  };
}
