import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFounding } from "#journal/founding.js";
import { layoutOf } from "#journal/layout.js";
import { verifyJournal } from "#journal/verify.js";
import { codeOf, thrownBy } from "./code-of.js";
import { IDENTITY, note } from "./entries.js";
import { entriesOnDisk, lastSegment, linesOnDisk, tornOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

test("a new journal begins with the entry that introduces its key", () => {
  using place = temporaryDirectory();
  const directory = join(place.path, "a", "new", "place");
  expect(readFounding(layoutOf(directory))).toBeNull();
  using open = openJournal(directory);
  const [first, ...others] = entriesOnDisk(directory);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ v: 1, seq: 0, phase: "key", prev: "0".repeat(64), USR: { key: open.key } });
  expect(first?.key?.public).toMatch(/^ssh-ed25519 AAAA/);
  expect(readFounding(layoutOf(directory))).toEqual(first);
  expect(readFileSync(join(directory, "allowed_signers"), "utf8")).toBe(
    `${IDENTITY} namespaces="entry@shoseki" ${first!.key!.public}\n`,
  );
});

test("nobody else can read it", () => {
  using place = temporaryDirectory();
  const directory = join(place.path, "state", "journal");
  using open = openJournal(directory);
  using _held = {
    [Symbol.dispose]: release(open.journal.holdSession("0198c1de-0000-7000-8000-00000000000a")),
  };
  const mode = (name: string) => (statSync(join(directory, name)).mode & 0o777).toString(8);
  const directories = ["..", ".", "entries", "sessions"];
  const files = ["entries/000000000000.jsonl", "allowed_signers", "lock.sqlite"];
  const session = "sessions/0198c1de-0000-7000-8000-00000000000a.sqlite";
  expect(directories.map(mode)).toEqual(directories.map(() => "700"));
  expect([...files, session].map(mode)).toEqual([...files, session].map(() => "600"));
});

function release(lock: { release(): void }): () => void {
  return () => lock.release();
}

test("it is founded once: opened again, it goes on", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  for (const text of ["one", "two", "three"]) {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, text));
  }
  expect(entriesOnDisk(place.path).map(({ seq, phase, why }) => [seq, phase, why])).toEqual([
    [0, "key", undefined],
    [1, "note", "one"],
    [2, "note", "two"],
    [3, "note", "three"],
  ]);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 4 });
});

test("another key is refused, told which one is missing, and leaves the journal as it was", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  openJournal(place.path, { signer })[Symbol.dispose]();
  const { path } = lastSegment(place.path);
  appendFileSync(path, "a torn tail, which only the journal's own key can speak of");
  const before = readFileSync(path);
  expect(thrownBy(() => openJournal(place.path))?.problem).toMatchObject({
    code: "KEY_MISSING",
    facts: { fingerprint: signer.fingerprint },
  });
  expect(readFileSync(path)).toEqual(before);
  expect(tornOnDisk(place.path)).toEqual([]);
});

test("allowed_signers is written again where it is missing, and left alone where it is there", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  const file = join(place.path, "allowed_signers");
  openJournal(place.path, { signer })[Symbol.dispose]();
  const written = readFileSync(file, "utf8");
  rmSync(file);
  openJournal(place.path, { signer })[Symbol.dispose]();
  expect(readFileSync(file, "utf8")).toBe(written);
  writeFileSync(file, "# the auditor has been here\n");
  openJournal(place.path, { signer })[Symbol.dispose]();
  expect(readFileSync(file, "utf8")).toBe("# the auditor has been here\n");
});

test("a journal whose first entry is something else is not added to", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, "one"));
    open.journal.append(note(open.key, "two"));
  }
  const file = join(place.path, "entries/000000000000.jsonl");
  const [, ...rest] = linesOnDisk(place.path);
  writeFileSync(file, `${["{}", ...rest].join("\n")}\n`);
  expect(codeOf(() => openJournal(place.path, { signer }))).toBe("JOURNAL_DAMAGED");
  expect(linesOnDisk(place.path)).toEqual(["{}", ...rest]);
});

test("a journal whose first segment is gone is damaged, not one of an unknown key", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  {
    using open = openJournal(place.path, { signer, segmentBytes: 1 });
    open.journal.append(note(open.key, "one"));
  }
  renameSync(join(place.path, "entries/000000000000.jsonl"), join(place.path, "elsewhere"));
  expect(codeOf(() => openJournal(place.path, { signer }))).toBe("JOURNAL_DAMAGED");
});

test("where a file stands in the way, the journal cannot be written", () => {
  using place = temporaryDirectory();
  writeFileSync(join(place.path, "file"), "");
  expect(codeOf(() => openJournal(join(place.path, "file")))).toBe("JOURNAL_UNWRITABLE");
  expect(codeOf(() => openJournal(join(place.path, "file", "journal")))).toBe("JOURNAL_UNWRITABLE");
  mkdirSync(join(place.path, "entries/000000000000.jsonl"), { recursive: true });
  expect(codeOf(() => openJournal(place.path))).toBe("JOURNAL_UNWRITABLE");
});
