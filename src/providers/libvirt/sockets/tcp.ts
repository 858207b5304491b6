import { connect } from "node:net";
import { failure } from "#domain/errors.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { connected } from "#providers/libvirt/sockets/connecting.js";
import { plainTcpProblem } from "#providers/libvirt/sockets/plain-tcp.js";
import { LIBVIRT_PORTS } from "#providers/libvirt/sockets/ports.js";
import type { Wire, WireOptions } from "#providers/libvirt/sockets/wire.js";

/** A server that listens without TLS. Errors: `NOT_SENT`; `BAD_ENDPOINT` for another machine. */
export async function openTcp(target: RpcTarget, options: WireOptions): Promise<Wire> {
  const { port, name } = target;
  const host = target.host ?? "";
  const problem = plainTcpProblem(host);
  if (problem !== null) throw failure("BAD_ENDPOINT", { text: name, problem });
  const socket = connect({ host, port: port ?? LIBVIRT_PORTS.tcp, keepAlive: true, noDelay: true });
  const stream = await connected(socket, "connect", options);
  return { stream, facts: { trust: "none", certificate: null, login: null } };
}
