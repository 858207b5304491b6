import * as fs from "node:fs";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { layoutOf } from "#journal/layout.js";
import { formatCheckpoint, parseCheckpoint } from "#journal/note/checkpoint.js";
import { parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { standingOf } from "#journal/note/signed-note.js";
import { keyId } from "#journal/note/verifier-key.js";
import { leafHash } from "#journal/tree/hash.js";
import { readTile, tileFiles } from "#journal/tree/tile-files.js";
import { tilesOf } from "#journal/tree/tile-path.js";
import { Tree } from "#journal/tree/tree.js";
import { note } from "../entries.js";
import { linesOnDisk } from "../on-disk.js";
import { newSigner, openJournal } from "../open-journal.js";
import { temporaryDirectory } from "../temporary-directory.js";

vi.mock("node:fs", async (original) => {
  const actual = await original<typeof fs>();
  return { ...actual, fsyncSync: vi.fn(actual.fsyncSync) };
});

const ORIGIN = "ops-1/shoseki/test";

/** The tree over the lines as they lie on the disk. */
function treeOnDisk(directory: string): Tree {
  const tree = new Tree();
  for (const line of linesOnDisk(directory)) tree.append(leafHash(Buffer.from(line)));
  return tree;
}

test("a checkpoint is of every line on the disk, and signed by the journal's key", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  for (const text of ["one", "two", "日本語"]) open.journal.append(note(open.key, text));
  const checkpoint = await new Checkpointer(open.journal).sign();
  expect(checkpoint).toMatchObject({ origin: ORIGIN, size: 4, root: treeOnDisk(place.path).root() });
  const { publicKey } = open.signer;
  const key = { name: ORIGIN, id: keyId(ORIGIN, publicKey), publicKey: Buffer.from(publicKey) };
  expect(standingOf(checkpoint.note, key)).toBe("signed");
  const published = readFileSync(layoutOf(place.path).checkpoint, "utf8");
  expect(published).toBe(formatCheckpoint(checkpoint));
  expect(parseCheckpoint(published)).toEqual(checkpoint);
});

test("tiles of each size hold the hashes of the tree, across full tiles and several processes' checkpoints", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer, segmentBytes: 30_000 });
  using other = openJournal(place.path, { signer });
  const [one, two] = [new Checkpointer(open.journal), new Checkpointer(other.journal)];
  const sizes: number[] = [];
  for (const count of [1, 2, 252, 1, 1, 254, 1, 100]) {
    for (let index = 0; index < count; index += 1) open.journal.append(note(open.key, `${index}`));
    const { size, root } = await (sizes.length % 2 === 0 ? one : two).sign();
    const tree = treeOnDisk(place.path);
    expect({ size, root }).toEqual({ size: tree.size, root: tree.root() });
    for (const tile of tilesOf(size)) {
      expect(readTile(layoutOf(place.path).tiles, tile)).toEqual(tree.tile(tile));
    }
    sizes.push(size);
  }
  const log = parseCheckpointLog(readFileSync(layoutOf(place.path).checkpointsLog, "utf8"));
  expect(log.checkpoints.map(({ checkpoint }) => checkpoint?.size)).toEqual(sizes);
  expect(log.torn).toBe(false);
  // What is full has no partial tiles beside it.
  const paths = tileFiles(layoutOf(place.path).tiles).map(({ path }) => path);
  expect(paths.filter((path) => path.startsWith("0/000") || path.startsWith("0/001"))).toEqual([
    "0/000",
    "0/001",
  ]);
});

test("nothing new, no new checkpoint", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const checkpointer = new Checkpointer(open.journal);
  const first = await checkpointer.sign();
  const log = readFileSync(layoutOf(place.path).checkpointsLog);
  expect(await checkpointer.sign()).toEqual(first);
  expect(readFileSync(layoutOf(place.path).checkpointsLog)).toEqual(log);
});

test("tiles that are gone or are of something else are made again from the entries", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  for (let index = 0; index < 300; index += 1) open.journal.append(note(open.key, `${index}`));
  await new Checkpointer(open.journal).sign();
  const { tiles } = layoutOf(place.path);
  for (const spoil of [
    () => rmSync(tiles, { recursive: true }),
    () => writeFileSync(join(tiles, "0/001.p/45"), Buffer.alloc(45 * 32)),
    () => writeFileSync(join(tiles, "1/000.p/1"), "short"),
  ]) {
    spoil();
    open.journal.append(note(open.key, "more"));
    const { root } = await new Checkpointer(open.journal).sign();
    expect(root).toEqual(treeOnDisk(place.path).root());
    expect(existsSync(join(tiles, "0/000"))).toBe(true);
  }
});

test("entries that are not those of the newest checkpoint are not signed for", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  open.journal.append(note(open.key, "one"));
  const first = await new Checkpointer(open.journal).sign();
  // The same key's checkpoint of another tree: what is there cannot be its continuation.
  const text = `${ORIGIN}\n2\n${Buffer.alloc(32, 7).toString("base64")}\n`;
  const { noteSignature, formatNote } = await import("#journal/note/signed-note.js");
  const forged = {
    text,
    signatures: [noteSignature(ORIGIN, signer.publicKey, signer.signBytes(Buffer.from(text)))],
  };
  const { checkpoint, checkpointsLog } = layoutOf(place.path);
  writeFileSync(checkpoint, formatNote(forged));
  writeFileSync(checkpointsLog, `${formatNote(forged)}\n`);
  open.journal.append(note(open.key, "two"));
  await expect(new Checkpointer(open.journal).sign()).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
  expect(readFileSync(checkpoint, "utf8")).toBe(formatNote(forged));
  expect(first.size).toBe(2);
});

test("a checkpoint that its writer did not finish is cut off, and the log goes on", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const first = await new Checkpointer(open.journal).sign();
  const { checkpointsLog } = layoutOf(place.path);
  const whole = readFileSync(checkpointsLog, "utf8");
  for (const length of [1, ORIGIN.length + 1, 60, whole.length - 1]) {
    writeFileSync(checkpointsLog, whole + whole.slice(0, length));
    open.journal.append(note(open.key, "more"));
    const { size } = await new Checkpointer(open.journal).sign();
    const log = parseCheckpointLog(readFileSync(checkpointsLog, "utf8"));
    expect(log.torn).toBe(false);
    expect(log.checkpoints.at(0)?.checkpoint).toEqual(first);
    expect(log.checkpoints.at(-1)?.checkpoint?.size).toBe(size);
    writeFileSync(checkpointsLog, whole);
    rmSync(layoutOf(place.path).checkpoint);
  }
});

test("a disk that does not confirm a checkpoint is not asked again; entries go on", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const checkpointer = new Checkpointer(open.journal);
  const first = await checkpointer.sign();
  open.journal.append(note(open.key, "one"));
  const sync = vi.mocked(fs.fsyncSync).mockImplementationOnce(() => {
    throw Object.assign(new Error("EIO: i/o error, fsync"), { code: "EIO", syscall: "fsync" });
  });
  await expect(checkpointer.sign()).rejects.toMatchObject({ code: "JOURNAL_UNWRITABLE" });
  sync.mockClear();
  await expect(checkpointer.sign()).rejects.toMatchObject({ code: "JOURNAL_UNWRITABLE" });
  expect(sync).not.toHaveBeenCalled();
  expect(readFileSync(layoutOf(place.path).checkpoint, "utf8")).toBe(formatCheckpoint(first));
  open.journal.append(note(open.key, "two"));
  expect((await new Checkpointer(open.journal).sign()).size).toBe(3);
});

test("a tile that was lost is written again by the next process", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  for (let index = 0; index < 300; index += 1) open.journal.append(note(open.key, `${index}`));
  await new Checkpointer(open.journal).sign();
  const full = join(layoutOf(place.path).tiles, "0/000");
  rmSync(full);
  open.journal.append(note(open.key, "more"));
  await new Checkpointer(open.journal).sign();
  expect(existsSync(full)).toBe(true);
});
