import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { onQemu } from "../../rigs/qemu/on-qemu.js";
import { type QemuHost, startQemuHost } from "../../rigs/qemu/qemu-host.js";
import { startTcpProxy } from "../../rigs/tcp-proxy.js";
import { cut, openAt } from "../libvirt/on-libvirtd.js";
import { target } from "../libvirt/rpc/connecting.js";
import type { Bench } from "./bench.js";
import { otherByVirsh } from "./by-virsh.js";
import { describeLibvirt, NO_LESSER_LOGINS, NO_MOVES } from "./libvirt-suite.js";
import { Pushes } from "./pushes.js";
import type { ContractRig } from "./rig.js";

const byTcp = (port: number): RpcTarget =>
  target({ driver: "qemu", transport: "tcp", host: "127.0.0.1", port, path: "/system" });

/** Two guests as they were at first, and none beside them. */
async function settle(host: QemuHost, needsGuest: boolean): Promise<void> {
  const names = (text = "") => text.split("\n").flatMap((line) => line.trim().split(/\s+/)[0] || []);
  const there = await host.virsh("list --name; echo @@; list --all --name; echo @@; vol-list images");
  const [running, machines, volumes] = there.split("@@");
  const commands = [
    ...names(running).map((name) => `destroy ${name}`),
    ...names(machines).map((name) => `undefine ${name} --managed-save --snapshots-metadata --nvram`),
    ...names(volumes).map((name) => `vol-delete ${name} images`),
  ];
  if (commands.length > 0) await host.virsh(commands.join("; "));
  // One after the other: volumes of one length that are made in the same tick of a clock are told apart by nothing.
  for (const name of ["web-01", "db-01"]) await host.addGuest({ name, idle: !needsGuest });
  if (needsGuest) await host.boot("web-01");
  else await host.virsh("start", "web-01");
}

async function open(host: QemuHost): Promise<ContractRig> {
  const network = await startTcpProxy({ host: "127.0.0.1", port: host.tcpPort });
  const session = await openAt(byTcp(network.port));
  return {
    session,
    machines: {
      running: await host.virsh("domuuid", "web-01"),
      stopped: await host.virsh("domuuid", "db-01"),
      hotAdd: null,
      template: null,
    },
    other: otherByVirsh(host),
    lacks: ["ShutdownHost", "RebootHost", "EnterMaintenance", "ExitMaintenance"],
    cannot: NO_MOVES,
    ...NO_LESSER_LOGINS,
    logInAgain: () => openAt(byTcp(host.tcpPort)),
    cut: async () => cut(network),
    restore: () => network.restore(),
    async close() {
      await session.close();
      await network[Symbol.asyncDispose]();
    },
  };
}

onQemu("the provider contract on libvirt with QEMU", () => {
  const bench = {} as Bench;
  let host: QemuHost | undefined;
  /** Whether the guests are as they were at first: whoever only looks leaves them so. */
  let isSettled = false;

  beforeAll(async () => {
    host = await startQemuHost();
  });
  beforeEach(async ({ task }) => {
    if (host === undefined) throw new Error("there is no host");
    const needsGuest = /guest/.test(task.name);
    if (!isSettled || needsGuest) await settle(host, needsGuest);
    isSettled =
      !/^(acting|operating)$/.test(task.suite?.name ?? "") || /host|lacks|is a case/.test(task.name);
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
