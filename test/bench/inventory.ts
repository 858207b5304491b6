import { Pool } from "undici";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { filterArguments, viewSpec } from "#providers/vsphere/property-collector.js";
import { INVENTORY_ROWS } from "#providers/vsphere/rows/inventory-rows.js";
import { envelope } from "#providers/vsphere/soap-envelope.js";
import { readXml } from "#providers/vsphere/xml-reader.js";
import { type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { childrenOn } from "./children.js";
import { openListing } from "./listing.js";
import { median } from "./statistics.js";

const MACHINES = 10_000;
const RUNS = 5;
/** Against a raw read that is parsed, as whoever asks has to. */
const AIMS = { ofRaw: 1.5, heapMiB: 120 } as const;

/**
 * 10,000 machines: from the start of our feed to the last row in the inventory, in order, and to the first; beside one raw
 * `RetrievePropertiesEx` of the same properties of the same objects by bare undici, as bytes and as parsed by our reader,
 * and beside govc. And what a process that has just started takes for it, and then holds.
 */
export async function benchInventory(print: (line: string) => void): Promise<void> {
  await using vcsim = await startVcsim({ mode: "vc", vms: MACHINES, poweredOff: true });
  using children = await childrenOn(vcsim);
  const raw = await openRaw(vcsim);
  const samples = {
    all: [] as number[],
    first: [] as number[],
    bytes: [] as number[],
    parsed: [] as number[],
    names: [] as number[],
    infos: [] as number[],
  };
  for (let run = 0; run <= RUNS; run += 1) {
    const listing = await openListing(vcsim);
    const { allMs, firstMs, rows } = await listing.read(
      (inventory) => inNaturalOrder(inventory.machines.all()).length,
    );
    await listing.close();
    if (rows < MACHINES) throw new Error(`only ${rows} rows`);
    const bytesMs = await timed(() => raw.bytes());
    const parsedMs = await timed(() => raw.parsed());
    const namesMs = await timed(() => children.govcCached(["find", "/", "-type", "m"]));
    const infosMs = await timed(() => children.govcCached(["vm.info", "-r=false", "/DC0/vm/*"]));
    if (run === 0) continue;
    samples.all.push(allMs);
    samples.first.push(firstMs);
    samples.bytes.push(bytesMs);
    samples.parsed.push(parsedMs);
    samples.names.push(namesMs);
    samples.infos.push(infosMs);
  }
  const size = await raw.bytes();
  await raw.close();
  const ms = (of: readonly number[]) => `${median(of).toFixed(0)} ms`;
  const ratio = (of: readonly number[]) => (median(samples.all) / median(of)).toFixed(2);
  print(`${MACHINES} machines, medians of ${RUNS}`);
  print(
    `our inventory, all rows in order          ${ms(samples.all)}; the first rows after ${ms(samples.first)}`,
  );
  print(
    `one RetrievePropertiesEx, its bytes       ${ms(samples.bytes)} (${(size / 2 ** 20).toFixed(1)} MiB); ours/raw ${ratio(samples.bytes)}`,
  );
  print(
    `one RetrievePropertiesEx, parsed          ${ms(samples.parsed)}; ours/parsed ${ratio(samples.parsed)}`,
  );
  print(`govc find (names alone)                   ${ms(samples.names)}`);
  print(`govc vm.info of all                       ${ms(samples.infos)}`);
  const { heapMiB, rssMiB } = await weigh(vcsim);
  print(
    `heap after collection                     ${heapMiB.toFixed(0)} MiB, of ${rssMiB.toFixed(0)} MiB resident`,
  );
  const aims = [
    median(samples.all) / median(samples.parsed) <= AIMS.ofRaw
      ? []
      : [`over ${AIMS.ofRaw} of the parsed read`],
    heapMiB <= AIMS.heapMiB ? [] : [`over ${AIMS.heapMiB} MiB`],
  ].flat();
  const aimed = `within ${AIMS.ofRaw} of the parsed read, at most ${AIMS.heapMiB} MiB`;
  print(`Aims (${aimed}): ${aims.length === 0 ? "all met" : aims.join("; ")}`);
}

/** The heap that a session with all rows holds, once what can be collected has been. */
async function weigh(vcsim: Vcsim): Promise<{ heapMiB: number; rssMiB: number }> {
  const { setFlagsFromString } = await import("node:v8");
  const { runInNewContext } = await import("node:vm");
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const listing = await openListing(vcsim);
  await listing.read((inventory) => inventory.size);
  collect();
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  await listing.close();
  return { heapMiB: heapUsed / 2 ** 20, rssMiB: rss / 2 ** 20 };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const COLLECTOR: Moref = { type: "PropertyCollector", id: "propertyCollector" };

async function openRaw(vcsim: Vcsim) {
  const pool = new Pool(`https://${vcsim.host}:${vcsim.port}`, {
    connections: 1,
    allowH2: false,
    connect: { ca: vcsim.caPem },
  });
  let cookie = "";
  const post = async (method: string, self: Moref, args: string) => {
    const { headers, body } = await pool.request({
      method: "POST",
      path: "/sdk",
      headers: { "content-type": "text/xml; charset=utf-8", soapaction: '"urn:vim25/8.0.3.0"', cookie },
      body: envelope(method, self, args),
    });
    cookie = String(headers["set-cookie"] ?? cookie).split(";")[0] ?? "";
    return body;
  };
  const text = async (method: string, self: Moref, args: string) =>
    await (await post(method, self, args)).text();
  const sessions = { type: "SessionManager", id: "SessionManager" };
  await text(
    "Login",
    sessions,
    textElement("userName", vcsim.user) + textElement("password", vcsim.password),
  );
  const types = INVENTORY_ROWS.map(({ type }) => textElement("type", type)).join("");
  const everything = morefElement("container", { type: "Folder", id: "group-d1" }) + types;
  const manager = { type: "ViewManager", id: "ViewManager" };
  const made = await text("CreateContainerView", manager, everything + textElement("recursive", true));
  const view: Moref = {
    type: "ContainerView",
    id: /<returnval type="ContainerView">([^<]+)</.exec(made)?.[1] ?? "",
  };
  const ask = () =>
    post("RetrievePropertiesEx", COLLECTOR, filterArguments([viewSpec(INVENTORY_ROWS, view)]));
  return {
    bytes: async () => (await (await ask()).arrayBuffer()).byteLength,
    parsed: async () => await readXml(await ask()),
    close: async () => await pool.destroy(),
  };
}
