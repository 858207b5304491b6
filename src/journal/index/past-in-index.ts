import type { Entry } from "#domain/entry.js";
import { IndexMistaken } from "#journal/index/lines-at.js";
import type { OpenIndex } from "#journal/index/open-index.js";
import { isLogin, type Unresolved } from "#journal/intents.js";
import type { Line } from "#journal/line.js";
import type { TimeWindows } from "#journal/time-windows.js";

/** What the lines that the index has leave unresolved, in the order of the intents. All here throws as `OpenIndex` does. */
export function unresolvedIn(index: OpenIndex): readonly Unresolved<Line>[] {
  const rows = index.rows("SELECT id, intent, outcome FROM unresolved ORDER BY n");
  const lines = linesOf(
    index,
    "SELECT intent FROM unresolved UNION SELECT outcome FROM unresolved WHERE outcome IS NOT NULL",
  );
  return rows.map(({ id, intent, outcome }) => {
    const asked = lines.get(Number(intent));
    const answered = outcome === null ? null : lines.get(Number(outcome));
    if (asked?.entry.phase !== "intent" || asked.entry.id !== id)
      throw new IndexMistaken(`${intent} is no such intent`);
    if (answered === undefined || (answered !== null && !leavesOpen(answered.entry, asked.entry)))
      throw new IndexMistaken(`${outcome} is no such outcome`);
    return { intent: asked, outcome: answered };
  });
}

function leavesOpen({ phase, ref, RST }: Entry, intent: Entry): boolean {
  return phase === "outcome" && ref === intent.id && RST?.status === "UNKNOWN";
}

/** Rows of these windows (JSON), and what is asked of the entries for each. */
const WINDOWS = "json_each(?) AS w";
const NEAR = "time BETWEEN w.value->>0 AND w.value->>1";

/** Which intents no task is known of, in their order. */
export function untiedIn(index: OpenIndex): readonly { readonly id: string; readonly seq: number }[] {
  const rows = index.rows("SELECT id, seq FROM untied ORDER BY n");
  return rows.map(({ id, seq }) => ({ id: String(id), seq: Number(seq) }));
}

/** Those of them that were begun within these windows, by seq. */
export function untiedEntriesIn(index: OpenIndex, windows: TimeWindows): ReadonlyMap<number, Entry> {
  const asked = `SELECT seq FROM untied JOIN entries USING (seq) JOIN ${WINDOWS} WHERE ${NEAR}`;
  const lines = [...linesOf(index, asked, JSON.stringify(windows)).values()];
  return new Map(lines.map(({ entry }) => [entry.seq, entry]));
}

/** The entries that name a task, whose `STR` is within these windows. */
export function tasksIn(index: OpenIndex, windows: TimeWindows): readonly Entry[] {
  const asked = `SELECT seq FROM ${WINDOWS} CROSS JOIN entries INDEXED BY by_task WHERE ${NEAR} AND tasked = 1`;
  return [...linesOf(index, asked, JSON.stringify(windows)).values()].map(({ entry }) => {
    if (entry.task === undefined) throw new IndexMistaken(`${entry.seq} names no task`);
    return entry;
  });
}

/** The Login outcome of each of these sessions that has one. */
export function loginsIn(index: OpenIndex, sessions: readonly string[]): readonly Entry[] {
  const asked = "SELECT seq FROM logins WHERE session IN (SELECT value FROM json_each(?))";
  return [...linesOf(index, asked, JSON.stringify(sessions)).values()].map(({ entry }) => {
    if (!isLogin(entry)) throw new IndexMistaken(`${entry.seq} is no Login`);
    return entry;
  });
}

/** The newest lines, at most so many. */
export function newestIn(index: OpenIndex, count: number): readonly Line[] {
  return [...index.find({}, count)];
}

/** The lines of the seqs that a query answers, in their order. */
function linesOf(index: OpenIndex, seqs: string, ...values: readonly (string | number)[]): Map<number, Line> {
  const sql = `SELECT seq, at, length FROM entries WHERE seq IN (${seqs}) ORDER BY seq`;
  return new Map([...index.linesAt(index.places(sql, ...values))].map((line) => [line.entry.seq, line]));
}
