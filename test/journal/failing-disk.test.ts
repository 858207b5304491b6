import * as fs from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { thrownBy } from "./code-of.js";
import { note } from "./entries.js";
import { lastSegment, notesOnDisk, segmentsOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

vi.mock("node:fs", async (original) => {
  const actual = await original<typeof fs>();
  return {
    ...actual,
    fdatasyncSync: vi.fn(actual.fdatasyncSync),
    ftruncateSync: vi.fn(actual.ftruncateSync),
    writeSync: vi.fn(actual.writeSync),
  };
});

const sync = vi.mocked(fs.fdatasyncSync);
const truncate = vi.mocked(fs.ftruncateSync);
const write = vi.mocked(fs.writeSync);

afterEach(() => vi.clearAllMocks());

function diskError(): never {
  throw Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO", syscall: "fdatasync" });
}

test("an entry is answered, and told to others, only after the disk has confirmed it", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const order: string[] = [];
  open.journal.subscribe(() => order.push("told"));
  sync.mockImplementationOnce((descriptor) => {
    order.push(`confirmed ${notesOnDisk(place.path).at(-1)}`);
    expect(fs.fstatSync(descriptor).ino).toBe(fs.statSync(lastSegment(place.path).path).ino);
  });
  open.journal.append(note(open.key, "one"));
  expect(order).toEqual(["confirmed one", "told"]);
});

test("a disk that does not confirm an entry ends the journal: it is not tried again", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  open.journal.append(note(open.key, "sound"));
  const told = vi.fn();
  open.journal.subscribe(told);
  sync.mockImplementationOnce(diskError);
  const failed = thrownBy(() => open.journal.append(note(open.key, "doubtful")))?.problem;
  expect(failed).toEqual({
    code: "JOURNAL_FAILED",
    facts: { directory: place.path, cause: "EIO: i/o error, fdatasync" },
  });
  sync.mockClear();
  const onDisk = fs.readFileSync(lastSegment(place.path).path);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    expect(thrownBy(() => open.journal.append(note(open.key, "more")))?.problem).toEqual(failed);
  }
  expect(told).not.toHaveBeenCalled();
  expect(sync).not.toHaveBeenCalled();
  expect(fs.readFileSync(lastSegment(place.path).path).equals(onDisk)).toBe(true);

  // A later process takes the journal up from what is there.
  using later = openJournal(place.path, { signer });
  later.journal.append(note(later.key, "later"));
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null });
});

test("half an entry that cannot be taken back either ends the journal; the next process keeps it as torn", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  const { writeSync } = await vi.importActual<typeof fs>("node:fs");
  write
    .mockImplementationOnce((descriptor, bytes) =>
      writeSync(descriptor, (bytes as unknown as Buffer).subarray(0, 50)),
    )
    .mockImplementationOnce(diskError);
  truncate.mockImplementationOnce(diskError);
  expect(thrownBy(() => open.journal.append(note(open.key, "half")))?.code).toBe("JOURNAL_FAILED");
  expect(thrownBy(() => open.journal.append(note(open.key, "more")))?.code).toBe("JOURNAL_FAILED");

  using later = openJournal(place.path, { signer });
  later.journal.append(note(later.key, "later"));
  const verdict = await verifyJournal(place.path);
  expect(verdict).toMatchObject({ fault: null, entries: 3 });
  expect(verdict.torn).toHaveLength(1);
});

test("a disk that takes an entry in small pieces gets all of it", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { writeSync } = await vi.importActual<typeof fs>("node:fs");
  const piece = (descriptor: number, bytes: unknown, at: unknown) =>
    writeSync(descriptor, bytes as Buffer, Number(at), Math.min(7, (bytes as Buffer).length - Number(at)));
  write.mockImplementation(piece as typeof fs.writeSync);
  open.journal.append(note(open.key, "in pieces"));
  write.mockImplementation(writeSync);
  expect(notesOnDisk(place.path)).toEqual(["in pieces"]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 2 });
});

test("a segment is confirmed to its end before another is begun: its last writer may not have lived to do so", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer, segmentBytes: 1 });
  const full = lastSegment(place.path);
  const confirmed: number[] = [];
  sync.mockImplementation((descriptor) => confirmed.push(fs.fstatSync(descriptor).ino));
  open.journal.append(note(open.key, "in the next one"));
  sync.mockReset();
  const next = lastSegment(place.path);
  expect(segmentsOnDisk(place.path)).toHaveLength(2);
  expect(confirmed).toEqual([fs.statSync(full.path).ino, fs.statSync(next.path).ino]);

  sync.mockImplementationOnce(diskError);
  expect(thrownBy(() => open.journal.append(note(open.key, "in a third")))?.code).toBe("JOURNAL_FAILED");
  expect(segmentsOnDisk(place.path)).toHaveLength(2);
});
