import { fileURLToPath } from "node:url";
import type { Terminal } from "../terminal/terminal.js";
import { benchRecording } from "./console-recording.js";
import { benchStart } from "./console-start.js";
import { WORKS, type Work } from "./console-work.js";
import { type Framed, type Probed, startProbed } from "./probed-console.js";
import { quantile } from "./statistics.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));
const BARE_INK = fileURLToPath(new URL("./bare-ink.ts", import.meta.url));
const BARE_WRITE = fileURLToPath(new URL("./bare-write.ts", import.meta.url));

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
] as const;
const MACHINES = [10_000, 50_000] as const;
const UPDATES_A_SECOND = 1_000;
const AIMS = { p50: 10, p99: 25, heapMiB: 120 } as const;

interface Timed {
  readonly inside: readonly Framed[];
  /** From the key to the change of the screen that the emulator shows, through a pseudo-terminal, in milliseconds. */
  readonly outside: readonly number[];
}

/**
 * What an operator feels: from a key to the finished frame, for what is done most, with many machines, in calm and while much
 * changes; from the command to the first frame; and the memory that is held.
 */
export async function benchConsole(print: (line: string) => void): Promise<void> {
  await benchStart(print);
  await benchFloors(print);
  await benchRecording(print);
  for (const machines of MACHINES) {
    for (const churn of [0, UPDATES_A_SECOND]) await benchKeys(print, machines, churn);
  }
}

async function benchFloors(print: (line: string) => void): Promise<void> {
  print("");
  print("floors: from a key to the end of its frame");
  print(HEADING);
  for (const [name, program] of [
    ["one row, no Ink", BARE_WRITE],
    ["bare Ink, plain rows", BARE_INK],
  ] as const) {
    for (const size of SIZES) {
      await using probed = await startProbed(program, [], size);
      await probed.terminal.see("row");
      const work: Work = {
        name,
        before: [],
        keys: Array.from({ length: 100 }, () => "a"),
        after: [],
        shown: (terminal) => terminal.screen()[0] ?? "",
      };
      print(row(name, size, await timed(probed, work)));
    }
  }
}

async function benchKeys(print: (line: string) => void, machines: number, churn: number): Promise<void> {
  print("");
  print(`${machines} machines${churn === 0 ? "" : `, ${churn} updates a second`}`);
  print(HEADING);
  for (const size of SIZES) {
    const endpoint = `sim:?vms=${machines}${churn === 0 ? "" : `&churn=${churn}`}`;
    await using probed = await startProbed(PROGRAM, [endpoint], size);
    await probed.terminal.see(`${machines} machines`);
    await pause(1_000);
    for (const work of WORKS) print(row(work.name, size, await timed(probed, work)));
    const heap = await probed.heap();
    print(
      `    ${`${size.columns}x${size.rows}  heap after collection`.padEnd(34)}${heap.toFixed(0).padStart(9)} MiB${machines === MACHINES[0] && heap > AIMS.heapMiB ? "  missed" : ""}`,
    );
  }
}

/** Keys as somebody types them who is in a hurry, each once the last one is seen. */
async function timed(probed: Probed, work: Work): Promise<Timed> {
  const { terminal } = probed;
  const outside: number[] = [];
  for (const key of work.before) await pressed(terminal, key);
  await pause(400);
  await probed.frames();
  for (const key of work.keys) {
    await pause(20 + Math.random() * 20);
    const before = work.shown(terminal);
    const begun = performance.now();
    terminal.press(key);
    await terminal.until(`${work.name}: ${key}`, () => work.shown(terminal) !== before);
    outside.push(performance.now() - begun);
  }
  const inside = await probed.frames();
  for (const key of work.after) await pressed(terminal, key);
  return { inside, outside };
}

async function pressed(terminal: Terminal, key: string): Promise<void> {
  terminal.press(key);
  await pause(60);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const HEADING = `    ${"ms".padEnd(34)}${["in the process", "its own work", "to the screen"].map((each) => each.padStart(18)).join("")}
    ${"".padEnd(34)}${["p50", "p99", "p50", "p99", "p50", "p99"].map((each) => each.padStart(9)).join("")}`;

/** What others on the machine take is in the process's time, and not in its own work. */
function row(
  name: string,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  { inside, outside }: Timed,
): string {
  const clock = inside.map((each) => each.clock);
  const cells = [clock, inside.map(({ work }) => work), outside].map((samples) =>
    [0.5, 0.99].map((share) => quantile(samples, share).toFixed(1).padStart(9)).join(""),
  );
  const missed = quantile(clock, 0.5) > AIMS.p50 || quantile(clock, 0.99) > AIMS.p99 ? "  missed" : "";
  return `    ${`${columns}x${rows}  ${name}`.padEnd(34)}${cells.join("")}${missed}`;
}
