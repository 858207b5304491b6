import type { Criteria } from "#journal/index/criteria.js";
import { findLines } from "#journal/index/find-lines.js";
import { layoutOf, segmentsOf } from "#journal/layout.js";
import { benchProcess, shoseki } from "./journal-process.js";
import { median } from "./statistics.js";

const RUNS = 9;
const AIM_MS = 100;

interface Question {
  readonly what: string;
  readonly options: readonly string[];
  readonly criteria: Criteria;
  readonly newest?: number;
  /** The same for those who have only the files. */
  readonly grep: string;
  readonly jq: string;
}

const QUESTIONS: readonly Question[] = [
  {
    what: "all of one machine",
    options: ["--target", "web-0042"],
    criteria: { target: ({ name }) => name === "web-0042" },
    grep: '"TGT":{[^}]*"name":"web-0042"',
    jq: 'select(.e.TGT.name == "web-0042")',
  },
  {
    what: "what has failed",
    options: ["--failed"],
    criteria: { failed: true },
    grep: '"RST":{[^}]*"status":"(NG|REFUSED|UNKNOWN)"',
    jq: 'select(.e.RST.status // "OK" | . != "OK")',
  },
  {
    what: "the newest 20 deletions",
    options: ["--op", "DeleteVM", "--limit", "20"],
    criteria: { op: (OPR) => OPR === "DeleteVM" },
    newest: 20,
    grep: '"OPR":"DeleteVM"',
    jq: 'select(.e.OPR == "DeleteVM")',
  },
];

/**
 * A filtered `shoseki log`: in the process (a question and its lines, the index there), as a process, and what of that
 * is no more than the start (`shoseki --version`); beside grep and jq over the files, which print the same and more.
 */
export async function benchLog(print: (line: string) => void, directory: string): Promise<void> {
  const layout = layoutOf(directory);
  const files = segmentsOf(layout).map(({ path }) => path);
  const log = (options: readonly string[]) =>
    shoseki(["log", "--journal", directory, "--format", "jsonl", ...options]);
  const first = await log(["--target", "web-0042"]);
  print(`\nthe first question, which makes the index: ${(first.ms / 1_000).toFixed(1)} s`);
  print(
    `medians of ${RUNS} in ms      lines   in the process   a process   its start      grep        jq (once)`,
  );
  for (const { what, options, criteria, newest, grep, jq } of QUESTIONS) {
    const times = {
      within: [] as number[],
      process: [] as number[],
      start: [] as number[],
      grep: [] as number[],
    };
    let lines = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const started = performance.now();
      lines = 0;
      for await (const _ of findLines(layout, criteria, { newest })) lines += 1;
      times.within.push(performance.now() - started);
      times.process.push((await log(options)).ms);
      times.start.push((await shoseki(["--version"])).ms);
      if (run < 3) times.grep.push((await benchProcess("grep", ["-hE", grep, ...files])).ms);
    }
    const peer = (await benchProcess("jq", ["-c", jq, ...files])).ms;
    const figures = [
      [lines, 8],
      [median(times.within), 17],
      [median(times.process), 12],
      [median(times.start), 12],
      [median(times.grep), 10],
      [peer, 17],
    ] as const;
    const within = median(times.within) <= AIM_MS ? "" : "  missed";
    print(
      `${what.padEnd(25)}${figures.map(([value, width]) => value.toFixed(0).padStart(width)).join("")}${within}`,
    );
  }
  print(`aim in the process: ${AIM_MS} ms`);
}
