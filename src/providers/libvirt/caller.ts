import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";

/** Whoever can make a call: a connection, or what holds one. Errors as `RpcClient.call`. */
export interface Caller {
  call<A, R>(procedure: Procedure<A, R>, args: A, options?: CallOptions): Promise<R>;
}
