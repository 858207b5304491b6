import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { type Children, childrenOn } from "./children.js";
import { Floor } from "./floor.js";
import { PAPER_OPERATIONS, type PaperOperation, type Place } from "./paper-operations.js";
import { preparePlace } from "./place.js";
import { median } from "./statistics.js";
import { openWarmSession, type WarmSession } from "./warm-session.js";

const COLUMNS = ["one login", "govc cold", "govc cached", "warm", "floor"] as const;

type Column = (typeof COLUMNS)[number];

/** How often each is run, by the delay of a call in milliseconds: programs that are started, and the rest. */
const RUNS = [
  { delay: 0, started: 5, kept: 15 },
  { delay: 50, started: 3, kept: 9 },
] as const;

const STARTED: readonly Column[] = ["one login", "govc cold", "govc cached"];

/** A warm session is to be so much faster than govc with its cache, and at most so much slower than the floor. */
const AIMS = { delay: 50, faster: 2.5, ofFloor: 1.1 } as const;

/** What each way of working takes for one operation: milliseconds, and calls. */
type Row = Readonly<Partial<Record<Column, { readonly ms: number; readonly calls: number }>>>;

interface Ways {
  readonly vcsim: Vcsim;
  readonly warm: WarmSession;
  readonly floor: Floor;
  readonly children: Children;
  readonly place: Omit<Place, "doomed">;
  /** Another number each time, for names and sizes. */
  nextRun(): number;
  /** Another host each time. */
  nextDoomed(): Place["doomed"];
}

/**
 * The paper's Table 2 again, on vcsim: each operation by a login for every command, by govc with a login and with its
 * session cache, in a warm session, and by the same calls of bare undici. One of each in turn; setting up and undoing are
 * not timed, nor delayed.
 */
export async function benchTable2(print: (line: string) => void): Promise<void> {
  const options = {
    mode: "vc",
    vms: 51,
    hosts: 16,
    clusterHosts: 3,
    datastores: 1,
    poweredOff: true,
  } as const;
  for (const { delay, started, kept } of RUNS) {
    await using vcsim = await startVcsim(options);
    const warm = await openWarmSession(vcsim);
    const floor = await Floor.open(vcsim);
    using children = await childrenOn(vcsim);
    const place = await preparePlace(warm);
    let serial = 0;
    const nextRun = () => ++serial;
    const ways: Ways = { vcsim, warm, floor, children, place, nextRun, nextDoomed: doomedHosts(warm) };
    print(
      `\n${delay} ms a call: medians in ms (calls); one login, govc: ${started} runs, warm, floor: ${kept}`,
    );
    print(
      ["".padEnd(17), ...COLUMNS.map((column) => column.padStart(14)), "  govc/warm  warm/floor"].join(""),
    );
    const missed: string[] = [];
    for (const operation of PAPER_OPERATIONS) {
      // A host that was shut down does not come back: there is one for each run.
      const runs = operation.name === "ShutdownHost" ? { started: 2, kept: 4 } : { started, kept };
      const row = await measure(ways, operation, delay, runs);
      print(line(operation.name, row));
      if (delay === AIMS.delay) missed.push(...missedBy(operation.name, row));
    }
    if (delay === AIMS.delay) {
      const aims = `${AIMS.faster} times faster than govc cached, within ${AIMS.ofFloor} of the floor`;
      print(`Aims at ${AIMS.delay} ms (${aims}): ${missed.length === 0 ? "all met" : missed.join("; ")}`);
    }
    await warm.close();
    await floor.close();
  }
}

async function measure(
  ways: Ways,
  operation: PaperOperation,
  delay: number,
  runs: { readonly started: number; readonly kept: number },
): Promise<Row> {
  const samples = new Map<Column, { ms: number[]; calls: number }>();
  const most = Math.max(runs.started, runs.kept);
  for (let run = 0; run < most; run += 1) {
    for (const column of COLUMNS) {
      if (run >= (STARTED.includes(column) ? runs.started : runs.kept)) continue;
      if (column.startsWith("govc") && operation.govc === null) continue;
      const sample = await runOnce(ways, operation, column, delay);
      const of = samples.get(column) ?? { ms: [], calls: 0 };
      samples.set(column, { ms: [...of.ms, sample.ms], calls: sample.calls });
    }
  }
  return Object.fromEntries(
    [...samples].map(([column, { ms, calls }]) => [column, { ms: median(ms), calls }]),
  );
}

async function runOnce(
  { vcsim, warm, floor, children, place, nextRun, nextDoomed }: Ways,
  operation: PaperOperation,
  column: Column,
  delay: number,
): Promise<{ ms: number; calls: number }> {
  const run = nextRun();
  const here: Place = { ...place, doomed: operation.name === "ShutdownHost" ? nextDoomed() : place.host };
  for (const each of operation.before?.(here, run) ?? []) await warm.run(each);
  const govc = operation.govc?.(here, run) ?? [];
  const calls = await operation.floor(here, run);
  const acts: Readonly<Record<Column, () => Promise<void>>> = {
    "one login": () => children.oneLogin(operation.line(here, run)),
    "govc cold": () => children.govcCold(govc),
    "govc cached": () => children.govcCached(govc),
    warm: () => warm.run(operation.line(here, run)),
    floor: () => floor.perform(calls),
  };
  await vcsim.resetCalls();
  await vcsim.setDelay(delay);
  const started = performance.now();
  await acts[column]();
  const ms = performance.now() - started;
  const made = await vcsim.calls(({ method }) => method !== "WaitForUpdatesEx");
  await vcsim.setDelay(0);
  for (const each of operation.undo?.(here, run) ?? []) await warm.runOnceSeen(each);
  return { ms, calls: made.length };
}

/** Standalone hosts that nothing else is about, one after the other. */
function doomedHosts(warm: WarmSession): () => Place["doomed"] {
  const hosts = warm.session.inventory.hosts.all().filter(({ name }) => /^DC0_H(?![01]$)\d+$/.test(name));
  return () => {
    const host = hosts.pop();
    if (host === undefined) throw new Error("the rig has no more hosts to shut down");
    return { id: host.id, name: host.name };
  };
}

function line(name: string, row: Row): string {
  const cells = COLUMNS.map((column) => {
    const cell = row[column];
    return (cell === undefined ? "-" : `${cell.ms.toFixed(1)} (${cell.calls})`).padStart(14);
  });
  const { warm, floor, "govc cached": govc } = row;
  const ratio = (one?: { ms: number }, other?: { ms: number }) =>
    one === undefined || other === undefined ? "-" : (one.ms / other.ms).toFixed(2);
  return [name.padEnd(17), ...cells, ratio(govc, warm).padStart(11), ratio(warm, floor).padStart(12)].join(
    "",
  );
}

function missedBy(name: string, { warm, floor, "govc cached": govc }: Row): string[] {
  const slow = warm && floor && warm.ms / floor.ms > AIMS.ofFloor ? [`${name} is over the floor`] : [];
  const near = warm && govc && govc.ms / warm.ms < AIMS.faster ? [`${name} is too near to govc`] : [];
  return [...slow, ...near];
}
