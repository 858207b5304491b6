import {
  copyFileSync,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { Criteria } from "#journal/index/criteria.js";
import { findLine, findLines } from "#journal/index/find-lines.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import { linesOnDisk, segmentsOnDisk, writeSegment } from "../on-disk.js";
import { OtherProcess } from "../other-process.js";
import { readOnlyPlace } from "../read-only-place.js";
import { smallDisk } from "../small-disk.js";
import { type TemporaryDirectory, temporaryDirectory } from "../temporary-directory.js";
import { ALWAYS, alterIndex, entriesIn, found, indexed, overwrite } from "./indexed-journal.js";
import { writeLargeJournal } from "./large-journal.js";

const ENTRIES = 400;
const FAILED: Criteria = { failed: true };

/** A journal of 400 entries, and which of them failed, as the journal itself says. */
function journalOf(seed = 1): TemporaryDirectory & { readonly layout: Layout; failed(): Promise<number[]> } {
  const place = temporaryDirectory();
  writeLargeJournal(place.path, ENTRIES, seed);
  const layout = layoutOf(place.path);
  return { ...place, layout, failed: () => found(layout, FAILED, { index: false }) };
}

/** The answer is that of the journal itself, and the index then is there and has all of it. */
async function expectMended(journal: ReturnType<typeof journalOf>, entries = ENTRIES): Promise<void> {
  const failed = await journal.failed();
  expect(failed.length).toBeGreaterThan(3);
  expect(await found(journal.layout, FAILED)).toEqual(failed);
  expect(entriesIn(journal.layout)).toBe(entries);
}

test("the first who asks makes it, for the owner alone, and leaves nothing else behind", async () => {
  using journal = journalOf();
  await expectMended(journal);
  expect(statSync(journal.layout.index).mode & 0o777).toBe(0o600);
  expect(readdirSync(journal.path).sort()).toEqual(["entries", "index.sqlite"]);
});

test("a short journal has none, and is read itself", async () => {
  using journal = journalOf();
  const seqs: number[] = [];
  for (const { segment } of segmentsOnDisk(journal.path)) truncateSync(segment.path, 20_000);
  for await (const { entry } of findLines(journal.layout, FAILED)) seqs.push(entry.seq);
  expect(seqs).toEqual(await journal.failed());
  expect(existsSync(journal.layout.index)).toBe(false);
});

test("it lacks what was added, which is found all the same, and then has it", async () => {
  using journal = journalOf();
  const lines = linesOnDisk(journal.path);
  const [only] = segmentsOnDisk(journal.path);
  writeSegment(only!.segment, lines.slice(0, 300));
  await indexed(journal.path);
  writeSegment(only!.segment, lines);
  const late = { ...FAILED, phase: (phase: string) => phase === "outcome" };
  const worthNothing = { worthBytes: Number.MAX_SAFE_INTEGER };
  expect(await found(journal.layout, late, worthNothing)).toEqual(
    await found(journal.layout, late, { index: false }),
  );
  expect(entriesIn(journal.layout)).toBe(300);
  await expectMended(journal);
});

describe("what is no index of this journal is made anew", () => {
  test.each<[what: string, spoil: (layout: Layout) => void]>([
    ["deleted", ({ index }) => rmSync(index)],
    ["empty", ({ index }) => truncateSync(index, 0)],
    ["cut in the middle", ({ index }) => truncateSync(index, statSync(index).size >> 1)],
    ["cut within its first page", ({ index }) => truncateSync(index, 50)],
    ["garbage", ({ index }) => writeFileSync(index, Buffer.alloc(50_000, "garbage"))],
    [
      "zeros in its middle",
      ({ index }) => overwrite(index, (bytes) => bytes.fill(0, 8_192, bytes.length - 4_096)),
    ],
    ["one bit of one row", ({ index }) => overwrite(index, (bytes) => flipped(bytes, bytes.length - 4_200))],
    ["another program's", ({ index }) => other(index, "CREATE TABLE mine (a); PRAGMA user_version = 77")],
    ["another version's", ({ index }) => sql(index, "PRAGMA user_version = 2")],
    [
      "of this version, with other tables",
      ({ index }) => other(index, "CREATE TABLE state (a); PRAGMA user_version = 1"),
    ],
    ["altered", ({ index }) => sql(index, "DELETE FROM entries WHERE failed = 1")],
  ])("%s", async (_, spoil) => {
    using journal = journalOf();
    await indexed(journal.path);
    spoil(journal.layout);
    await expectMended(journal);
  });

  test("of another journal", async () => {
    using journal = journalOf();
    using another = journalOf(2);
    await indexed(another.path);
    copyFileSync(another.layout.index, journal.layout.index);
    await expectMended(journal);
    // Even where the time of the file is as it was.
    rmSync(journal.layout.index);
    await indexed(journal.path);
    const { last } = state(another.layout);
    alterIndex(journal.layout, `UPDATE state SET last = '${last}'`);
    await expectMended(journal);
  });

  test("newer than the journal, which was put back from a copy", async () => {
    using journal = journalOf();
    const [only] = segmentsOnDisk(journal.path);
    await indexed(journal.path);
    writeSegment(only!.segment, only!.lines.slice(0, -20));
    await expectMended(journal, ENTRIES - 20);
  });

  test("of a journal one line of which has changed since", async () => {
    using journal = journalOf();
    const [only] = segmentsOnDisk(journal.path);
    await indexed(journal.path);
    const failed = await journal.failed();
    const lines = only!.lines.map((line, seq) =>
      seq === failed[0] ? line.replace(/"status":"\w+"/, '"status":"OK"') : line,
    );
    writeSegment(only!.segment, lines);
    expect(await journal.failed()).toEqual(failed.slice(1));
    await expectMended(journal);
  });
});

describe("an index that was altered by hand, and its time put back", () => {
  test.each([
    ["says of others that they failed", "UPDATE entries SET failed = 1 WHERE seq BETWEEN 30 AND 60"],
    ["says that they lie elsewhere", "UPDATE entries SET at = at + 1 WHERE failed = 1"],
    ["has their lengths wrong", "UPDATE entries SET length = length - 3 WHERE failed = 1"],
    ["points far outside", "UPDATE entries SET at = 9e15, length = 60000 WHERE failed = 1"],
    ["points before the beginning", "UPDATE entries SET at = -5 WHERE failed = 1"],
    ["has numbers that are none", "UPDATE entries SET at = 'there' WHERE failed = 1"],
    ["has numbers too large", "UPDATE entries SET at = 9223372036854775807 WHERE failed = 1"],
  ])("%s: not one wrong row is printed, and it is thrown away", async (_, change) => {
    using journal = journalOf();
    await indexed(journal.path);
    alterIndex(journal.layout, change);
    const asked: Criteria = { failed: true, since: 0 };
    expect(await found(journal.layout, asked, { worthBytes: 1e9 })).toEqual(await journal.failed());
    await expectMended(journal);
  });

  test("can hide entries, which --no-index has", async () => {
    using journal = journalOf();
    await indexed(journal.path);
    alterIndex(journal.layout, "UPDATE entries SET failed = 0");
    expect(await found(journal.layout, FAILED)).toEqual([]);
    expect((await journal.failed()).length).toBeGreaterThan(3);
  });
});

describe("a line that is no entry", () => {
  const damaged = (journal: ReturnType<typeof journalOf>, at: number, line: string) => {
    const [only] = segmentsOnDisk(journal.path);
    writeSegment(only!.segment, only!.lines.with(at, line));
  };

  test("stops whoever reads on from what is before it", async () => {
    using journal = journalOf();
    damaged(journal, 200, '{"e":{},"s":""}');
    const before = (await seqsUntilDamage(journal.layout, false))!;
    expect(before.length).toBeGreaterThan(1);
    expect(await seqsUntilDamage(journal.layout, true)).toEqual(before);
    expect(entriesIn(journal.layout)).toBe(200);
  });

  test("is found in a file that the index had already", async () => {
    using journal = journalOf();
    await indexed(journal.path);
    damaged(journal, 200, "not even JSON");
    expect(await seqsUntilDamage(journal.layout, true)).toEqual(await seqsUntilDamage(journal.layout, false));
  });

  test("a line that is there twice is printed twice", async () => {
    using journal = journalOf();
    const [first] = await journal.failed();
    const [only] = segmentsOnDisk(journal.path);
    writeSegment(only!.segment, only!.lines.toSpliced(first!, 0, only!.lines[first!]!));
    const plain = await journal.failed();
    expect(plain.slice(0, 2)).toEqual([first, first]);
    expect(await found(journal.layout, FAILED)).toEqual(plain);
  });
});

test("an entry is found by its seq at once, and by reading where the index does not have it", async () => {
  using journal = journalOf();
  await indexed(journal.path);
  for (const index of [true, false])
    expect((await findLine(journal.layout, 123, { index }))?.bytes.toString()).toBe(
      linesOnDisk(journal.path)[123],
    );
  expect(await findLine(journal.layout, ENTRIES, {})).toBeNull();
});

test("two processes that make it at once, while a third asks, answer right, and it is whole", async () => {
  using journal = journalOf();
  await using first = new OtherProcess("index-once.ts", journal.path);
  await using second = new OtherProcess("index-once.ts", journal.path);
  expect([await first.says(), await second.says()]).toEqual(["ready", "ready"]);
  const failed = await journal.failed();
  for (let round = 0; round < 3; round += 1) {
    rmSync(journal.layout.index, { force: true });
    first.tell("now");
    second.tell("now");
    expect(await found(journal.layout, FAILED)).toEqual(failed);
    expect([await first.says(), await second.says()]).toEqual(["done", "done"]);
    await expectMended(journal);
  }
});

test("while another process has it locked, the journal itself is read", async () => {
  using journal = journalOf();
  await indexed(journal.path);
  const holder = new DatabaseSync(journal.layout.index);
  holder.exec("BEGIN EXCLUSIVE");
  expect(await found(journal.layout, FAILED)).toEqual(await journal.failed());
  holder.close();
  expect(entriesIn(journal.layout)).toBe(ENTRIES);
});

test("where nothing may be written: an index that is there helps, and none is missed", async (context) => {
  using place = readOnlyPlace(context);
  writeLargeJournal(place.path, 100);
  const layout = layoutOf(place.path);
  const plain = await found(layout, FAILED, { index: false });
  place.readOnly(true);
  expect(await found(layout, FAILED)).toEqual(plain);
  expect(existsSync(layout.index)).toBe(false);
  place.readOnly(false);
  await indexed(place.path);
  place.readOnly(true);
  expect(await found(layout, FAILED)).toEqual(plain);
  place.readOnly(false);
});

test("on a disk that is full the answer is there, and no half of an index", async (context) => {
  using disk = smallDisk(context, { kiB: 1_024 });
  writeLargeJournal(disk.path, ENTRIES);
  const layout = layoutOf(disk.path);
  const plain = await found(layout, FAILED, { index: false });
  disk.fill(12 * 1_024);
  expect(await found(layout, FAILED)).toEqual(plain);
  disk.free();
  expect(await found(layout, FAILED)).toEqual(plain);
  expect(entriesIn(layout)).toBe(ENTRIES);
});

test("an index cannot take in what is new on a disk that is full, and the answer is there", async (context) => {
  using disk = smallDisk(context, { kiB: 1_024 });
  writeLargeJournal(disk.path, ENTRIES);
  const [only] = segmentsOnDisk(disk.path);
  const layout = layoutOf(disk.path);
  writeSegment(only!.segment, only!.lines.slice(0, 100));
  await indexed(disk.path);
  writeSegment(only!.segment, only!.lines);
  disk.fill(0);
  const plain = await found(layout, FAILED, { index: false });
  expect(await found(layout, FAILED)).toEqual(plain);
  disk.free();
  expect(await found(layout, FAILED)).toEqual(plain);
  expect(entriesIn(layout)).toBe(ENTRIES);
});

async function seqsUntilDamage(layout: Layout, index: boolean): Promise<number[]> {
  const seqs: number[] = [];
  const reading = async () => {
    for await (const { entry } of findLines(layout, { since: 0 }, { ...ALWAYS, index })) seqs.push(entry.seq);
  };
  await expect(reading()).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
  return seqs;
}

function flipped(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  return bytes;
}

function sql(path: string, statements: string): void {
  const database = new DatabaseSync(path);
  database.exec(statements);
  database.close();
}

function other(path: string, statements: string): void {
  rmSync(path);
  sql(path, statements);
}

function state({ index }: Layout): Record<string, unknown> {
  const database = new DatabaseSync(index, { readOnly: true });
  const row = database.prepare("SELECT * FROM state").get()!;
  database.close();
  return row;
}
