import type { DatabaseSync } from "node:sqlite";
import { conditionOf } from "#journal/index/condition.js";
import { type Criteria, meets } from "#journal/index/criteria.js";
import { type Extent, extentIn } from "#journal/index/extent.js";
import { openToRead } from "#journal/index/index-file.js";
import { IndexMistaken, linesAt, type Place, placeIn } from "#journal/index/lines-at.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";

/** Rows that are asked for at once, where there may be many: the first are there while the last are not looked for. */
const PAGE = 5_000;

/** The index, open to be read. What it finds are lines of the journal, read there, and checked to be what it says. */
export class OpenIndex {
  readonly extent: Extent;
  readonly #layout: Layout;
  readonly #database: DatabaseSync;

  /** Null where there is none that is this journal's. Throws what SQLite and the file system say. */
  static open(layout: Layout): OpenIndex | null {
    const database = openToRead(layout);
    try {
      database.exec("BEGIN");
      const extent = extentIn(database, layout);
      database.exec("COMMIT");
      if (extent !== null) return new OpenIndex(layout, database, extent);
    } catch (error) {
      database.close();
      throw error;
    }
    database.close();
    return null;
  }

  private constructor(layout: Layout, database: DatabaseSync, extent: Extent) {
    this.#layout = layout;
    this.#database = database;
    this.extent = extent;
  }

  /**
   * The lines that meet the criteria, in order; of these the newest, at most so many. Throws `IndexMistaken`, and what
   * SQLite and the file system say: so do all that follow.
   */
  *find(criteria: Criteria, newest: number | null = null): Generator<Line> {
    const { many, sql, values } = this.#reading(() => conditionOf(this.#database, criteria));
    const limit = newest ?? (many ? PAGE : -1);
    const order = newest === null ? "ASC" : "DESC";
    const asked = `SELECT seq, at, length FROM entries${sql} AND seq > ? AND seq < ? ORDER BY seq ${order} LIMIT ?`;
    for (let after = -1; ; ) {
      const places = this.places(asked, ...values, after, this.extent.nextSeq, limit);
      const last = places.at(-1);
      if (newest !== null) places.reverse();
      for (const line of this.linesAt(places)) {
        if (!meets(criteria, line.entry))
          throw new IndexMistaken(`what is asked for is not so of ${line.entry.seq}`);
        yield line;
      }
      if (newest !== null || !many || last === undefined) return;
      after = last.seq;
    }
  }

  /** The line of a seq; null where the index does not have it. */
  lineOf(seq: number): Line | null {
    const [line] = this.linesAt(this.places("SELECT seq, at, length FROM entries WHERE seq = ?", seq));
    return line ?? null;
  }

  linesAt(places: readonly Place[]): Generator<Line> {
    return linesAt(this.#layout, this.extent.segments, places);
  }

  /** Rows that are places of lines. */
  places(sql: string, ...values: readonly (string | number)[]): Place[] {
    return this.rows(sql, ...values).map(placeIn);
  }

  rows(sql: string, ...values: readonly (string | number)[]): Record<string, unknown>[] {
    return this.#reading(() => this.#database.prepare(sql).all(...values));
  }

  close(): void {
    this.#database.close();
  }

  /** What others have added since is not seen: it is after our extent. What they have begun anew is another index. */
  #reading<T>(work: () => T): T {
    this.#database.exec("BEGIN");
    try {
      const { build } = this.#database.prepare("SELECT build FROM state").get() ?? {};
      if (build !== this.extent.build) throw new IndexMistaken("it has been made anew");
      return work();
    } finally {
      this.#database.exec("ROLLBACK");
    }
  }
}
