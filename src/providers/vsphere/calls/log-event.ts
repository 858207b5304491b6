import type { AnchorLog } from "#providers/anchor-log.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

/**
 * Has the server log a GeneralUserEvent on an object: the root folder, a datacenter, a compute resource, a host or a
 * machine. It has no task. The login needs `Global.LogEvent` there (EventManager.LogUserEvent).
 */
export function logEvent(client: VimClient, manager: Moref, on: Moref): AnchorLog["write"] {
  return async (text, mutation) => {
    const args = morefElement("entity", on) + textElement("msg", text);
    await client.call("LogUserEvent", manager, args, mutation);
  };
}
