import type { Entry } from "#domain/entry.js";
import type { RunEventName } from "#domain/run.js";
import { type ByIndexOptions, byIndex } from "#journal/index/by-index.js";
import { endOf } from "#journal/index/extent.js";
import { findLines } from "#journal/index/find-lines.js";
import type { OpenIndex } from "#journal/index/open-index.js";
import { runLinesIn } from "#journal/index/runs-in-index.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { readLines, readLinesFrom, wholeLines } from "#journal/read-lines.js";

/** A run of a procedure that was begun in a journal, or taken over into it. */
export interface RunFound {
  /** The run's UUIDv7. */
  readonly id: string;
  /** The procedure's. */
  readonly title: string;
  /** `STR` of the first of `begins`. */
  readonly begun: string;
  /** Its entries `BeginRun` and `TakeOverRun`, in order: at least one. A run that was handed over can come back. */
  readonly begins: readonly [Entry, ...Entry[]];
  /** The newest entry of the phase `procedure` that it has. */
  readonly newest: Entry;
}

/** How a run comes into a journal. */
const BEGINNING: ReadonlySet<string> = new Set<RunEventName>(["BeginRun", "TakeOverRun"]);

/**
 * All entries of a run, in order: intents, outcomes, recoveries, and those of the phase `procedure`. Empty where there is no
 * such run. Throws `JOURNAL_DAMAGED`, as `findLines` does.
 */
export async function entriesOfRun(
  layout: Layout,
  id: string,
  options: ByIndexOptions = {},
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const line of findLines(layout, { run: id }, options)) lines.push(line);
  return lines;
}

/**
 * The runs that were begun in a journal or taken over into it, in the order in which they first were. By the index where
 * there is one; the answer is the same without. Throws `JOURNAL_DAMAGED`.
 */
export async function runsIn(layout: Layout, options: ByIndexOptions = {}): Promise<readonly RunFound[]> {
  return await byIndex(layout, options, (index) => read(layout, index));
}

async function read(layout: Layout, index: OpenIndex | null): Promise<readonly RunFound[]> {
  const runs = new Map<string, RunFound>();
  if (index !== null) for (const { entry } of runLinesIn(index, [...BEGINNING])) add(runs, entry);
  const rest = index === null ? readLines(layout) : readLinesFrom(layout, endOf(index.extent));
  for await (const { entry } of wholeLines(rest)) add(runs, entry);
  return [...runs.values()];
}

/** What is marked with a run that was not begun or taken over here yet is of none. */
function add(runs: Map<string, RunFound>, entry: Entry): void {
  const { phase, run, OPR, TGT, STR } = entry;
  if (phase !== "procedure" || run === undefined) return;
  const known = runs.get(run.id);
  if (known !== undefined) {
    const begins = BEGINNING.has(OPR) ? ([...known.begins, entry] as const) : known.begins;
    runs.set(run.id, { ...known, begins, newest: entry });
  } else if (BEGINNING.has(OPR)) {
    runs.set(run.id, { id: run.id, title: TGT.name, begun: STR, begins: [entry], newest: entry });
  }
}
