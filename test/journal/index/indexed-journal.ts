import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Criteria } from "#journal/index/criteria.js";
import { type FindOptions, findLines } from "#journal/index/find-lines.js";
import { updateIndex } from "#journal/index/update-index.js";
import { type Layout, layoutOf } from "#journal/layout.js";

/** Any journal, however short, is worth an index here. */
export const ALWAYS = { worthBytes: 1 } as const;

/** Makes or updates the index, as whoever reads does. */
export async function indexed(directory: string): Promise<Layout> {
  const layout = layoutOf(directory);
  await updateIndex(layout, ALWAYS);
  return layout;
}

/** The seqs that are answered, in their order. */
export async function found(
  layout: Layout,
  criteria: Criteria,
  options: FindOptions = {},
): Promise<number[]> {
  const seqs: number[] = [];
  for await (const { entry } of findLines(layout, criteria, { ...ALWAYS, ...options })) seqs.push(entry.seq);
  return seqs;
}

/** What an index says, if it is one: how many entries it has. */
export function entriesIn({ index }: Layout): number {
  const database = new DatabaseSync(index, { readOnly: true });
  try {
    return Number(database.prepare("SELECT count(*) AS n FROM entries").get()?.n);
  } finally {
    database.close();
  }
}

/** Changes the index as someone does who hides it: the file's time is as it was. */
export function alterIndex({ index }: Layout, sql: string): void {
  const { atimeMs, mtimeMs } = statSync(index);
  const database = new DatabaseSync(index);
  database.exec(sql);
  database.close();
  utimesSync(index, atimeMs / 1000, mtimeMs / 1000);
}

/** Changes a file's bytes in place. */
export function overwrite(path: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(path, change(readFileSync(path)));
}
