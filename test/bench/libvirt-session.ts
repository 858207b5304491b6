import type { ProviderSession } from "#providers/contract.js";
import { openLibvirt } from "#providers/libvirt/open.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { type WarmSession, warmSession } from "./warm-session.js";

/** A libvirtd's driver, behind a unix socket. */
export function onSocket(driver: "qemu" | "test", socket: string): RpcTarget {
  const path = driver === "test" ? "/default" : "/system";
  const name = `${driver}+unix://${path}?socket=${socket}`;
  return { driver, transport: "unix", user: null, host: null, port: null, path, query: { socket }, name };
}

/**
 * A session on a journal of its own whose operations go by one way, and everything that stands (the inventory and pings) by
 * another: what is counted on the first is operations alone.
 */
export async function openOperating(operations: RpcTarget, standing: RpcTarget): Promise<WarmSession> {
  const beside = await openAt(standing);
  const warm = await warmSession({
    platform: "libvirt",
    endpoint: operations.name,
    user: "bench",
    async connect() {
      const session = await openAt(operations);
      return {
        ...session,
        feed: beside.feed,
        ping: (signal) => beside.ping(signal),
        async close() {
          await session.close();
          await beside.close();
        },
      };
    },
  });
  return warm;
}

export function openAt(endpoint: RpcTarget): Promise<ProviderSession> {
  return openLibvirt({ endpoint, timeoutMs: 60_000 });
}
