import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { expect, test } from "vitest";
import type { Entry, EntryDraft } from "#domain/entry.js";
import { hashOf, MAX_LINE_BYTES } from "#journal/line.js";
import { verifyJournal } from "#journal/verify.js";
import { codeOf, thrownBy } from "./code-of.js";
import { intent, note } from "./entries.js";
import { forged } from "./forge.js";
import { entriesOnDisk, lastSegment, linesOnDisk, notesOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

test("what append answers is on the disk, numbered and chained", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  for (let seq = 1; seq <= 5; seq += 1) {
    const line = open.journal.append(note(open.key, `note ${seq}`));
    const lines = linesOnDisk(place.path);
    expect(lines.at(-1)).toBe(line.bytes.toString());
    expect(line.entry).toEqual(entriesOnDisk(place.path).at(-1));
    expect(line.entry).toMatchObject({ v: 1, seq, prev: hashOf(Buffer.from(lines.at(-2)!)) });
  }
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 6 });
});

test("an entry keeps the id that its writer gave it, and has a UUIDv7 of its own otherwise", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const asked = intent(open.key);
  expect(open.journal.append(asked).entry.id).toBe(asked.id);
  const ids = ["a", "b"].map((text) => open.journal.append(note(open.key, text)).entry.id);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(2);
});

test("an entry that fits its line to the last byte stands in it whole", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { journal, key } = open;
  const overhead = journal.append(note(key, "")).bytes.length;
  expect(overhead).toBeLessThan(1_000);
  const fits = journal.append(note(key, "x".repeat(MAX_LINE_BYTES - overhead)));
  expect(fits.bytes.length).toBe(MAX_LINE_BYTES);
  expect(fits.entry.blobs).toBeUndefined();
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 3 });
});

test("an entry of many short facts is refused, and the journal takes the next one", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { journal, key } = open;
  const facts = Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`fact${n}`, "x".repeat(100)]));
  const before = linesOnDisk(place.path);
  expect(codeOf(() => journal.append({ ...note(key, "many"), AFT: facts }))).toBe("ENTRY_TOO_LARGE");
  expect(linesOnDisk(place.path)).toEqual(before);
  journal.append(note(key, "a short one"));
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 2 });
});

test.each<[string, (draft: EntryDraft) => unknown]>([
  ["a fraction", (draft) => ({ ...draft, ms: 0.5 })],
  ["a lone surrogate", (draft) => ({ ...draft, why: "\ud83d" })],
  ["a field the format does not know", (draft) => ({ ...draft, colour: "red" })],
  ["a time of another form", (draft) => ({ ...draft, STR: "2026-01-05T03:00:00Z" })],
  ["a day that is none", (draft) => ({ ...draft, STR: "2026-02-30T03:00:00.000Z" })],
  ["an id that is no UUIDv7", (draft) => ({ ...draft, id: "one" })],
  ["an outcome without its items", (draft) => ({ ...draft, phase: "outcome" })],
])("%s is never written: a line that cannot be read again would end the journal", async (_, spoil) => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const before = linesOnDisk(place.path);
  expect(() => open.journal.append(spoil(note(open.key, "spoilt")) as EntryDraft)).toThrow(TypeError);
  expect(linesOnDisk(place.path)).toEqual(before);
  open.journal.append(note(open.key, "sound"));
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 2 });
});

test("who subscribes hears every line once it is on the disk, until they stop", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const heard: [string | undefined, string | undefined][] = [];
  const stop = open.journal.subscribe(({ entry }) => heard.push([entry.why, notesOnDisk(place.path).at(-1)]));
  open.journal.append(note(open.key, "one"));
  open.journal.append(note(open.key, "two"));
  stop();
  open.journal.append(note(open.key, "three"));
  expect(heard).toEqual([
    ["one", "one"],
    ["two", "two"],
  ]);
});

test("what a listener appends comes after that which it was told of, for the others too", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const heard: (string | undefined)[] = [];
  open.journal.subscribe(({ entry }) => {
    if (entry.why === "one") open.journal.append(note(open.key, "because of one"));
  });
  open.journal.subscribe(({ entry }) => heard.push(entry.why));
  open.journal.append(note(open.key, "one"));
  open.journal.append(note(open.key, "two"));
  expect(heard).toEqual(["one", "because of one", "two"]);
});

test("several consoles of one process write the same journal, and hear each other", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using first = openJournal(place.path, { signer });
  using second = openJournal(place.path, { signer });
  using third = openJournal(place.path, { signer });
  const heard: (string | undefined)[] = [];
  first.journal.subscribe(({ entry }) => heard.push(entry.why));
  const said = ["1a", "2a", "2b", "3a", "1b", "3b", "2c", "1c"];
  const consoles = [first, second, third];
  for (const text of said) consoles[Number(text[0]) - 1]!.journal.append(note(signer.fingerprint, text));
  expect(notesOnDisk(place.path)).toEqual(said);
  expect(heard).toEqual(said);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 9 });
});

test("an entry is not written when another console has made it needless meanwhile", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using first = openJournal(place.path, { signer });
  using second = openJournal(place.path, { signer });
  const key = signer.fingerprint;
  const says = (text: string) => (entry: Entry) => entry.why === text;

  // Nobody else has said it; that this console has does not count.
  expect(first.journal.append(note(key, "found"), says("found"))).not.toBeNull();
  expect(first.journal.append(note(key, "found again"), says("found"))).not.toBeNull();
  expect(second.journal.append(note(key, "found, too"), says("found"))).toBeNull();
  // It has heard of it now, and asks about what comes after.
  expect(second.journal.append(note(key, "something else"), says("found"))).not.toBeNull();
  expect(notesOnDisk(place.path)).toEqual(["found", "found again", "something else"]);
});

test.each<[string, (entry: object) => object]>([
  ["the number of the one before", (entry) => entry],
  ["a number too high", (entry) => ({ ...entry, seq: 3, prev: "chained" })],
  ["a hash that is not the last line's", (entry) => ({ ...entry, seq: 2 })],
])("a line of another console with %s stops the journal", (_, change) => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const one = open.journal.append(note(open.key, "one"));
  const changed = change(one.entry) as { prev: string };
  const prev = changed.prev === "chained" ? hashOf(one.bytes) : changed.prev;
  appendFileSync(lastSegment(place.path).path, `${forged({ ...changed, prev }, open.signer)}\n`);
  const before = linesOnDisk(place.path);
  const attempt = () => thrownBy(() => open.journal.append(note(open.key, "two")))?.problem;
  const damaged = { code: "JOURNAL_DAMAGED", facts: { where: "000000000000.jsonl, seq 2" } };
  expect(attempt()).toMatchObject(damaged);
  expect(attempt()).toMatchObject(damaged);
  expect(linesOnDisk(place.path)).toEqual(before);
});

test("a journal that was cut while it is open is not written on as if nothing were", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  open.journal.append(note(open.key, "one"));
  const { path } = lastSegment(place.path);
  const cut = readFileSync(path).indexOf("\n") + 1;
  truncateSync(path, cut);
  expect(codeOf(() => open.journal.append(note(open.key, "two")))).toBe("JOURNAL_DAMAGED");
  expect(statSync(path).size).toBe(cut);
});

test("a journal that was removed while it is open: entries do not go where nobody finds them", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  rmSync(lastSegment(place.path).path);
  expect(codeOf(() => open.journal.append(note(open.key, "one")))).toBe("JOURNAL_DAMAGED");
});

test("a journal that cannot be opened leaves no file open", (context) => {
  if (!existsSync("/proc/self/fd")) context.skip("this system does not list a process's open files");
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const descriptors = () => readdirSync("/proc/self/fd").length;
  const before = descriptors();
  for (let attempt = 0; attempt < 20; attempt += 1) {
    expect(codeOf(() => openJournal(place.path))).toBe("KEY_MISSING");
    openJournal(place.path, { signer: open.signer })[Symbol.dispose]();
  }
  appendFileSync(lastSegment(place.path).path, "a last line that is no entry\n");
  for (let attempt = 0; attempt < 20; attempt += 1) {
    expect(codeOf(() => openJournal(place.path, { signer: open.signer }))).toBe("JOURNAL_DAMAGED");
  }
  // The test runner may open one or two of its own meanwhile.
  expect(descriptors()).toBeLessThan(before + 10);
});
