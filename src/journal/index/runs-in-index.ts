import type { OpenIndex } from "#journal/index/open-index.js";
import type { Line } from "#journal/line.js";

const WORD = "(SELECT n FROM words WHERE text = ?)";
const OF_RUNS = `entries INDEXED BY by_run WHERE run IS NOT NULL AND phase = ${WORD}`;

/**
 * The lines that say which runs there are: those that begin one or take one over, and the newest of each run, in order.
 * Throws as `OpenIndex` does.
 *
 * @param beginning the names of what begins
 */
export function runLinesIn(index: OpenIndex, beginning: readonly string[]): Generator<Line> {
  const begins = `SELECT seq FROM ${OF_RUNS} AND op IN (SELECT n FROM words WHERE text IN (SELECT value FROM json_each(?)))`;
  const newest = `SELECT max(seq) FROM ${OF_RUNS} GROUP BY run`;
  const sql = `SELECT seq, at, length FROM entries WHERE seq IN (${begins} UNION ${newest}) ORDER BY seq`;
  return index.linesAt(index.places(sql, "procedure", JSON.stringify(beginning), "procedure"));
}
