import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { parametersChecked } from "#providers/libvirt/sockets/parameters.js";
import { openSsh } from "#providers/libvirt/sockets/ssh.js";
import { openTcp } from "#providers/libvirt/sockets/tcp.js";
import { openTls } from "#providers/libvirt/sockets/tls.js";
import { openUnix } from "#providers/libvirt/sockets/unix.js";
import type { Wire, WireOptions } from "#providers/libvirt/sockets/wire.js";

const OPENERS: Readonly<
  Record<RpcTarget["transport"], (target: RpcTarget, options: WireOptions) => Promise<Wire>>
> = { unix: openUnix, tcp: openTcp, tls: openTls, ssh: openSsh };

/**
 * The way to a server that the target names. Errors: `NOT_SENT`, `BAD_ENDPOINT`, `FILE_UNREADABLE`, `CERTIFICATE_FILE_UNFIT`,
 * `CERTIFICATE_UNTRUSTED`, `CLIENT_CERTIFICATE_REFUSED`.
 */
export async function openWire(target: RpcTarget, options: WireOptions): Promise<Wire> {
  parametersChecked(target);
  return await OPENERS[target.transport](target, options);
}
