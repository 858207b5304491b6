import type { DatabaseSync } from "node:sqlite";
import type { Criteria } from "#journal/index/criteria.js";

/** A part of what is asked for, as SQL says it, and the index that finds the rows of which it holds. */
interface Part {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  readonly index: string | null;
}

/** What is asked for, as SQL says it, found by the index that leaves the fewest rows to look at. */
export interface Condition {
  /** ` INDEXED BY ... WHERE ...` */
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /** Whether these are so many rows that it is quicker to look at all, in their order. */
  readonly many: boolean;
}

/** More rows than this are looked at one after the other. */
const MANY = 50_000;

export function conditionOf(database: DatabaseSync, criteria: Criteria): Condition {
  const parts = partsOf(database, criteria);
  const [rarest] = parts
    .filter(({ index }) => index !== null)
    .map((part) => ({ part, rows: rowsOf(database, part) }))
    .sort((a, b) => a.rows - b.rows);
  const many = rarest === undefined || rarest.rows > MANY;
  const by = many ? "NOT INDEXED" : `INDEXED BY ${rarest.part.index}`;
  const where = ["TRUE", ...parts.map(({ sql }) => sql)].join(" AND ");
  return { sql: ` ${by} WHERE ${where}`, values: parts.flatMap(({ values }) => values), many };
}

function partsOf(database: DatabaseSync, criteria: Criteria): readonly Part[] {
  const { op, user, target, phase, since, until, failed, run, step } = criteria;
  const words = [op, user, phase, run, step].some((each) => each !== undefined)
    ? database.prepare("SELECT n, text FROM words").all()
    : [];
  const among = (column: string, index: string | null, holds: (text: string) => boolean): Part => {
    const numbers = words.filter(({ text }) => holds(String(text))).map(({ n }) => Number(n));
    return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(numbers)], index };
  };
  const parts: Part[] = [];
  if (op) parts.push(among("op", "by_op", op));
  if (user) parts.push(among("user", "by_user", user));
  if (phase) parts.push(among("phase", null, phase));
  if (run !== undefined) parts.push(among("run", "by_run", (text) => text === run));
  if (step !== undefined) parts.push(among("step", null, (text) => text === step));
  if (target) {
    const numbers = database
      .prepare("SELECT n, id, uuid, name FROM targets")
      .all()
      .filter(({ id, uuid, name }) =>
        target({
          id: id === null ? null : String(id),
          uuid: uuid === null ? null : String(uuid),
          name: String(name),
        }),
      )
      .map(({ n }) => Number(n));
    const values = [JSON.stringify(numbers)];
    parts.push({ sql: "target IN (SELECT value FROM json_each(?))", values, index: "by_target" });
  }
  if (since !== undefined || until !== undefined) {
    const values = [since ?? Number.MIN_SAFE_INTEGER, until ?? Number.MAX_SAFE_INTEGER];
    parts.push({ sql: "time >= ? AND time < ?", values, index: "by_time" });
  }
  if (failed) parts.push({ sql: "failed = 1", values: [], index: "by_failure" });
  return parts;
}

/** No more than are too many. */
function rowsOf(database: DatabaseSync, { sql, values, index }: Part): number {
  const counted = `SELECT count(*) AS n FROM (SELECT 1 FROM entries INDEXED BY ${index} WHERE ${sql} LIMIT ${MANY + 1})`;
  return Number(database.prepare(counted).get(...values)?.n);
}
