import type { GuestCapability } from "#providers/guest.js";
import type { Mutation } from "#providers/mutation.js";
import { moref } from "#providers/vsphere/references.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";

/** These have no task: their answer says that the guest's tools have been told. */
export function guest(client: VimClient): GuestCapability {
  const tell = (method: string) => async (id: string, mutation: Mutation) => {
    await client.call(method, moref("VirtualMachine", id), "", mutation);
  };
  return { shutdownGuest: tell("ShutdownGuest"), rebootGuest: tell("RebootGuest") };
}
