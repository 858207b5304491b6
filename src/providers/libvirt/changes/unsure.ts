import { failure } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";

/** VIR_ERR_OPERATION_TIMEOUT. */
const TIMEOUT = 68;
/** VIR_FROM_QEMU: the driver gave up waiting for the guest. That something else holds the machine is said by libvirt itself. */
const QEMU = 10;

/** For calls that change something: where the server gave up waiting for what it had begun, it does not know either (`SERVER_UNSURE`). */
export function tellingUnsure(caller: Caller): Caller {
  return {
    async call(procedure, args, options) {
      try {
        return await caller.call(procedure, args, options);
      } catch (error) {
        const said = libvirtErrorOf(error);
        if (said?.code !== TIMEOUT || said.domain !== QEMU) throw error;
        throw failure("SERVER_UNSURE", { fault: said.fault, message: said.message }, said);
      }
    },
  };
}
