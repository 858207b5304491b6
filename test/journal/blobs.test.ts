import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { MAX_LINE_BYTES } from "#journal/line.js";
import { verifyJournal } from "#journal/verify.js";
import { note } from "./entries.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("what is too long for a line is kept whole beside it, and the line names it by its hash", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { journal, key } = open;
  // It is bytes that count, not characters.
  const long = "証".repeat(MAX_LINE_BYTES / 3);
  const { entry } = journal.append(note(key, long));
  expect(entry.why).toBe(long.slice(0, 4_096));
  expect(entry.blobs).toEqual({ why: sha256(long) });
  const blob = join(place.path, "blobs", sha256(long));
  expect(readFileSync(blob, "utf8")).toBe(long);
  expect(statSync(blob).mode & 0o777).toBe(0o600);
  expect(statSync(join(place.path, "blobs")).mode & 0o777).toBe(0o700);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, missing: [], entries: 2 });
});

test("only as many texts are taken out as it takes, the longest first, and the same text is kept once", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { journal, key } = open;
  const disks = "d".repeat(60_000);
  const { entry } = journal.append({ ...note(key, "w".repeat(20_000)), BEF: { disks, name: "web-01" } });
  expect(entry.blobs).toEqual({ "BEF.disks": sha256(disks) });
  expect(entry.BEF).toEqual({ disks: disks.slice(0, 4_096), name: "web-01" });
  expect(entry.why).toHaveLength(20_000);
  journal.append({ ...note(key, "w".repeat(20_000)), BEF: { disks, name: "web-01" } });
  expect(readdirSync(join(place.path, "blobs"))).toEqual([sha256(disks)]);
});

test("a text is not cut within a character", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const { entry } = open.journal.append(note(open.key, `${"x".repeat(4_095)}${"😀".repeat(20_000)}`));
  expect(entry.why).toBe("x".repeat(4_095));
});

test.each([
  ["line by line", false],
  ["under a checkpoint", true],
])("a blob that was altered is a fault, one that is gone a finding: %s", async (_, signed) => {
  using place = temporaryDirectory();
  const signer = newSigner();
  const long = "because ".repeat(10_000);
  {
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, long));
    if (signed) await new Checkpointer(open.journal).sign();
  }
  const file = `blobs/${sha256(long)}`;
  writeFileSync(join(place.path, file), long.replace("because", "so that"));
  expect((await verifyJournal(place.path)).fault).toMatchObject({ file, seq: 1, code: "WRONG_BLOB" });
  rmSync(join(place.path, file));
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, missing: [file] });
});
