import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { readLastLine } from "#journal/last-line.js";
import { layoutOf } from "#journal/layout.js";
import { linesFrom } from "#journal/lines-from.js";
import { readEpochs } from "#journal/read-epochs.js";
import { readLines } from "#journal/read-lines.js";
import { readingFiles } from "#journal/reading-files.js";
import { Crew } from "#journal/verify/crew.js";
import { verifyJournal } from "#journal/verify.js";
import { note } from "./entries.js";
import { lastSegment } from "./on-disk.js";
import { openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** A journal with a checkpoint, a tile and a blob, as an auditor is given it: who knows what lies in it. */
async function given(directory: string): Promise<void> {
  using open = openJournal(directory);
  open.journal.append(note(open.key, "x".repeat(80_000)));
  await new Checkpointer(open.journal).sign();
}

const entries = "entries/000000000000.jsonl";
const FILES = ["allowed_signers", "vkey", "checkpoint", "checkpoints.log", "tile/0/000.p/2"];

/** The first blob that lies there. */
function blobIn(directory: string): string {
  return `blobs/${readdirSync(join(directory, "blobs"))[0]}`;
}

/** Puts something in the place of a file, and answers what `verify` then says of it. */
async function inPlaceOf(file: string | typeof blobIn, put: (path: string) => void): Promise<unknown> {
  using place = temporaryDirectory();
  await given(place.path);
  const name = typeof file === "string" ? file : file(place.path);
  const path = join(place.path, name);
  rmSync(path, { force: true });
  put(path);
  const said = await verifyJournal(place.path).catch(({ problem }: { problem: unknown }) => problem);
  return JSON.parse(JSON.stringify(said).replaceAll(path, "its path"));
}

// Without asking first what it is, opening it would wait for ever.
const pipe = (path: string) => void expect(spawnSync("mkfifo", [path]).status).toBe(0);
const directory = (path: string) => void mkdirSync(path);
const UNFIT = {
  code: "FILE_UNREADABLE",
  facts: { path: "its path", cause: "it is no regular file" },
};

test.each([...FILES, entries, "entries/000000000200.jsonl", blobIn])(
  "a pipe in the place of a file is waited for by nobody, and named: %s",
  async (file) => expect(await inPlaceOf(file, pipe)).toEqual(UNFIT),
);

test.each([...FILES.slice(0, 4), entries, "entries/000000000200.jsonl", blobIn])(
  "a directory in the place of a file is named: %s",
  async (file) => expect(await inPlaceOf(file, directory)).toEqual(UNFIT),
);

test("a file of three gibibytes is named, and nothing of it is read", async () => {
  const large = (path: string) => {
    appendFileSync(path, "");
    truncateSync(path, 3 * 2 ** 30);
  };
  for (const file of FILES.slice(0, 4)) {
    expect([file, await inPlaceOf(file, large)]).toEqual([
      file,
      {
        code: "FILE_UNREADABLE",
        facts: { path: "its path", cause: expect.stringMatching(/^it is larger than \d+ bytes$/) },
      },
    ]);
  }
  expect(await inPlaceOf("tile/0/000.p/2", large)).toMatchObject({
    fault: { code: "WRONG_TILE", file: "tile/0/000.p/2" },
  });
});

test("links that lead round in a ring are named", async () => {
  const ring = (path: string) => symlinkSync(path, path);
  for (const file of ["checkpoint", entries]) {
    expect(await inPlaceOf(file, ring)).toMatchObject({
      code: "FILE_UNREADABLE",
      facts: { path: "its path", cause: expect.stringContaining("ELOOP") },
    });
  }
});

test("a link to a file elsewhere is that file, of all but recordings and shifts", async () => {
  for (const file of [...FILES, entries, blobIn]) {
    using place = temporaryDirectory();
    await given(join(place.path, "journal"));
    const name = typeof file === "string" ? file : file(join(place.path, "journal"));
    const path = join(place.path, "journal", name);
    renameSync(path, join(place.path, "elsewhere"));
    symlinkSync(join(place.path, "elsewhere"), path);
    expect(await verifyJournal(join(place.path, "journal"))).toMatchObject({ fault: null, missing: [] });
  }
});

test("whoever else reads the entries does not wait for a pipe either", async () => {
  using place = temporaryDirectory();
  await given(place.path);
  const { path } = lastSegment(place.path);
  rmSync(path);
  pipe(path);
  const layout = layoutOf(place.path);
  const readers: readonly (() => Promise<unknown>)[] = [
    async () => readEpochs(layout),
    async () => readLastLine(layout),
    async () => await readLines(layout).next(),
    async () => await linesFrom(layout, 0).next(),
  ];
  for (const read of readers) {
    await expect(readingFiles(place.path, read)).rejects.toMatchObject({
      problem: { facts: { path, cause: "it is no regular file" } },
    });
  }
});

test("what a thread cannot read is named as well", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "000000000000.jsonl");
  const crew = new Crew(1, () => undefined);
  try {
    const scan = () => crew.do("scan", { path, name: "000000000000.jsonl", firstSeq: 0, size: 1 });
    await expect(readingFiles(place.path, scan)).rejects.toMatchObject({
      problem: { code: "FILE_UNREADABLE", facts: { path, cause: expect.stringContaining("ENOENT") } },
    });
  } finally {
    await crew.close();
  }
});
