import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { layoutOf } from "#journal/layout.js";
import { thrownBy } from "./code-of.js";
import { note } from "./entries.js";
import { linesOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** The journal waits ten seconds for the lock. This test does not. */
vi.mock("node:sqlite", async (original) => {
  const actual = await original<typeof import("node:sqlite")>();
  class Impatient extends actual.DatabaseSync {
    constructor(path: string) {
      super(path, { timeout: 0 });
    }
  }
  return { ...actual, DatabaseSync: Impatient };
});

test("a lock that somebody else does not let go of: nothing is written, and it can be tried again", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  const before = linesOnDisk(place.path);
  const other = new DatabaseSync(layoutOf(place.path).lock);
  other.exec("BEGIN IMMEDIATE");
  const locked = { code: "JOURNAL_LOCKED", facts: { directory: place.path, seconds: 10 } };
  expect(thrownBy(() => open.journal.append(note(open.key, "one")))?.problem).toEqual(locked);
  expect(thrownBy(() => openJournal(place.path, { signer }))?.problem).toEqual(locked);
  expect(linesOnDisk(place.path)).toEqual(before);

  other.exec("ROLLBACK");
  other.close();
  expect(open.journal.append(note(open.key, "one")).entry.seq).toBe(1);
});
