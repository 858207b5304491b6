import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { loggedForm } from "#journal/note/checkpoint-log.js";
import type { Signer } from "#journal/signer.js";
import { verifyJournal } from "#journal/verify.js";
import { shortOrLong } from "../../counts.js";
import { note } from "../entries.js";
import { lastSegment, linesOnDisk, notesOnDisk, segmentsOnDisk, tornOnDisk } from "../on-disk.js";
import { newSigner, openJournal } from "../open-journal.js";
import { temporaryDirectory } from "../temporary-directory.js";
import type { Change } from "./change.js";
import { afterPowerCut, EVERYTHING, type Left, NOTHING } from "./power-cut.js";

const disk = await vi.hoisted(async () => new (await import("./recorded-disk.js")).RecordedDisk());
vi.mock("node:fs", async (original) => disk.over(await original()));
const actual = await vi.importActual<typeof import("node:fs")>("node:fs");

/** Two or three notes a segment. */
const SEGMENT_BYTES = 1_200;

/** Below it, and not there yet, is the journal: the names of new directories must be durable too. */
const JOURNAL = join("state", "shoseki", "journal");

/** What a console was told is on the disk, and after how many changes of it. */
interface Told {
  readonly after: number;
  /** A line that `append` answered, or a checkpoint that was signed. */
  readonly line: string | null;
  readonly checkpoint: Checkpoint | null;
}

/** A console at work: it is killed where the recorded disk says so. Adds what it was told is written. */
async function work(
  directory: string,
  signer: Signer,
  names: readonly string[],
  told: Told[],
): Promise<void> {
  const founds = linesOnDisk(directory).length === 0;
  using open = openJournal(directory, { signer, segmentBytes: SEGMENT_BYTES });
  const checkpointer = new Checkpointer(open.journal);
  const tell = (line: string | null, checkpoint: Checkpoint | null = null) =>
    told.push({ line, checkpoint, after: disk.changes.length });
  // One that a killed console has written, and nobody was told of, is safe with the next entry.
  if (founds) tell(linesOnDisk(directory)[0]!);
  const session = open.journal.holdSession("0198c1de-0000-7000-8000-00000000000a");
  for (const name of names) {
    if (name === "checkpoint") {
      tell(null, await checkpointer.sign());
      continue;
    }
    // A colleague is killed in the middle of a line.
    if (name === "torn") appendFileSync(lastSegment(directory).path, '{"e":{"BEF":{},"H');
    tell(open.journal.append(note(open.key, `${name} ${"x".repeat(300)}`)).bytes.toString());
  }
  session.release();
}

const SHIFT = ["one", "two", "checkpoint", "three", "torn", "four", "checkpoint", "five"];

/** Once the power is back: what was told is there, `verify` calls it sound and names every torn tail, and it goes on. */
async function expectTakenUp(
  changes: readonly Change[],
  told: readonly Told[],
  signer: Signer,
  leaves: (change: Change) => Left,
): Promise<void> {
  using place = temporaryDirectory({ inMemory: true });
  afterPowerCut(actual, changes, leaves, place.path);
  const directory = join(place.path, JOURNAL);
  const safe = told.filter(({ after }) => after <= changes.length);
  const lines = safe.flatMap(({ line }) => line ?? []);

  const left = soundLines(directory);
  expect(left.filter((line) => lines.includes(line))).toEqual([...new Set(lines)]);
  for (const { checkpoint } of safe) {
    if (checkpoint !== null)
      expect(readFileSync(join(directory, "checkpoints.log"), "utf8")).toContain(loggedForm(checkpoint));
  }
  const tails = segmentsOnDisk(directory).map(({ segment }) => tailOf(segment.path));
  if (left.length > 0) {
    const verdict = await verifyJournal(directory);
    expect(verdict.fault).toBeNull();
    // The end of the log of checkpoints may be torn too.
    expect(verdict.torn.filter((name) => !name.startsWith("checkpoints.log"))).toHaveLength(
      tornOnDisk(directory).length + tails.filter((tail) => tail.length > 0).length,
    );
  }
  openJournal(directory, { signer, segmentBytes: SEGMENT_BYTES })[Symbol.dispose]();
  using open = openJournal(directory, { signer, segmentBytes: SEGMENT_BYTES });
  open.journal.append(note(open.key, "power is back"));
  const checkpoint = await new Checkpointer(open.journal).sign();

  expect(linesOnDisk(directory).slice(0, left.length)).toEqual(left);
  expect(notesOnDisk(directory).at(-1)).toBe("power is back");
  const verdict = await verifyJournal(directory);
  expect(verdict).toMatchObject({ fault: null, torn: tornOnDisk(directory), missing: [] });
  expect(checkpoint.size).toBe(verdict.entries);
  const kept = tornOnDisk(directory).map((name) => readFileSync(join(directory, "entries", name), "latin1"));
  expect(kept).toEqual(expect.arrayContaining(tails.filter((tail) => tail.length > 0)));
}

/** What follows the last newline, or begins with the first line that has zeros in it. */
function tailOf(path: string): string {
  const text = readFileSync(path, "latin1");
  const zero = text.indexOf("\0");
  return text.slice(text.slice(0, zero < 0 ? text.length : zero).lastIndexOf("\n") + 1);
}

function soundLines(directory: string): string[] {
  const lines = linesOnDisk(directory);
  const zeroed = lines.findIndex((line) => line.includes("\0"));
  return zeroed < 0 ? lines : lines.slice(0, zeroed);
}

/** The length of all that was written, and its beginning, its middle or nothing of it lost. */
const ZEROED = [1, 2, 7].map((which) => () => ({ ...EVERYTHING, isLost: lostIn(which) }));

const EXTREMES = [() => NOTHING, () => EVERYTHING];

test("the power is cut after every change of the disk, and what was not synced is lost, zeros, or all there", async () => {
  using place = temporaryDirectory({ inMemory: true });
  disk.begin(place.path);
  const signer = newSigner();
  const told: Told[] = [];
  await work(join(place.path, JOURNAL), signer, SHIFT, told);
  expect(told).toHaveLength(SHIFT.length + 1);
  const changes = [...disk.changes];
  for (let cut = 0; cut <= changes.length; cut += 1) {
    const writes = changes[cut - 1]?.kind === "write";
    for (const leaves of writes ? [...EXTREMES, ...ZEROED] : EXTREMES)
      await expectTakenUp(changes.slice(0, cut), told, signer, leaves);
  }
});

const CUTS = shortOrLong(100, 5_000);

test(`the power is cut at any moment, and any part of what was not synced is there (${CUTS} times)`, async () => {
  using place = temporaryDirectory({ inMemory: true });
  disk.begin(place.path);
  const signer = newSigner();
  const told: Told[] = [];
  await work(join(place.path, JOURNAL), signer, SHIFT, told);
  const changes = [...disk.changes];
  await fc.assert(
    fc.asyncProperty(fc.nat(changes.length), fc.gen(), async (cut, gen) => {
      const part = (change: Change): Left => ({
        bytes: gen(fc.nat, { max: change.kind === "write" ? change.bytes.length : 1 }),
        sized: gen(fc.boolean),
        isLost: lostIn(gen(fc.nat, { max: 7 })),
      });
      await expectTakenUp(changes.slice(0, cut), told, signer, part);
    }),
    { numRuns: CUTS },
  );
});

/** One of three sectors, as a number of three bits says. */
function lostIn(which: number): (sector: number) => boolean {
  return (sector) => ((which >> (sector % 3)) & 1) === 1;
}

/** Where the journal is founded, every one; after that, every so many-th. */
const EVERY = shortOrLong(5, 1);

test(`a console is killed between two changes (every ${EVERY}.), another one goes on, and then the power is cut`, async () => {
  const places = Array.from({ length: await changesOfAShift() }, (_, place) => place);
  for (const kill of places.filter((place) => place < 6 || place % EVERY === 0)) {
    using place = temporaryDirectory({ inMemory: true });
    disk.begin(place.path);
    const signer = newSigner();
    const directory = join(place.path, JOURNAL);
    const told: Told[] = [];
    disk.killAfter(kill);
    await expect(work(directory, signer, SHIFT, told)).rejects.toThrow();
    expect(disk.revive()).toBe(true);
    const before = told.length;
    await work(directory, signer, ["after the kill", "checkpoint"], told);
    const changes = [...disk.changes];
    // As soon as it was told of something: what the killed one had not synced is lost now.
    for (const { after } of told.slice(before))
      await expectTakenUp(changes.slice(0, after), told, signer, () => NOTHING);
  }
});

async function changesOfAShift(): Promise<number> {
  using place = temporaryDirectory({ inMemory: true });
  disk.begin(place.path);
  await work(join(place.path, JOURNAL), newSigner(), SHIFT, []);
  return disk.changes.length;
}
