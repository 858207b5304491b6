import type { TestContext } from "vitest";
import { openLibvirt } from "#providers/libvirt/open.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import type { Libvirtd } from "../../rigs/libvirtd.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { startTcpProxy, type TcpProxy } from "../../rigs/tcp-proxy.js";
import { Pushes } from "../contract/pushes.js";
import { target } from "./rpc/connecting.js";

/** The test driver's world, as we go there over TCP: through a proxy that a test can make fail. */
export function byTcp({ port }: { readonly port: number }): RpcTarget {
  const name = `test+tcp://127.0.0.1:${port}/default`;
  return target({ transport: "tcp", host: "127.0.0.1", port, name });
}

export function openAt(endpoint: RpcTarget, timeoutMs = 10_000) {
  return openLibvirt({ endpoint, timeoutMs });
}

/** A libvirtd with its test driver's world, the network before it, and a session whose feed has begun. */
export async function liveSession(context: TestContext) {
  const libvirtd = await needsLibvirtd(context);
  const network = await startTcpProxy({ host: "127.0.0.1", port: libvirtd.tcpPort });
  const session = await openAt(byTcp(network));
  const pushes = await Pushes.from(session);
  return {
    libvirtd,
    network,
    session,
    pushes,
    async [Symbol.asyncDispose]() {
      await session.close();
      await network[Symbol.asyncDispose]();
      await libvirtd[Symbol.asyncDispose]();
    },
  };
}

/** The UUID of a machine, as virsh has it. */
export async function uuidOf(libvirtd: Libvirtd, name: string): Promise<string> {
  return (await libvirtd.virsh("domuuid", name)).trim();
}

/** Everything that goes there ends, and nothing comes through until it is restored. */
export function cut(network: TcpProxy): void {
  network.refuse();
  network.reset();
}
