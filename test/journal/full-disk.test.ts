import { readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { codeOf, thrownBy } from "./code-of.js";
import { note } from "./entries.js";
import { lastSegment, linesOnDisk, notesOnDisk, tornOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { smallDisk } from "./small-disk.js";

const LARGE = "x".repeat(20_000);

test("a full disk: the entry is refused as a whole, and the journal goes on once there is space", async (context) => {
  using disk = smallDisk(context, { kiB: 512 });
  const directory = join(disk.path, "journal");
  using open = openJournal(directory);
  open.journal.append(note(open.key, "before"));
  const before = linesOnDisk(directory);
  // Nothing at all fits; a page of it does; some of it does.
  for (const leave of [0, 4_096, 12_288]) {
    disk.fill(leave);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const problem = thrownBy(() => open.journal.append(note(open.key, LARGE)))?.problem;
      expect(problem).toMatchObject({ code: "JOURNAL_UNWRITABLE", facts: { directory } });
      expect(linesOnDisk(directory)).toEqual(before);
    }
    expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: 2, torn: [] });
    disk.free();
  }
  open.journal.append(note(open.key, LARGE));
  open.journal.append(note(open.key, "after"));
  expect(notesOnDisk(directory)).toEqual(["before", LARGE, "after"]);
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: 4, torn: [] });
});

test("a full disk filled by entries: all that were answered are there, and no others", async (context) => {
  using disk = smallDisk(context, { kiB: 256 });
  const directory = join(disk.path, "journal");
  const signer = newSigner();
  const answered: string[] = [];
  {
    using open = openJournal(directory, { signer, segmentBytes: 50_000 });
    const problem = thrownBy(() => {
      for (let index = 0; index < 1_000; index += 1) {
        const text = `${index} ${"x".repeat(3_000)}`;
        open.journal.append(note(open.key, text));
        answered.push(text);
      }
    })?.problem;
    expect(problem?.code).toBe("JOURNAL_UNWRITABLE");
  }
  expect(answered.length).toBeGreaterThan(20);
  expect(notesOnDisk(directory)).toEqual(answered);
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, torn: [] });
  // Opened again on the full disk, it can be read, and is as it was.
  using again = openJournal(directory, { signer });
  expect(codeOf(() => again.journal.append(note(again.key, LARGE)))).toBe("JOURNAL_UNWRITABLE");
  expect(notesOnDisk(directory)).toEqual(answered);
});

test("no room for the next segment: the same", async (context) => {
  // The root, journal, entries, sessions, lock, allowed_signers, its copy while it is written, two segments.
  using disk = smallDisk(context, { kiB: 512, files: 8 });
  const directory = join(disk.path, "journal");
  const signer = newSigner();
  const answered: string[] = [];
  {
    using open = openJournal(directory, { signer, segmentBytes: 1_500 });
    const problem = thrownBy(() => {
      for (let index = 0; index < 20; index += 1) {
        open.journal.append(note(open.key, `note ${index}`));
        answered.push(`note ${index}`);
      }
    })?.problem;
    expect(problem?.code).toBe("JOURNAL_UNWRITABLE");
    expect(codeOf(() => open.journal.append(note(open.key, "again")))).toBe("JOURNAL_UNWRITABLE");
  }
  expect(notesOnDisk(directory)).toEqual(answered);
  expect(await verifyJournal(directory)).toMatchObject({ fault: null });
  // A segment that may grow is added to.
  using patient = openJournal(directory, { signer, segmentBytes: 1_000_000 });
  patient.journal.append(note(patient.key, "after"));
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: answered.length + 2 });
});

test("a torn tail that cannot be kept whole is not cut off", async (context) => {
  using disk = smallDisk(context, { kiB: 512 });
  const directory = join(disk.path, "journal");
  const signer = newSigner();
  {
    using open = openJournal(directory, { signer });
    open.journal.append(note(open.key, "one"));
    open.journal.append(note(open.key, LARGE));
  }
  const { path } = lastSegment(directory);
  truncateSync(path, readFileSync(path).length - 1);
  const before = readFileSync(path);
  for (const leave of [0, 4_096, 12_288]) {
    disk.fill(leave);
    expect(codeOf(() => openJournal(directory, { signer }))).toBe("JOURNAL_UNWRITABLE");
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(tornOnDisk(directory)).toEqual([]);
    disk.free();
  }
  openJournal(directory, { signer })[Symbol.dispose]();
  const tail = before.subarray(before.lastIndexOf("\n") + 1);
  expect(readFileSync(join(directory, "entries", tornOnDisk(directory)[0]!)).equals(tail)).toBe(true);
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: 3 });
});

test("a journal cannot be founded on a full disk, and can once there is space", async (context) => {
  using disk = smallDisk(context, { kiB: 256 });
  const directory = join(disk.path, "journal");
  disk.fill();
  const signer = newSigner();
  expect(codeOf(() => openJournal(directory, { signer }))).toBe("JOURNAL_UNWRITABLE");
  disk.free();
  openJournal(directory, { signer })[Symbol.dispose]();
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: 1 });
});
