import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Inventory } from "#inventory/inventory.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { connectedTo } from "../providers/libvirt/rpc/connecting.js";
import { CountingProxy } from "../rigs/counting-proxy.js";
import { Libvirtd } from "../rigs/libvirtd.js";
import { runVirsh } from "../rigs/virsh.js";
import { VirshShell } from "../rigs/virsh-shell.js";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "../terminal/console.js";
import { onSocket, openAt } from "./libvirt-session.js";
import { startProbed } from "./probed-console.js";
import { median } from "./statistics.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));
/** The test driver has one of its own. */
const MACHINES = 1_000;
const RUNS = 9;
const LOOKING_MS = 15_000;

/** A host with very many machines: until they are there, until they are seen, and what looking at them again and again costs. */
export async function benchLibvirtMany(print: (line: string) => void): Promise<void> {
  await using libvirtd = await Libvirtd.start();
  const keeper = await connectedTo({ path: libvirtd.socket });
  await defineMachines(keeper, MACHINES - 1);
  await benchListing(print, libvirtd.socket);
  await benchPaint(print, libvirtd.socket);
  await benchLooking(print, libvirtd);
  await keeper.close();
}

export async function defineMachines(client: RpcClient, count: number): Promise<void> {
  const xml = (index: number) =>
    `<domain type='test'><name>vm-${String(index).padStart(4, "0")}</name><memory unit='MiB'>64</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>`;
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      client.call(PROCEDURES.domainDefineXmlFlags, { xml: xml(index), flags: 0 }),
    ),
  );
}

const LISTED_BY_PYTHON = `
import libvirt, sys, time
c = libvirt.open(sys.argv[1])
t = time.perf_counter()
n = len([(d.name(), d.state()) for d in c.listAllDomains()])
print(n, (time.perf_counter() - t) * 1000)
`;

async function benchListing(print: (line: string) => void, socket: string): Promise<void> {
  const uri = onSocket("test", socket).name;
  await using proxy = await CountingProxy.start({ path: socket });
  await using shell = await VirshShell.start(uri);
  const client = await connectedTo({ path: socket });
  const ways: Readonly<Record<string, (at: string) => Promise<number>>> = {
    "ours, from the login to all rows, CPUs, memory": listedByUs,
    "ours, the login with it": async (at) => {
      const begun = performance.now();
      await listedByUs(at);
      return performance.now() - begun;
    },
    "virsh list --all, a process": (at) =>
      timed(() => runVirsh(onSocket("test", at).name, ["list", "--all"])),
    "virsh list --all, in one that stays": () => timed(() => shell.run("list --all")),
    "python3-libvirt, without its login": listedByPython,
    "floor: one list and all states in one answer": () =>
      timed(() =>
        Promise.all([
          client.call(PROCEDURES.connectListAllDomains, { needResults: 1, flags: 0 }),
          client.call(PROCEDURES.connectGetAllDomainStats, { doms: [], stats: 1, flags: 0 }),
        ]),
      ),
  };
  const samples = new Map(Object.keys(ways).map((way) => [way, [] as number[]]));
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [way, its] of samples) {
      const ms = (await ways[way]?.(socket)) ?? Number.NaN;
      if (run > 0) its.push(ms);
    }
  }
  print(`\n${MACHINES} machines, their names and states; medians of ${RUNS} in ms`);
  for (const [way, its] of samples) print(`    ${way.padEnd(50)}${median(its).toFixed(1).padStart(9)}`);
  await listedByUs(proxy.path);
  print(`    requests: ours ${proxy.take().length}, the login with it;`);
  await runVirsh(onSocket("test", proxy.path).name, ["list", "--all"]);
  print(`    virsh ${proxy.take().length}, each sent when the one before is answered`);
  await client.close();
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

async function listedByUs(socket: string): Promise<number> {
  const session = await openAt(onSocket("test", socket));
  const inventory = new Inventory();
  const ms = await timed(() =>
    session.feed.start({
      onUpdates: (updates) => inventory.apply(updates),
      onInterrupted: () => undefined,
      onLost: () => undefined,
    }),
  );
  const { length } = inventory.machines.all();
  await session.close();
  if (length !== MACHINES) throw new Error(`${length} machines are there`);
  return ms;
}

/** NaN where it is not installed. */
async function listedByPython(socket: string): Promise<number> {
  const args = ["-c", LISTED_BY_PYTHON, onSocket("test", socket).name];
  try {
    const { stdout } = await promisify(execFile)("/usr/bin/python3", args);
    return Number(stdout.split(" ")[1]);
  } catch {
    return Number.NaN;
  }
}

/** From the start of the process to the number of machines on the screen. */
async function benchPaint(print: (line: string) => void, socket: string): Promise<void> {
  using home = new OperatorHome();
  const endpoints = [`sim:?vms=${MACHINES}`, onSocket("test", socket).name];
  const samples = new Map(endpoints.map((endpoint) => [endpoint, [] as number[]]));
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [endpoint, its] of samples) {
      const begun = performance.now();
      await using terminal = openConsole(home, [endpoint], { patience: 60_000 });
      await terminal.see(`${MACHINES} machines`);
      const ms = performance.now() - begun;
      if (run > 0) its.push(ms);
      await terminal.see("Connected");
      terminal.press("ctrl+d");
      await terminal.exited;
    }
  }
  print(
    `\nfrom the start of the console to ${MACHINES} machines on the screen, 80x24; medians of ${RUNS} in ms`,
  );
  for (const [index, its] of [...samples.values()].entries()) {
    print(`    ${["sim:", "test:///default"][index]?.padEnd(50)}${median(its).toFixed(0).padStart(9)}`);
  }
}

/** What a console that nobody touches takes of a core, and its libvirtd. */
async function benchLooking(print: (line: string) => void, libvirtd: Libvirtd): Promise<void> {
  print(`\na console of ${MACHINES} machines that nobody touches, over ${LOOKING_MS / 1_000} s; % of a core`);
  for (const [name, endpoint] of [
    ["sim:", `sim:?vms=${MACHINES}`],
    ["test:///default", onSocket("test", libvirtd.socket).name],
  ] as const) {
    await using probed = await startProbed(PROGRAM, [endpoint], { columns: 120, rows: 40 });
    await probed.terminal.see(`${MACHINES} machines`);
    await pause(3_000);
    const [ours, theirs, begun] = [await probed.cpu(), workedBy(libvirtd.pid), performance.now()];
    await pause(LOOKING_MS);
    const share = (worked: number) => ((100 * worked) / (performance.now() - begun)).toFixed(1).padStart(9);
    const server = name === "sim:" ? "" : `; libvirtd ${share(workedBy(libvirtd.pid) - theirs)}`;
    print(`    ${name.padEnd(50)}${share((await probed.cpu()) - ours)}${server}`);
  }
}

/** What a process has worked so far, in milliseconds (`/proc/PID/stat`, whose ticks are 10 ms). */
function workedBy(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
