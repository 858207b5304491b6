import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { startTcpProxy } from "../../rigs/tcp-proxy.js";
import { onXen } from "../../rigs/xen/on-xen.js";
import { startXenHost, type XenHost } from "../../rigs/xen/xen-host.js";
import { cut, openAt } from "../libvirt/on-libvirtd.js";
import { target } from "../libvirt/rpc/connecting.js";
import type { Bench } from "./bench.js";
import { otherByVirsh } from "./by-virsh.js";
import { describeLibvirt, NO_LESSER_LOGINS, NO_MOVES } from "./libvirt-suite.js";
import { Pushes } from "./pushes.js";
import type { ContractRig } from "./rig.js";

const SETTLED = "settled";

/** Everything on it is emulated. */
const TIMEOUT_MS = 60_000;

const openBy = (port: number) =>
  openAt(target({ driver: "xen", transport: "tcp", host: "127.0.0.1", port, path: "/system" }), TIMEOUT_MS);

/** A host with two guests, and that state of it kept. */
async function settledHost(): Promise<XenHost> {
  const host = await startXenHost();
  for (const name of ["web-01", "db-01"]) await host.addGuest({ name, disk: 8, most: 1_280 });
  await host.virsh("start", "web-01");
  await host.isUp("web-01");
  await host.keepState(SETTLED);
  return host;
}

async function open(host: XenHost): Promise<ContractRig> {
  const network = await startTcpProxy({ host: "127.0.0.1", port: host.tcpPort });
  const session = await openBy(network.port);
  const running = await host.virsh("domuuid", "web-01");
  return {
    session,
    machines: { running, stopped: await host.virsh("domuuid", "db-01"), hotAdd: running, template: null },
    other: otherByVirsh(host),
    lacks: [
      ...(["RenameVM", "ResetVM", "CreateSnapshot", "RevertSnapshot", "RemoveSnapshot"] as const),
      ...(["ShutdownHost", "RebootHost", "EnterMaintenance", "ExitMaintenance"] as const),
    ],
    cannot: NO_MOVES,
    ...NO_LESSER_LOGINS,
    logInAgain: () => openBy(host.tcpPort),
    cut: async () => cut(network),
    restore: () => network.restore(),
    async close() {
      await session.close();
      await network[Symbol.asyncDispose]();
    },
  };
}

onXen("the provider contract on libvirt with Xen", () => {
  const bench = {} as Bench;
  let host: XenHost | undefined;

  beforeAll(async () => {
    host = await settledHost();
  });
  beforeEach(async () => {
    if (host === undefined) throw new Error("there is no host");
    await host.goBackTo(SETTLED);
    bench.rig = await open(host);
    bench.pushes = await Pushes.from(bench.rig.session);
  });
  afterEach(async () => {
    await bench.rig?.close();
  });
  afterAll(async () => {
    await host?.stop();
  });

  describeLibvirt(bench);
});
