import { appendFileSync, readFileSync, truncateSync } from "node:fs";
import { expect, test } from "vitest";
import { followLines } from "#journal/follow-lines.js";
import { layoutOf } from "#journal/layout.js";
import type { RawLine } from "#journal/read-lines.js";
import { note } from "./entries.js";
import { lastSegment, linesOnDisk, segmentsOnDisk } from "./on-disk.js";
import { openJournal } from "./open-journal.js";
import { OtherProcess } from "./other-process.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** Takes the next so many lines. Waits for them as long as it takes. */
async function take(lines: AsyncGenerator<RawLine>, count: number): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { value, done } = await lines.next();
    if (done === true) break;
    taken.push((value as RawLine).bytes.toString());
  }
  return taken;
}

test("what is there, then what is appended, over several segments, each line once", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path, { segmentBytes: 1_200 });
  const stop = new AbortController();
  open.journal.append(note(open.key, "before"));
  const lines = followLines(layoutOf(place.path), stop.signal);
  const seen = await take(lines, 2);
  for (let index = 0; index < 4; index += 1) {
    const waiting = take(lines, 3);
    for (const text of ["a", "b", "c"]) open.journal.append(note(open.key, `${index}${text}`));
    seen.push(...(await waiting));
  }
  expect(segmentsOnDisk(place.path).length).toBeGreaterThan(4);
  expect(seen).toEqual(linesOnDisk(place.path));
  stop.abort();
  expect(await take(lines, 1)).toEqual([]);
});

test("an unfinished line is waited for, and seen once it is whole", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  open.journal.append(note(open.key, "in two pieces"));
  const { path } = lastSegment(place.path);
  const whole = readFileSync(path);
  truncateSync(path, whole.length - 100);
  const stop = new AbortController();
  const lines = followLines(layoutOf(place.path), stop.signal);
  expect(await take(lines, 1)).toHaveLength(1);
  const waiting = take(lines, 1);
  appendFileSync(path, whole.subarray(whole.length - 100));
  expect(await waiting).toEqual([linesOnDisk(place.path)[1]]);
  stop.abort();
  expect(await take(lines, 1)).toEqual([]);
});

test("it ends when it is told to, while it waits or before it has begun", async () => {
  using place = temporaryDirectory();
  using _open = openJournal(place.path);
  const layout = layoutOf(place.path);
  const stop = new AbortController();
  const lines = followLines(layout, stop.signal);
  expect(await take(lines, 1)).toHaveLength(1);
  const waiting = take(lines, 1);
  stop.abort();
  expect(await waiting).toEqual([]);
  expect(await take(followLines(layout, AbortSignal.abort()), 1)).toEqual([]);
});

test("who stops listening without a word is not kept by it: the process ends by itself", async () => {
  using place = temporaryDirectory();
  using _open = openJournal(place.path);
  await using other = new OtherProcess("follow-once.ts", place.path);
  expect(await other.rest()).toEqual(["line 1", "done"]);
});
