import { afterAll, beforeEach } from "vitest";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { Libvirtd } from "../../../rigs/libvirtd.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { connectedTo } from "../rpc/connecting.js";

/** One for all the tests of a suite, whose world a connection keeps; started by the first of them. */
export function oneLibvirtd(): () => Promise<readonly [Libvirtd, RpcClient]> {
  let started: Promise<readonly [Libvirtd, RpcClient]> | undefined;
  beforeEach(async (context) => {
    started ??= needsLibvirtd(context).then(async (libvirtd) => [
      libvirtd,
      await connectedTo({ path: libvirtd.socket }),
    ]);
    await started;
  });
  afterAll(async () => {
    const [libvirtd, keeper] = (await started) ?? [];
    await keeper?.close();
    await libvirtd?.[Symbol.asyncDispose]();
  });
  return () => {
    if (started === undefined) throw new Error("no test has begun");
    return started;
  };
}
