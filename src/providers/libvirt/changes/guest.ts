import type { GuestCapability } from "#providers/guest.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import { expectState } from "#providers/libvirt/changes/machine-state.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";

/** Asks a guest by whatever the driver has for it. One that stands still hears nothing, and some drivers would wait for it. */
export function guest(changing: Changing): GuestCapability {
  const { changes } = changing;
  return {
    async shutdownGuest(id, { signal }) {
      await expectState(changing, id, ["on"], signal);
      await changes.call(PROCEDURES.domainShutdownFlags, { dom: machineHandle(id), flags: 0 }, { signal });
    },
    async rebootGuest(id, { signal }) {
      await expectState(changing, id, ["on"], signal);
      await changes.call(PROCEDURES.domainReboot, { dom: machineHandle(id), flags: 0 }, { signal });
    },
  };
}
