import { begin, beginSending, type Changing, LONG } from "#providers/libvirt/changes/changing.js";
import { goOn } from "#providers/libvirt/changes/go-on.js";
import { expectState, inState, machineState } from "#providers/libvirt/changes/machine-state.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { PowerCapability } from "#providers/power.js";

/** Starts, stops, resets, and puts memory into a file to go on from (`virDomainManagedSave`). */
export function power(changing: Changing): PowerCapability {
  const { changes, driver, jobs, running } = changing;
  return {
    async powerOn(id, mutation) {
      const dom = machineHandle(id);
      return await beginSending(changing, mutation, async (options) => {
        const start = () => changes.call(PROCEDURES.domainCreateWithFlags, { dom, flags: 0 }, options);
        const resume = () => goOn(changing, id, options);
        // One that is thought to be in memory is looked at first: what the driver says of it, once refused, may not be so.
        const isThere =
          running.of(id) === true && (await machineState(changing, id, options.signal)) === "paused";
        if (isThere) await resume();
        else await inState(changing, id, ["off", "saved"], start, { paused: resume });
        running.note(id, true);
        return null;
      });
    },
    async powerOff(id, mutation) {
      const dom = machineHandle(id);
      return await beginSending(changing, mutation, async (options) => {
        const stop = () => changes.call(PROCEDURES.domainDestroyFlags, { dom, flags: 0 }, options);
        await inState(changing, id, ["on", "paused"], stop);
        running.note(id, false);
        return null;
      });
    },
    async suspend(id, mutation) {
      const dom = machineHandle(id);
      await expectState(changing, id, ["on"], mutation.signal);
      const run = async () => {
        await changes.call(PROCEDURES.domainManagedSave, { dom, flags: driver.saveFlags }, LONG);
        running.note(id, false);
        return null;
      };
      return begin(changing, mutation, { machine: id, run });
    },
    async reset(id, { signal }) {
      const dom = machineHandle(id);
      await expectState(changing, id, ["on"], signal);
      return await jobs.finish(async () => {
        await changes.call(PROCEDURES.domainReset, { dom, flags: 0 }, { signal });
        return null;
      });
    },
  };
}
