import * as fs from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { thrownBy } from "../code-of.js";
import { note } from "../entries.js";
import { lastSegment, linesOnDisk, notesOnDisk, tornOnDisk } from "../on-disk.js";
import { newSigner, openJournal } from "../open-journal.js";
import { temporaryDirectory } from "../temporary-directory.js";

vi.mock("node:fs", async (original) => {
  const actual = await original<typeof fs>();
  return { ...actual, fsyncSync: vi.fn(actual.fsyncSync), writeSync: vi.fn(actual.writeSync) };
});

const sync = vi.mocked(fs.fsyncSync);
const write = vi.mocked(fs.writeSync);

afterEach(() => vi.clearAllMocks());

function failing(code: string, syscall: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: i/o error, ${syscall}`), { code, syscall });
  };
}

test.each<[string, number]>([
  ["the new file", 0],
  ["its name", 1],
])(
  "the disk does not confirm %s, as another segment is begun: nothing more is written, and it is not asked again",
  async (_, before) => {
    using place = temporaryDirectory();
    const signer = newSigner();
    using open = openJournal(place.path, { signer, segmentBytes: 1 });
    const lines = linesOnDisk(place.path);
    const { fsyncSync } = await vi.importActual<typeof fs>("node:fs");
    for (let each = 0; each < before; each += 1) sync.mockImplementationOnce(fsyncSync);
    sync.mockImplementationOnce(failing("EIO", "fsync"));
    const failed = thrownBy(() => open.journal.append(note(open.key, "in the next one")))?.problem;
    expect(failed).toEqual({
      code: "JOURNAL_FAILED",
      facts: { directory: place.path, cause: "EIO: i/o error, fsync" },
    });
    sync.mockClear();
    // A disk that has failed to confirm something may confirm it the next time, without having it.
    expect(thrownBy(() => open.journal.append(note(open.key, "again")))?.problem).toEqual(failed);
    expect(sync).not.toHaveBeenCalled();
    expect(linesOnDisk(place.path)).toEqual(lines);
    expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 1 });
  },
);

test("the disk does not confirm that a torn tail is kept: it is not cut off, and nothing more is written", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  open.journal.append(note(open.key, "whole"));
  fs.appendFileSync(lastSegment(place.path).path, "of a colleague who was kil");
  const onDisk = fs.readFileSync(lastSegment(place.path).path);
  sync.mockImplementationOnce(failing("EIO", "fsync"));
  expect(thrownBy(() => open.journal.append(note(open.key, "after it")))?.code).toBe("JOURNAL_FAILED");
  expect(thrownBy(() => open.journal.append(note(open.key, "again")))?.code).toBe("JOURNAL_FAILED");
  expect(fs.readFileSync(lastSegment(place.path).path).equals(onDisk)).toBe(true);

  // A later process takes it up.
  using later = openJournal(place.path, { signer });
  later.journal.append(note(later.key, "later"));
  expect(notesOnDisk(place.path)).toEqual(["whole", "later"]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, torn: tornOnDisk(place.path) });
});

test("a file system that the system has made read-only: nothing is written, and it goes on once it may", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  open.journal.append(note(open.key, "before"));
  const onDisk = fs.readFileSync(lastSegment(place.path).path);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    write.mockImplementationOnce(failing("EROFS", "write"));
    expect(thrownBy(() => open.journal.append(note(open.key, "refused")))?.problem).toMatchObject({
      code: "JOURNAL_UNWRITABLE",
      facts: { cause: "EROFS: i/o error, write" },
    });
    expect(fs.readFileSync(lastSegment(place.path).path).equals(onDisk)).toBe(true);
  }
  open.journal.append(note(open.key, "after"));
  expect(notesOnDisk(place.path)).toEqual(["before", "after"]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 3 });
});
