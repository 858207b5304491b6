import { connectRpc, type RpcOptions } from "#providers/libvirt/rpc/connect-rpc.js";
import type { KeepaliveOptions } from "#providers/libvirt/rpc/keepalive.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";

/** The test driver's own machine, on a unix socket unless said. */
export function target(changes: Partial<RpcTarget> = {}): RpcTarget {
  return {
    driver: "test",
    transport: "unix",
    user: null,
    host: null,
    port: null,
    path: "/default",
    query: {},
    name: "test:///default",
    ...changes,
  };
}

export const options: RpcOptions = { timeoutMs: 10_000, environment: process.env };

/** @param keepalive never, unless said */
export async function connectedTo(
  { path }: { readonly path: string },
  keepalive: KeepaliveOptions = { intervalMs: 3_600_000, count: 1 },
  signal?: AbortSignal,
): Promise<RpcClient> {
  return await connectRpc(target({ query: { socket: path } }), { ...options, keepalive, signal });
}
