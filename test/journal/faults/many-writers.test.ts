import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { shortOrLong } from "../../counts.js";
import { entriesOnDisk, lastSegment, notesOnDisk, segmentsOnDisk, tornOnDisk } from "../on-disk.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { Writers } from "./writers.js";

const WRITERS = 8;
const EACH = shortOrLong(60, 2_000);

test(`${WRITERS} processes write ${EACH} entries each at once: nothing is lost, nothing forks; a torn line stops none of them`, async () => {
  using place = temporaryDirectory();
  await using writers = new Writers(place.path);
  // Nobody has founded it yet: all of them try, and one of them does.
  for (let index = 0; index < WRITERS; index += 1) writers.start();
  await Promise.all(writers.all.map((writer) => writer.ready()));
  expect(entriesOnDisk(place.path).map(({ phase }) => phase)).toEqual(["key"]);

  for (const writer of writers.all) writer.write(EACH);
  await Promise.all(writers.all.map((writer) => writer.hear(EACH)));
  // Somebody was killed in the middle of a line, while all of them have the journal open.
  const torn = '{"e":{"BEF":{},"H';
  appendFileSync(lastSegment(place.path).path, torn);
  for (const writer of writers.all) writer.write(1);
  await Promise.all(writers.all.map((writer) => writer.end()));

  const notes = notesOnDisk(place.path);
  for (const { name, told } of writers.all) {
    expect(told).toEqual(Array.from({ length: EACH + 1 }, (_, index) => `${name} ${index + 1}`));
    expect(notes.filter((text) => text.startsWith(`${name} `))).toEqual(told);
  }
  const entries = entriesOnDisk(place.path);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index));
  // The one that founds it, and the one that says where the torn line went.
  expect(entries).toHaveLength(WRITERS * (EACH + 1) + 2);
  expect(segmentsOnDisk(place.path).length).toBeGreaterThan(3);
  const [kept, ...others] = tornOnDisk(place.path);
  expect(others).toEqual([]);
  expect(readFileSync(join(place.path, "entries", kept!), "utf8")).toBe(torn);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, torn: [kept] });
});
