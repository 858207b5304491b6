import { cpSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFounding } from "#journal/founding.js";
import { readIntents } from "#journal/intents.js";
import { layoutOf } from "#journal/layout.js";
import { verifyJournal } from "#journal/verify.js";
import { intent, note } from "./entries.js";
import { entriesOnDisk, lastSegment, linesOnDisk, notesOnDisk, tornOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** For a thousand journals on a slow disk. */
const PATIENCE_MS = 180_000;

/** How many bytes of the last line are left: from one to all but its newline. */
function cuts(directory: string): { keep: number; tail: Buffer; sound: number }[] {
  const bytes = readFileSync(lastSegment(directory).path);
  const start = bytes.lastIndexOf("\n", bytes.length - 2) + 1;
  return Array.from({ length: bytes.length - 1 - start }, (_, index) => {
    const keep = start + index + 1;
    return { keep, tail: bytes.subarray(start, keep), sound: start };
  });
}

test(
  "a last line that was cut anywhere is kept beside the journal, which goes on and says so",
  async () => {
    using place = temporaryDirectory({ inMemory: true });
    const signer = newSigner();
    const original = join(place.path, "original");
    {
      using open = openJournal(original, { signer });
      open.journal.append(note(open.key, "one"));
      open.journal.append(note(open.key, "the last, 日本語 😀"));
    }
    const whole = readFileSync(lastSegment(original).path);
    const all = cuts(original);
    expect(all.length).toBeGreaterThan(400);
    for (const { keep, tail, sound } of all) {
      const directory = join(place.path, String(keep));
      cpSync(original, directory, { recursive: true });
      truncateSync(lastSegment(directory).path, keep);
      expect(await verifyJournal(directory)).toMatchObject({
        fault: null,
        entries: 2,
        torn: ["000000000000.jsonl, line 3"],
      });

      openJournal(directory, { signer })[Symbol.dispose]();

      const [torn, ...others] = tornOnDisk(directory);
      expect(others).toEqual([]);
      expect(readFileSync(join(directory, "entries", torn!)).equals(tail)).toBe(true);
      // What was sound is as it was, and one entry more, which names the file.
      const now = readFileSync(lastSegment(directory).path);
      expect(now.subarray(0, sound).equals(whole.subarray(0, sound))).toBe(true);
      expect(entriesOnDisk(directory).slice(2)).toMatchObject([
        { seq: 2, phase: "recovery", RST: { code: "TORN_TAIL", message: `moved to entries/${torn}` } },
      ]);
      expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: 3, torn: [torn] });
    }
  },
  PATIENCE_MS,
);

test(
  "a founding line that was cut anywhere: the journal is founded after all",
  async () => {
    using place = temporaryDirectory({ inMemory: true });
    const original = join(place.path, "original");
    openJournal(original)[Symbol.dispose]();
    for (const { keep, tail } of cuts(original)) {
      const directory = join(place.path, String(keep));
      cpSync(join(original, "entries"), join(directory, "entries"), { recursive: true });
      truncateSync(lastSegment(directory).path, keep);
      expect(readFounding(layoutOf(directory))).toBeNull();

      // The key that it would have introduced was never used; this is another one.
      using open = openJournal(directory);

      expect(entriesOnDisk(directory)).toMatchObject([
        { seq: 0, phase: "key", USR: { key: open.key } },
        { seq: 1, phase: "recovery" },
      ]);
      expect(readFileSync(join(directory, "entries", tornOnDisk(directory)[0]!)).equals(tail)).toBe(true);
      expect(await verifyJournal(directory)).toMatchObject({
        fault: null,
        entries: 2,
        torn: tornOnDisk(directory),
      });
    }
  },
  PATIENCE_MS,
);

test("a console that is open meets the torn line of another one that was killed", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  {
    using other = openJournal(place.path, { signer });
    other.journal.append(note(other.key, "of the other one"));
    other.journal.append(note(other.key, "this one is cut"));
  }
  const { path } = lastSegment(place.path);
  truncateSync(path, readFileSync(path).length - 100);
  const heard: string[] = [];
  open.journal.subscribe(({ entry }) => heard.push(entry.why ?? entry.OPR));
  open.journal.append(note(open.key, "after it"));
  expect(heard).toEqual(["of the other one", "Recover", "after it"]);
  expect(await verifyJournal(place.path)).toMatchObject({
    fault: null,
    entries: 4,
    torn: tornOnDisk(place.path),
  });
  expect(tornOnDisk(place.path)).toHaveLength(1);
});

test("the entry that says so is torn in its turn: both are kept, though both would have been number 1", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "cut"));
  }
  for (let time = 0; time < 2; time += 1) {
    const { path } = lastSegment(place.path);
    truncateSync(path, readFileSync(path).length - 1);
    openJournal(place.path, { signer })[Symbol.dispose]();
  }
  const kept = tornOnDisk(place.path).map((name) => readFileSync(join(place.path, "entries", name), "utf8"));
  expect(kept.map((line) => (JSON.parse(line) as { e: { OPR: string } }).e.OPR).sort()).toEqual([
    "Note",
    "Recover",
  ]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 2 });
});

test("an unfinished last line counts for nothing to those who read", async () => {
  using place = temporaryDirectory();
  {
    using open = openJournal(place.path);
    open.journal.append(note(open.key, "whole"));
    open.journal.append(intent(open.key));
  }
  const { path } = lastSegment(place.path);
  const unfinished = readFileSync(path).length - 1;
  truncateSync(path, unfinished);
  expect((await readIntents(layoutOf(place.path))).book.unresolved()).toEqual([]);
  expect((await verifyJournal(place.path)).unresolved).toEqual([]);
  // Reading writes nothing.
  expect(readFileSync(path).length).toBe(unfinished);
  expect(linesOnDisk(place.path)).toHaveLength(2);
  expect(notesOnDisk(place.path)).toEqual(["whole"]);
});
