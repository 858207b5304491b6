import type { Mutation, TaskRef } from "#providers/mutation.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { morefOf, need } from "#providers/vsphere/xml-reader.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/** A call that changes something and answers with its task. It is sent once: `call`, never `read`. */
export type TaskCall = (method: string, self: Moref, args: string, mutation: Mutation) => Promise<TaskRef>;

export function taskCall(client: VimClient): TaskCall {
  return async (method, self, args, mutation) => {
    const response = await client.call(method, self, args, mutation);
    return { id: morefOf(need(response, "returnval")).id };
  };
}
