import { isMachineGone } from "#providers/libvirt/machine-handle.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";

/**
 * Null for what a server has not, or its driver does not do; its machine that is gone is an error all the same, and so is
 * whatever the server has not said itself.
 */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (libvirtErrorOf(error) === null || isMachineGone(error)) throw error;
    return null;
  }
}
