import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { codeOf } from "./code-of.js";
import { note } from "./entries.js";
import { newSigner, openJournal } from "./open-journal.js";
import { readOnlyPlace } from "./read-only-place.js";

test("where it may not be written, nothing is, and the journal can still be read", async (context) => {
  using disk = readOnlyPlace(context);
  const directory = join(disk.path, "journal");
  const signer = newSigner();
  openJournal(directory, { signer })[Symbol.dispose]();
  disk.readOnly(true);
  expect(codeOf(() => openJournal(directory, { signer }))).toBe("JOURNAL_UNWRITABLE");
  expect(codeOf(() => openJournal(join(disk.path, "another")))).toBe("JOURNAL_UNWRITABLE");
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: 1 });
  disk.readOnly(false);
  using open = openJournal(directory, { signer });
  open.journal.append(note(open.key, "again"));
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: 2 });
});
