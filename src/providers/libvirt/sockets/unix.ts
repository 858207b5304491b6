import { connect } from "node:net";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { connected } from "#providers/libvirt/sockets/connecting.js";
import { hereIn } from "#providers/libvirt/sockets/here.js";
import { unixPath } from "#providers/libvirt/sockets/unix-path.js";
import type { Wire, WireOptions } from "#providers/libvirt/sockets/wire.js";

/** The server on this machine. It knows who is at the other end from the operating system. Errors: `NOT_SENT`. */
export async function openUnix(target: RpcTarget, options: WireOptions): Promise<Wire> {
  const here = hereIn(options.environment);
  const stream = await connected(connect({ path: unixPath(target, here) }), "connect", options);
  return { stream, facts: { trust: "none", certificate: null, login: here.user } };
}
