import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { openWire } from "#providers/libvirt/sockets/open-wire.js";
import type { WireOptions } from "#providers/libvirt/sockets/wire.js";

/** It is over before a server could be silent for long. */
const NO_KEEPALIVE = { intervalMs: 3_600_000, count: 1 };

/** Whether a server answers on a connection of its own, over which nobody logs in. Never rejects. */
export async function knock(target: RpcTarget, options: WireOptions): Promise<boolean> {
  const { timeoutMs, signal } = options;
  try {
    const client = new RpcClient(await openWire(target, options), {
      timeoutMs,
      keepalive: NO_KEEPALIVE,
      answersElsewhere: () => Promise.resolve(true),
    });
    try {
      await client.call(PROCEDURES.authList, {}, { signal });
      return true;
    } finally {
      await client.close();
    }
  } catch {
    return false;
  }
}
