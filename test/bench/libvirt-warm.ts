import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { connectedTo } from "../providers/libvirt/rpc/connecting.js";
import { CountingProxy } from "../rigs/counting-proxy.js";
import { Libvirtd } from "../rigs/libvirtd.js";
import { missingPrograms } from "../rigs/programs.js";
import { startQemuHost } from "../rigs/qemu/qemu-host.js";
import { LIBVIRT_ACTS } from "./libvirt-acts.js";
import { LIBVIRT_WAYS, LibvirtWays, machineOf } from "./libvirt-ways.js";
import { median } from "./statistics.js";

/** What QEMU's own start takes hides what is compared: fewer runs tell as much. */
const RUNS = { test: 31, qemu: 7 } as const;

/**
 * A warm operation through the whole program (plan, intent, call, read back, outcome, on a real journal) and by the calls of our
 * provider alone, beside virsh as a process for each command, virsh that stays and is given commands, with and without what shows
 * the same before and after, and the one call of the act on a bare connection. One of each in turn.
 */
export async function benchLibvirtWarm(print: (line: string) => void): Promise<void> {
  await onTestDriver(print);
  const missing = missingPrograms(["qemu-system-x86_64", "qemu-img", "virtlogd"]);
  if (missing.length > 0 || process.getuid?.() !== 0) {
    print(
      `\nQEMU is left out: ${missing.length > 0 ? `there is no ${missing.join(", no ")}` : "only root can"}`,
    );
    return;
  }
  await onQemu(print);
}

async function onTestDriver(print: (line: string) => void): Promise<void> {
  await using libvirtd = await Libvirtd.start();
  // The test driver's world lasts as long as anybody is connected.
  const keeper = await connectedTo({ path: libvirtd.socket });
  for (const way of LIBVIRT_WAYS) {
    const xml = `<domain type='test'><name>${machineOf(way)}</name><memory unit='MiB'>128</memory><vcpu current='1'>4</vcpu><os><type>hvm</type></os></domain>`;
    await keeper.call(PROCEDURES.domainDefineXmlFlags, { xml, flags: 0 });
  }
  await measure(print, "test", libvirtd.socket);
  await keeper.close();
}

async function onQemu(print: (line: string) => void): Promise<void> {
  await using host = await startQemuHost();
  for (const way of LIBVIRT_WAYS) await host.addGuest({ name: machineOf(way), memory: 96 });
  await measure(print, "qemu", host.socket);
}

async function measure(
  print: (line: string) => void,
  driver: "test" | "qemu",
  socket: string,
): Promise<void> {
  const requests = await counted(driver, socket);
  const ways = await LibvirtWays.open(driver, socket, socket);
  const samples = new Map<string, number[]>();
  for (let run = 0; run <= RUNS[driver]; run += 1) {
    // Another first each time; and a guest that has been started is stopped before the next way starts its own.
    const from = run % LIBVIRT_WAYS.length;
    for (const way of [...LIBVIRT_WAYS.slice(from), ...LIBVIRT_WAYS.slice(0, from)]) {
      for (const act of LIBVIRT_ACTS) {
        const begun = performance.now();
        await ways.perform(way, act, 2 + (run % 2));
        const key = `${act.name} ${way}`;
        // The first makes connections, and is not counted.
        if (run > 0) samples.set(key, [...(samples.get(key) ?? []), performance.now() - begun]);
      }
    }
  }
  await ways.close();
  const name = driver === "test" ? "test:///default" : "qemu:///system";
  print(`\n${name}: medians of ${RUNS[driver]} in ms (requests)`);
  print(["".padEnd(12), ...LIBVIRT_WAYS.map((way) => way.padStart(19))].join(""));
  for (const { name } of LIBVIRT_ACTS) {
    const cells = LIBVIRT_WAYS.map((way) => {
      const key = `${name} ${way}`;
      return `${median(samples.get(key) ?? []).toFixed(2)} (${requests.get(key)})`.padStart(19);
    });
    print([name.padEnd(12), ...cells].join(""));
  }
}

/** What each way asks for each act, by their names. */
async function counted(driver: "test" | "qemu", socket: string): Promise<ReadonlyMap<string, number>> {
  await using proxy = await CountingProxy.start({ path: socket });
  const ways = await LibvirtWays.open(driver, proxy.path, socket);
  const counts = new Map<string, number>();
  for (const run of [0, 1]) {
    for (const act of LIBVIRT_ACTS) {
      for (const way of LIBVIRT_WAYS) {
        proxy.take();
        await ways.perform(way, act, 2 + run);
        counts.set(`${act.name} ${way}`, proxy.take().length);
      }
    }
  }
  await ways.close();
  return counts;
}
