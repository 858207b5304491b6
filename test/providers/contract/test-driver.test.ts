import { afterAll, afterEach, beforeEach, describe } from "vitest";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { Libvirtd } from "../../rigs/libvirtd.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { startTcpProxy } from "../../rigs/tcp-proxy.js";
import { byTcp, cut, openAt, uuidOf } from "../libvirt/on-libvirtd.js";
import { connectedTo } from "../libvirt/rpc/connecting.js";
import type { Bench } from "./bench.js";
import { otherByVirsh } from "./by-virsh.js";
import { describeLibvirt, NO_LESSER_LOGINS } from "./libvirt-suite.js";
import { Pushes } from "./pushes.js";
import type { ContractRig } from "./rig.js";

const machineXml = (name: string) =>
  `<domain type='test'><name>${name}</name><memory unit='MiB'>4096</memory><currentMemory unit='MiB'>512</currentMemory>
  <vcpu current='1'>4</vcpu><os><type>hvm</type></os><devices><disk type='file' device='disk'>
  <source file='/default-pool/${name}.raw'/><target dev='vda' bus='virtio'/></disk></devices></domain>`;

const volumeXml = (name: string) =>
  `<volume><name>${name}.raw</name><capacity unit='MiB'>1024</capacity><target><format type='raw'/></target></volume>`;

/** The test driver makes its world anew for whoever comes first, and it lasts until the last has gone: this one stays. */
async function newWorld(libvirtd: Libvirtd): Promise<RpcClient> {
  const keeper = await connectedTo({ path: libvirtd.socket });
  const { pool } = await keeper.call(PROCEDURES.storagePoolLookupByName, { name: "default-pool" });
  for (const name of ["web-01", "db-01"]) {
    await keeper.call(PROCEDURES.storageVolCreateXml, { pool, xml: volumeXml(name), flags: 0 });
    const args = { xml: machineXml(name), flags: 0 };
    const { dom } = await keeper.call(PROCEDURES.domainDefineXmlFlags, args);
    if (name === "web-01") await keeper.call(PROCEDURES.domainCreateWithFlags, { dom, flags: 0 });
  }
  return keeper;
}

async function open(libvirtd: Libvirtd): Promise<ContractRig> {
  const keeper = await newWorld(libvirtd);
  const network = await startTcpProxy({ host: "127.0.0.1", port: libvirtd.tcpPort });
  const session = await openAt(byTcp(network));
  return {
    session,
    machines: {
      running: await uuidOf(libvirtd, "web-01"),
      stopped: await uuidOf(libvirtd, "db-01"),
      hotAdd: await uuidOf(libvirtd, "web-01"),
      template: null,
    },
    other: otherByVirsh(libvirtd),
    lacks: ["MoveVM", "ShutdownHost", "RebootHost", "EnterMaintenance", "ExitMaintenance"],
    cannot: { "makes a disk larger": "the driver resizes no volumes" },
    ...NO_LESSER_LOGINS,
    logInAgain: () => openAt(byTcp({ port: libvirtd.tcpPort })),
    cut: async () => cut(network),
    restore: () => network.restore(),
    async close() {
      await session.close();
      await network[Symbol.asyncDispose]();
      await keeper.close();
    },
  };
}

describe("the provider contract on libvirt's test driver", () => {
  const bench = {} as Bench;
  let libvirtd: Libvirtd | undefined;

  beforeEach(async (context) => {
    libvirtd ??= await needsLibvirtd(context);
    bench.rig = await open(libvirtd);
    bench.pushes = await Pushes.from(bench.rig.session);
  });
  afterEach(async () => {
    await bench.rig?.close();
  });
  afterAll(async () => {
    await libvirtd?.[Symbol.asyncDispose]();
  });

  describeLibvirt(bench);
});
