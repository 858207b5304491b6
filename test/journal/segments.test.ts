import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layoutOf, segmentAt } from "#journal/layout.js";
import { readLines } from "#journal/read-lines.js";
import { verifyJournal } from "#journal/verify.js";
import { note } from "./entries.js";
import { entriesOnDisk, notesOnDisk, segmentsOnDisk, tornOnDisk, writeSegment } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** Two or three notes a segment. */
const SMALL = { segmentBytes: 1_200 };

test("a segment that is full is followed by another, named for its first entry", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path, SMALL);
  for (let index = 1; index <= 12; index += 1) open.journal.append(note(open.key, `note ${index}`));
  const segments = segmentsOnDisk(place.path);
  expect(segments.length).toBeGreaterThan(3);
  for (const { segment, lines } of segments) {
    expect((JSON.parse(lines[0]!) as { e: { seq: number } }).e.seq).toBe(segment.firstSeq);
    expect(segment.name).toBe(`${String(segment.firstSeq).padStart(12, "0")}.jsonl`);
  }
  // Full is what has reached the size; nothing is added to it.
  for (const { lines } of segments.slice(0, -1)) {
    const size = (some: readonly string[]) => some.reduce((sum, line) => sum + line.length + 1, 0);
    expect(size(lines)).toBeGreaterThanOrEqual(SMALL.segmentBytes);
    expect(size(lines.slice(0, -1))).toBeLessThan(SMALL.segmentBytes);
  }
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 13 });
});

test("opened anew before every entry, the chain goes on at every place in a segment", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  for (let index = 1; index <= 12; index += 1) {
    using open = openJournal(place.path, { signer, ...SMALL });
    open.journal.append(note(open.key, `note ${index}`));
  }
  expect(segmentsOnDisk(place.path).length).toBeGreaterThan(3);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 13 });
});

test("a console that has slept through several segments takes them in", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using sleeper = openJournal(place.path, { signer, ...SMALL });
  using busy = openJournal(place.path, { signer, ...SMALL });
  const heard: (string | undefined)[] = [];
  sleeper.journal.subscribe(({ entry }) => heard.push(entry.why));
  const texts = Array.from({ length: 10 }, (_, index) => `note ${index}`);
  for (const text of texts) busy.journal.append(note(busy.key, text));
  sleeper.journal.append(note(sleeper.key, "awake"));
  expect(heard).toEqual([...texts, "awake"]);
  busy.journal.append(note(busy.key, "so am I"));
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 13 });
});

test("a segment longer than the part of it that is read at the start", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  for (let index = 0; index < 3; index += 1) {
    using open = openJournal(place.path, { signer });
    for (let each = 0; each < 3; each += 1) open.journal.append(note(open.key, "x".repeat(40_000 + each)));
    open.journal.append(note(open.key, `last of ${index}`));
  }
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 13 });
});

test("a segment that was begun, and then nothing was written to it", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "one"));
  }
  writeFileSync(segmentAt(layoutOf(place.path), 2).path, "");
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "two"));
    open.journal.append(note(open.key, "three"));
  }
  expect(segmentsOnDisk(place.path).map(({ lines }) => lines.length)).toEqual([2, 2]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 4 });
});

test("a segment that was begun, and its first line is torn", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  {
    using open = openJournal(place.path, { signer, segmentBytes: 1 });
    for (const text of ["one", "two", "three"]) open.journal.append(note(open.key, text));
  }
  const { segment, lines } = segmentsOnDisk(place.path).at(-1)!;
  expect(lines.length).toBe(1);
  const torn = lines[0]!.slice(0, 200);
  writeFileSync(segment.path, torn);
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "three again"));
  }
  expect(
    tornOnDisk(place.path).map((name) => readFileSync(join(place.path, "entries", name), "utf8")),
  ).toEqual([torn]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, torn: tornOnDisk(place.path) });
  expect(notesOnDisk(place.path).at(-1)).toBe("three again");
});

test("a file that was put there with a number far ahead does not make entries skip to it", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  openJournal(place.path, { signer })[Symbol.dispose]();
  const far = segmentAt(layoutOf(place.path), 999);
  writeFileSync(far.path, "");
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "one"));
  }
  rmSync(far.path);
  expect(entriesOnDisk(place.path).map(({ seq }) => seq)).toEqual([0, 1]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 2 });
});

test("lines are read from the segment that holds a seq, and without an unfinished last line's claim to be whole", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path, SMALL);
  for (let index = 1; index <= 9; index += 1) open.journal.append(note(open.key, `note ${index}`));
  const segments = segmentsOnDisk(place.path);
  appendFileSync(segments.at(-1)!.segment.path, '{"e":');
  const read = async (fromSeq: number) => {
    const found: [string, number, boolean][] = [];
    for await (const { segment, number, complete } of readLines(layoutOf(place.path), fromSeq)) {
      found.push([segment.name, number, complete]);
    }
    return found;
  };
  const all = segments.flatMap(({ segment, lines }) =>
    lines.map((_, index) => [segment.name, index + 1, true]),
  );
  const unfinished = [segments.at(-1)!.segment.name, segments.at(-1)!.lines.length + 1, false];
  expect(await read(0)).toEqual([...all, unfinished]);
  const second = segments[1]!;
  const later = [...all.slice(segments[0]!.lines.length), unfinished];
  expect(await read(second.segment.firstSeq)).toEqual(later);
  expect(await read(second.segment.firstSeq + 1)).toEqual(later);
  expect(await read(second.segment.firstSeq - 1)).toEqual([...all, unfinished]);
});

test("a line of any length is read in bounded memory", async () => {
  using place = temporaryDirectory();
  openJournal(place.path)[Symbol.dispose]();
  const segment = segmentAt(layoutOf(place.path), 0);
  writeSegment(segment, ["short", "x".repeat(5_000_000), "short again"]);
  const lengths: number[] = [];
  for await (const { bytes } of readLines(layoutOf(place.path))) lengths.push(bytes.length);
  expect(lengths).toHaveLength(3);
  expect([lengths[0], lengths[2]]).toEqual([5, 11]);
  expect(lengths[1]).toBeGreaterThan(65_535);
  expect(lengths[1]).toBeLessThan(600_000);
});
