import { afterAll, beforeAll, expect, test } from "vitest";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { onSocket, openAt, openOperating } from "../../bench/libvirt-session.js";
import { CountingProxy } from "../../rigs/counting-proxy.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { onQemu } from "../../rigs/qemu/on-qemu.js";
import { type QemuHost, startQemuHost } from "../../rigs/qemu/qemu-host.js";
import { runVirsh } from "../../rigs/virsh.js";
import { VirshShell } from "../../rigs/virsh-shell.js";
import { Pushes } from "../contract/pushes.js";
import { connectedTo } from "./rpc/connecting.js";

/** What is done in a shift: as we are told it, as virsh is, and the least of virsh's commands that shows what has changed. */
interface Act {
  readonly line: string;
  readonly virsh: string;
  readonly shows: string;
}

const start = { line: "start VM", virsh: "start VM", shows: "domstate VM" };
const stop = { line: "stop VM", virsh: "destroy VM", shows: "domstate VM" };
const reset = { line: "reset VM", virsh: "reset VM", shows: "domstate VM" };
// That its memory is kept only dominfo says.
const suspend = { line: "suspend VM", virsh: "managedsave VM", shows: "dominfo VM" };
const plug = { line: "cpu VM 2", virsh: "setvcpus VM 2 --live --config", shows: "vcpucount VM" };
const cpus = { line: "cpu VM 3", virsh: "setvcpus VM 3 --config", shows: "vcpucount VM" };
const memory = { line: "memory VM 64MiB", virsh: "setmem VM 64MiB --config", shows: "dominfo VM" };
const rename = { line: "rename VM a", virsh: "domrename VM c", shows: "dominfo VM" };

/** Whatever is done to one of three machines alike: ours, and one each for a virsh that stays and for a process a command. */
const OURS = "ours";
const KEPT = "kept";
const ONCE = "once";

/** Does it in the three ways in turn, and holds what we ask against what virsh asks. */
async function expectNoMore(driver: "test" | "qemu", socket: string, shift: readonly Act[]): Promise<void> {
  // How far a long one has come is asked for meanwhile, as often as it takes.
  const beside = [PROCEDURES.domainGetJobInfo.number];
  await using way = await CountingProxy.start({ path: socket }, { holdMs: 20, beside });
  await using virshWay = await CountingProxy.start({ path: socket });
  const uri = onSocket(driver, virshWay.path).name;
  await using shell = await VirshShell.start(uri);
  const warm = await openOperating(onSocket(driver, way.path), onSocket(driver, socket));
  try {
    // The connection for changes is made for the first of them, and a machine is known once it was read.
    await warm.run(`start ${OURS}`);
    await warm.run(`stop ${OURS}`);
    for (const { line, virsh, shows } of shift) {
      way.take();
      await warm.run(line.replace("VM", OURS));
      const ours = way.take();

      virshWay.take();
      await shell.run(shows.replace("VM", KEPT));
      await shell.run(virsh.replace("VM", KEPT));
      await shell.run(shows.replace("VM", virsh.startsWith("domrename") ? "c" : KEPT));
      const evidence = virshWay.take();
      await runVirsh(uri, virsh.replace("VM", ONCE).replace(/c$/, "b").split(" "));
      const alone = virshWay.take();

      const most = Math.min(evidence.length, alone.length);
      expect.soft(ours.length, `${line}, by ${driver}`).toBeLessThanOrEqual(most);
      // Read, act, read; and what a reconfiguration or a suspension would not be refused for is looked at first.
      expect.soft(ours.at(-1)?.trip, `${line}, by ${driver}`).toBeLessThanOrEqual(4);
    }
  } finally {
    await warm.close();
  }
}

const LISTING = new Set<number>([
  PROCEDURES.connectListAllDomains.number,
  PROCEDURES.connectGetAllDomainStats.number,
  PROCEDURES.domainGetInfo.number,
]);

const machineXml = (name: string) =>
  `<domain type='test'><name>${name}</name><memory unit='MiB'>1024</memory><vcpu current='1'>4</vcpu><os><type>hvm</type></os></domain>`;

test("an operation, with BEF and AFT, asks no more than virsh with a login for the act alone, or one that stays for the act and its evidence", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  // The test driver's world lasts as long as anybody is connected.
  const keeper = await connectedTo({ path: libvirtd.socket });
  for (const name of [OURS, KEPT, ONCE]) {
    await keeper.call(PROCEDURES.domainDefineXmlFlags, { xml: machineXml(name), flags: 0 });
  }
  await expectNoMore("test", libvirtd.socket, [
    start,
    suspend,
    start,
    reset,
    plug,
    stop,
    cpus,
    memory,
    rename,
  ]);
  await keeper.close();
});

onQemu("on a host with QEMU", () => {
  let host: QemuHost;

  beforeAll(async () => {
    host = await startQemuHost();
    for (const name of [OURS, KEPT, ONCE]) await host.addGuest({ name, memory: 96 });
  });

  afterAll(async () => {
    await host.stop();
  });

  test("all machines are there at the end of the second round trip after the login, in one answer and another of those saved", async () => {
    await using way = await CountingProxy.start({ path: host.socket }, { holdMs: 20 });
    const session = await openAt(onSocket("qemu", way.path));
    way.take();
    const pushes = await Pushes.from(session);
    const listing = way.take().filter(({ procedure }) => LISTING.has(procedure));
    expect(listing.map(({ trip }) => trip)).toEqual([2, 2]);
    const names = [...pushes.objects.values()].filter(({ kind }) => kind === "vm").map(({ name }) => name);
    expect(names.sort()).toEqual([KEPT, ONCE, OURS]);
    await session.close();
  });

  test("an operation on a guest's process asks no more either", { timeout: 120_000 }, async () => {
    await expectNoMore("qemu", host.socket, [start, reset, stop, cpus, memory, start, suspend]);
  });
});
