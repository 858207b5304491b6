import { type LibvirtError, libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";

/** VIR_FROM_RPC: what libvirt's own connections to other servers say. */
const FROM_RPC = 7;

/** VIR_ERR_INTERNAL_ERROR and VIR_ERR_SYSTEM_ERROR. That a server does not know a call has a code of its own. */
const CODES: ReadonlySet<number> = new Set([1, 38]);

/** ENOENT, EACCES and ECONNREFUSED of Linux: there never was a connection. */
const NEVER_THERE: ReadonlySet<number | null> = new Set([2, 13, 111]);

/** What a server says of its own way to another server, to which it passes calls on, as `virtproxyd` does to `virtqemud`; else null. */
export function saidOfWayBehind(error: unknown): LibvirtError | null {
  const said = libvirtErrorOf(error);
  return said?.domain === FROM_RPC && CODES.has(said.code) ? said : null;
}

/**
 * What it says where this way was lost with a call on it: nobody knows what became of the call, and what is lost stays lost for
 * the connection on which that was said. Else null.
 */
export function saidOfLossBehind(error: unknown): LibvirtError | null {
  const said = saidOfWayBehind(error);
  return said !== null && NEVER_THERE.has(said.systemError) ? null : said;
}
