import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { readFounding } from "#journal/founding.js";
import { findLines } from "#journal/index/find-lines.js";
import { readIntents } from "#journal/intents.js";
import { readLastLine } from "#journal/last-line.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import { MAX_LINE_BYTES } from "#journal/line.js";
import { readEpochs, readKeys } from "#journal/read-epochs.js";
import { verifyJournal } from "#journal/verify.js";
import { codeOf } from "./code-of.js";
import { note } from "./entries.js";
import { entriesOnDisk, lastSegment, linesOnDisk, notesOnDisk, tornOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

const ZEROS = Buffer.alloc(512);
const NEWLINE = Buffer.of(0x0a);

/** What a power cut leaves of a line, its newline with it. */
const SHAPES: readonly (readonly [string, (line: Buffer) => Buffer])[] = [
  ["nothing but zeros", ({ length }) => Buffer.alloc(length)],
  ["a single zero", () => Buffer.alloc(1)],
  ["zeros and the newline", ({ length }) => Buffer.concat([Buffer.alloc(length - 1), NEWLINE])],
  ["zeros, the rest and the newline", (line) => Buffer.concat([ZEROS, line.subarray(512)])],
  ["zeros and the rest", (line) => Buffer.concat([ZEROS, line.subarray(512, -1)])],
  ["the beginning and zeros", (line) => Buffer.concat([line.subarray(0, 512), ZEROS])],
  ["the beginning, zeros and the newline", (line) => Buffer.concat([line.subarray(0, 512), ZEROS, NEWLINE])],
  [
    "both ends, and zeros in the middle",
    (line) => Buffer.concat([line.subarray(0, 300), ZEROS, line.subarray(-50)]),
  ],
  ["several KB of zeros", () => Buffer.alloc(16_384)],
  [
    "as many zeros as a line can have, and the newline",
    () => Buffer.concat([Buffer.alloc(MAX_LINE_BYTES), NEWLINE]),
  ],
];

const LONG = `the last, 日本語 😀 ${"x".repeat(600)}`;

/** The journal's last line is not what it was. Answers what there is instead. */
function spoilLastLine(directory: string, spoilt: (line: Buffer) => Buffer): Buffer {
  const { path } = lastSegment(directory);
  const content = readFileSync(path);
  const start = content.subarray(0, -1).lastIndexOf(0x0a) + 1;
  const tail = spoilt(content.subarray(start));
  writeFileSync(path, Buffer.concat([content.subarray(0, start), tail]));
  return tail;
}

/** The notes that are found by the index, and behind it. */
async function foundIn(layout: Layout): Promise<string[]> {
  const found: string[] = [];
  const notes = findLines(layout, { op: (OPR) => OPR === "Note" }, { worthBytes: 0 });
  for await (const { entry } of notes) found.push(entry.why ?? "");
  return found;
}

test.each(SHAPES)("the power took the last line, and left %s: a torn tail", async (_, spoilt) => {
  using place = temporaryDirectory({ inMemory: true });
  const signer = newSigner();
  const layout = layoutOf(place.path);
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "one"));
    open.journal.append(note(open.key, LONG));
  }
  const sound = linesOnDisk(place.path).slice(0, 2);
  const tail = spoilLastLine(place.path, spoilt);
  const whole = readFileSync(lastSegment(place.path).path);

  // Whoever reads meets two entries and their end, and changes nothing.
  for (const deep of [false, true]) {
    expect(await verifyJournal(place.path, { deep })).toMatchObject({
      fault: null,
      entries: 2,
      torn: ["000000000000.jsonl, line 3"],
    });
  }
  expect(readLastLine(layout)?.entry.seq).toBe(1);
  expect(readEpochs(layout).epochs()).toHaveLength(1);
  expect(readKeys(layout).epochs()).toHaveLength(1);
  expect((await readIntents(layout)).book.unresolved()).toEqual([]);
  expect(await foundIn(layout)).toEqual(["one"]);
  expect(readFileSync(lastSegment(place.path).path).equals(whole)).toBe(true);

  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "power is back"));
  }
  const [torn, ...others] = tornOnDisk(place.path);
  expect(others).toEqual([]);
  expect(readFileSync(join(layout.entries, torn!)).equals(tail)).toBe(true);
  expect(linesOnDisk(place.path).slice(0, 2)).toEqual(sound);
  expect(entriesOnDisk(place.path).slice(2)).toMatchObject([
    { seq: 2, phase: "recovery", RST: { code: "TORN_TAIL", message: `moved to entries/${torn}` } },
    { seq: 3, phase: "note" },
  ]);
  expect(await foundIn(layout)).toEqual(["one", "power is back"]);
  expect(await verifyJournal(place.path)).toMatchObject({
    fault: null,
    entries: 4,
    torn: [torn],
    missing: [],
  });
});

test.each(SHAPES)("the power took the first line of a new file, and left %s", async (_, spoilt) => {
  using place = temporaryDirectory({ inMemory: true });
  const signer = newSigner();
  {
    using open = openJournal(place.path, { signer, segmentBytes: 100 });
    open.journal.append(note(open.key, "one"));
    open.journal.append(note(open.key, LONG));
  }
  const { name } = lastSegment(place.path);
  expect(name).toBe("000000000002.jsonl");
  const tail = spoilLastLine(place.path, spoilt);
  expect(await verifyJournal(place.path)).toMatchObject({
    fault: null,
    entries: 2,
    torn: [`${name}, line 1`],
  });
  expect(readLastLine(layoutOf(place.path))?.entry.seq).toBe(1);
  expect(await foundIn(layoutOf(place.path))).toEqual(["one"]);

  openJournal(place.path, { signer, segmentBytes: 100 })[Symbol.dispose]();

  const [torn] = tornOnDisk(place.path);
  expect(readFileSync(join(place.path, "entries", torn!)).equals(tail)).toBe(true);
  expect(lastSegment(place.path).name).toBe(name);
  expect(entriesOnDisk(place.path).at(-1)).toMatchObject({ seq: 2, phase: "recovery" });
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 3, torn: [torn] });
});

test.each(SHAPES)(
  "the power took the founding line, and left %s: it is founded after all",
  async (_, spoilt) => {
    using place = temporaryDirectory({ inMemory: true });
    openJournal(place.path)[Symbol.dispose]();
    const tail = spoilLastLine(place.path, spoilt);
    // These follow from it, once it is durable.
    for (const file of ["allowed_signers", "vkey"]) rmSync(join(place.path, file));
    expect(readFounding(layoutOf(place.path))).toBeNull();

    openJournal(place.path)[Symbol.dispose]();

    expect(entriesOnDisk(place.path)).toMatchObject([
      { seq: 0, phase: "key" },
      { seq: 1, phase: "recovery" },
    ]);
    expect(readFileSync(join(place.path, "entries", tornOnDisk(place.path)[0]!)).equals(tail)).toBe(true);
    expect((await verifyJournal(place.path, { deep: true })).fault).toBeNull();
  },
);

test.each(SHAPES)(
  "a console that is open, on a share, meets %s of another one whose power was cut",
  async (_, spoilt) => {
    using place = temporaryDirectory({ inMemory: true });
    const signer = newSigner();
    using open = openJournal(place.path, { signer });
    {
      using other = openJournal(place.path, { signer });
      other.journal.append(note(other.key, "of the other one"));
      other.journal.append(note(other.key, LONG));
    }
    spoilLastLine(place.path, spoilt);
    open.journal.append(note(open.key, "after it"));
    expect(notesOnDisk(place.path)).toEqual(["of the other one", "after it"]);
    expect(await verifyJournal(place.path)).toMatchObject({
      fault: null,
      entries: 4,
      torn: tornOnDisk(place.path),
    });
    expect(tornOnDisk(place.path)).toHaveLength(1);
  },
);

test.each(SHAPES)(
  "an entry comes after %s: somebody else has written there, and nothing is moved",
  async (_, spoilt) => {
    using place = temporaryDirectory({ inMemory: true });
    const signer = newSigner();
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, LONG));
    open.journal.append(note(open.key, "it was acknowledged"));
    const acknowledged = Buffer.from(`${linesOnDisk(place.path).at(-1)}\n`);
    const { path } = lastSegment(place.path);
    truncateSync(path, readFileSync(path).length - acknowledged.length);
    spoilLastLine(place.path, (line) => Buffer.concat([spoilt(line), NEWLINE]));
    appendFileSync(path, acknowledged);
    const whole = readFileSync(path);
    expect((await verifyJournal(place.path)).fault).toMatchObject({
      file: "entries/000000000000.jsonl",
      line: 2,
      seq: 1,
      code: "NOT_AN_ENTRY",
    });
    // To open it is refused, or it goes on behind what is wrong: it stays as it is.
    codeOf(() => openJournal(place.path, { signer })[Symbol.dispose]());
    expect(readFileSync(path).equals(whole)).toBe(true);
    expect(tornOnDisk(place.path)).toEqual([]);
  },
);

test("a console that is open meets zeros and then an entry: it stops, and moves nothing", () => {
  using place = temporaryDirectory({ inMemory: true });
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  open.journal.append(note(open.key, "one"));
  const { path } = lastSegment(place.path);
  appendFileSync(path, Buffer.concat([ZEROS, NEWLINE, Buffer.from(`${linesOnDisk(place.path)[1]}\n`)]));
  const whole = readFileSync(path);
  expect(codeOf(() => open.journal.append(note(open.key, "two")))).toBe("JOURNAL_DAMAGED");
  expect(readFileSync(path).equals(whole)).toBe(true);
  expect(tornOnDisk(place.path)).toEqual([]);
});

test.each([
  ["more zeros than a line can have", Buffer.concat([Buffer.alloc(MAX_LINE_BYTES + 1), NEWLINE])],
  ["a line of zeros, and one of nothing", Buffer.concat([ZEROS, NEWLINE, NEWLINE])],
  ["two lines of zeros", Buffer.concat([ZEROS, NEWLINE, ZEROS, NEWLINE])],
])("what no single write can have left is no torn tail: %s", async (_, end) => {
  using place = temporaryDirectory({ inMemory: true });
  const signer = newSigner();
  openJournal(place.path, { signer })[Symbol.dispose]();
  const { path } = lastSegment(place.path);
  appendFileSync(path, end);
  const whole = readFileSync(path);
  expect((await verifyJournal(place.path)).fault).toMatchObject({ line: 2, code: "NOT_AN_ENTRY" });
  expect(codeOf(() => openJournal(place.path, { signer }))).toBe("JOURNAL_DAMAGED");
  expect(readFileSync(path).equals(whole)).toBe(true);
});

test("zeros at the end of a file that is not the last: a fault, as every entry in it was made durable", async () => {
  using place = temporaryDirectory({ inMemory: true });
  const signer = newSigner();
  {
    using open = openJournal(place.path, { signer, segmentBytes: 100 });
    for (const text of ["one", "two"]) open.journal.append(note(open.key, text));
  }
  const path = join(place.path, "entries", "000000000001.jsonl");
  const { length } = readFileSync(path);
  writeFileSync(path, Buffer.concat([Buffer.alloc(length - 1), NEWLINE]));
  expect((await verifyJournal(place.path)).fault).toMatchObject({
    file: "entries/000000000001.jsonl",
    line: 1,
    code: "NOT_AN_ENTRY",
  });
});

test("a line that a checkpoint covers was durable: its zeros are told by the checkpoint", async () => {
  using place = temporaryDirectory({ inMemory: true });
  {
    using open = openJournal(place.path);
    open.journal.append(note(open.key, LONG));
    await new Checkpointer(open.journal).sign();
  }
  spoilLastLine(place.path, ({ length }) => Buffer.concat([Buffer.alloc(length - 1), NEWLINE]));
  expect((await verifyJournal(place.path)).fault).toMatchObject({
    code: "CHECKPOINT_AHEAD",
    seq: 1,
    toSeq: 1,
  });
});

test("the power took any part of the last checkpoint in the log: it is signed anew, and nothing is wrong", async () => {
  using place = temporaryDirectory({ inMemory: true });
  using open = openJournal(place.path);
  const { checkpointsLog, checkpoint } = layoutOf(place.path);
  open.journal.append(note(open.key, "one"));
  await new Checkpointer(open.journal).sign();
  const [log, published] = [readFileSync(checkpointsLog), readFileSync(checkpoint)];
  open.journal.append(note(open.key, "two"));
  await new Checkpointer(open.journal).sign();
  const both = readFileSync(checkpointsLog);
  for (let from = log.length; from < both.length; from += 7) {
    for (let to = from + 1; to <= both.length; to += 29) {
      writeFileSync(checkpointsLog, Buffer.from(both).fill(0, from, to));
      writeFileSync(checkpoint, published);
      expect(await verifyJournal(place.path)).toMatchObject({ fault: null, torn: ["checkpoints.log"] });

      await new Checkpointer(open.journal).sign();

      expect(readFileSync(checkpointsLog).equals(both)).toBe(true);
    }
  }
  // In the first one it was not the power.
  writeFileSync(checkpointsLog, Buffer.from(both).fill(0, 3, log.length - 3));
  expect((await verifyJournal(place.path)).fault).toMatchObject({ file: "checkpoints.log", line: 1 });
});
