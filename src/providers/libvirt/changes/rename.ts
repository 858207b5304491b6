import type { Changing } from "#providers/libvirt/changes/changing.js";
import { expectState } from "#providers/libvirt/changes/machine-state.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RenameCapability } from "#providers/rename.js";

/** Renames a machine that is off. Its snapshots go with it, its volumes keep their names. */
export function rename(changing: Changing): RenameCapability {
  const { changes, jobs } = changing;
  return {
    renames: "onlyOff",
    async rename(id, newName, { signal }) {
      await expectState(changing, id, ["off"], signal);
      return await jobs.finish(async () => {
        const args = { dom: machineHandle(id), newName, flags: 0 };
        await changes.call(PROCEDURES.domainRename, args, { signal });
        return null;
      });
    },
  };
}
