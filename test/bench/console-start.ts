import { fileURLToPath } from "node:url";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "../terminal/console.js";
import { Terminal, type TerminalOptions } from "../terminal/terminal.js";
import { median } from "./statistics.js";

const BARE_INK = fileURLToPath(new URL("./bare-ink.ts", import.meta.url));
const BARE_WRITE = fileURLToPath(new URL("./bare-write.ts", import.meta.url));
const STARTS = 15;
const AIM_MS = 400;

interface Start {
  readonly name: string;
  start(home: OperatorHome): Terminal;
  readonly seen: string | RegExp;
  /** Null for the bare programs, which are killed. */
  readonly aim: number | null;
}

function bare(program: string): Start["start"] {
  return (home) => Terminal.start(process.execPath, [program], { home, env: { NODE_ENV: "production" } });
}

function shoseki(options: TerminalOptions = {}): Start["start"] {
  return (home) => openConsole(home, ["sim:"], options);
}

const STARTED: readonly Start[] = [
  { name: "node, one line written", start: bare(BARE_WRITE), seen: "row", aim: null },
  { name: "node, a bare Ink app of as many rows", start: bare(BARE_INK), seen: "row", aim: null },
  { name: "shoseki, the first frame", start: shoseki(), seen: "▸", aim: AIM_MS },
  {
    name: "shoseki, the same; no background is told",
    start: shoseki({ background: "unanswered" }),
    seen: "▸",
    aim: AIM_MS,
  },
  { name: "shoseki, the machines in it", start: shoseki(), seen: /[▶■] o/u, aim: Number.POSITIVE_INFINITY },
];

/** From the start of the process to what a terminal of 80x24 shows. */
export async function benchStart(print: (line: string) => void): Promise<void> {
  using home = new OperatorHome();
  const samples = new Map(STARTED.map((each) => [each, [] as number[]]));
  for (let run = 0; run <= STARTS; run += 1) {
    for (const [each, its] of samples) {
      const ms = await started(each, home);
      // The first finds nothing in the page cache, nor what Node has compiled, and makes the operator's key.
      if (run > 0) its.push(ms);
    }
  }
  print("");
  print(`the start of \`shoseki sim:\`, 80x24; medians of ${STARTS} in ms (lowest, highest)`);
  for (const [{ name, aim }, its] of samples) {
    const [low, high] = [Math.min(...its), Math.max(...its)].map((each) => each.toFixed(0));
    const missed = aim !== null && median(its) > aim ? "  missed" : "";
    print(`    ${name.padEnd(46)}${median(its).toFixed(0).padStart(9)}  (${low}, ${high})${missed}`);
  }
}

async function started({ start, seen, aim }: Start, home: OperatorHome): Promise<number> {
  const begun = performance.now();
  await using terminal = start(home);
  await terminal.see(seen);
  const ms = performance.now() - begun;
  if (aim === null) return ms;
  // Left as an operator leaves it: what Node has compiled is kept at the end.
  await terminal.see("Connected");
  terminal.press("ctrl+d");
  await terminal.exited;
  return ms;
}
