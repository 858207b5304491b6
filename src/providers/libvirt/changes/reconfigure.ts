import { failure } from "#domain/errors.js";
import { addDisk } from "#providers/libvirt/changes/add-disk.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { begin, type Changing, notAsked } from "#providers/libvirt/changes/changing.js";
import { growDisk } from "#providers/libvirt/changes/grow-disk.js";
import { configureHardware, plugHardware } from "#providers/libvirt/changes/hardware.js";
import { expectState } from "#providers/libvirt/changes/machine-state.js";
import { WHOLE, withDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { hardwareOf } from "#providers/libvirt/subjects/hardware.js";
import type { DiskChange, ReconfigureCapability } from "#providers/reconfigure.js";

/**
 * Changes what a machine has. libvirt compares nothing: what was read is compared with what is there right before the change,
 * and whoever else changes it within that moment is not seen.
 */
export function reconfigure(changing: Changing): ReconfigureCapability {
  const { reads, running, driver } = changing;
  return {
    atNextBoot: true,
    ...driver.disks,
    async reconfigure({ id, name, changeVersion }, change, mutation) {
      const { signal } = mutation;
      const [state, documents] = await beforehand(() =>
        withDocuments(
          { caller: reads, running, flags: WHOLE, signal },
          id,
          expectState(changing, id, ["on", "off"], signal),
          (found) => found === "off",
        ),
      );
      if (documents.mark !== changeVersion) throw failure("TARGET_CHANGED", { name });
      const isOn = state === "on";
      const run = change.disk === undefined ? resizing() : await withDisk(change.disk);
      return begin(changing, mutation, {
        machine: null,
        async run() {
          await run();
          return null;
        },
      });

      function resizing(): () => Promise<void> {
        const { cpus, memoryMiB, atNextBoot = false } = change;
        if (!isOn || atNextBoot) return () => configureHardware(changing, documents, { cpus, memoryMiB });
        if (hasMoreThan(cpus)) {
          throw notAsked({ fault: "NO_HOT_REMOVE" });
        }
        return () => plugHardware(changing, id, { cpus, memoryMiB });
      }

      async function withDisk(disk: DiskChange): Promise<() => Promise<void>> {
        const { sizeMiB } = disk;
        return "grow" in disk
          ? await growDisk(changing, id, documents, { disk: disk.grow, sizeMiB, isOn })
          : await addDisk(changing, id, documents, { slot: disk.add, sizeMiB, isOn });
      }

      function hasMoreThan(wanted: number | undefined): boolean {
        if (wanted === undefined || driver.cpuHotRemove) return false;
        return hardwareOf(documents.live).cpus > wanted;
      }
    },
  };
}
