import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeLargeJournal } from "../journal/index/large-journal.js";
import { OperatorHome } from "./shoseki.js";

/** A journal that is long enough to be given an index by whoever asks it something. */
let home: OperatorHome;
let index: string;
beforeAll(() => {
  home = new OperatorHome();
  writeLargeJournal(home.journal, 600);
  index = join(home.journal, "index.sqlite");
});
afterAll(() => home[Symbol.dispose]());

const log = async (...args: string[]): Promise<string> => {
  const ran = await home.run(["log", ...args]);
  expect(ran.code, ran.err).toBe(0);
  return ran.out;
};
const seqs = async (...args: string[]): Promise<number[]> =>
  (await log("--format", "jsonl", ...args))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { e: { seq: number } }).e.seq);

test("a question makes the index, and the next one is answered by it; the journal itself says the same", async () => {
  const failed = home
    .entries()
    .filter(({ RST }) => RST !== undefined && RST.status !== "OK")
    .map(({ seq }) => seq);
  expect(failed.length).toBeGreaterThan(5);
  rmSync(index, { force: true });
  expect(await seqs("--failed", "--no-index")).toEqual(failed);
  expect(existsSync(index)).toBe(false);
  expect(await seqs("--failed")).toEqual(failed);
  const { mtimeMs } = statSync(index);
  expect(await seqs("--failed")).toEqual(failed);
  expect(statSync(index).mtimeMs).toBe(mtimeMs);
});

test.each([
  [["--op", "startvm"]],
  [["--target", "web-*", "--op", "ModifyMemory"]],
  [["--user", "domain\\dave"]],
  [["--since", "2025-01-06T01:00:00Z", "--until", "2025-01-06T02:00:00Z"]],
  [["--failed", "--limit", "3"]],
])("%j answers the same with the index and without", async (asked) => {
  const plain = await seqs(...asked, "--no-index");
  expect(plain.length).toBeGreaterThan(0);
  expect(await seqs(...asked)).toEqual(plain);
});

test("--limit prints the newest, in their order", async () => {
  const all = home.entries().map(({ seq }) => seq);
  expect(await seqs("--limit", "7")).toEqual(all.slice(-7));
  expect(await seqs("--limit", "100000")).toEqual(all);
  const papers = (await log("--format", "4w1h1r")).split("\n").slice(0, -1);
  expect((await log("--format", "4w1h1r", "--limit", "4")).split("\n").slice(0, -1)).toEqual(
    papers.slice(-4),
  );
});

test("--format csv is a header and a record an entry, with CRLF", async () => {
  const printed = await log("--format", "csv", "--limit", "2");
  expect(printed.endsWith("\r\n")).toBe(true);
  const [header = "", ...records] = printed.slice(0, -2).split("\r\n");
  expect(header).toMatch(/^seq,id,phase,ref,STR,END,ms,OPR,USR\.name,/);
  expect(records.map((record) => Number(record.split(",")[0]))).toEqual([598, 599]);
});

test("--format csv of nothing is the header alone", async () => {
  const ran = await home.run(["log", "--format", "csv", "--user", "nobody"]);
  expect(ran).toMatchObject({ code: 0, err: "No entry matches.\n" });
  expect(ran.out).toMatch(/^seq,.*,sha256,blobs,USR\.via,clock,run,cast,recording\r\n$/);
});
