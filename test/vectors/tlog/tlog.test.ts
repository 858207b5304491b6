import { createPrivateKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Checkpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { loggedForm, parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { standingOf } from "#journal/note/signed-note.js";
import { formatTlogProof, parseTlogProof } from "#journal/note/tlog-proof.js";
import { parseVerifierKey, verifierKey } from "#journal/note/verifier-key.js";
import { signerOf } from "#journal/signer.js";
import { Edge } from "#journal/tree/edge.js";
import { leafHash } from "#journal/tree/hash.js";
import { consistencyProof, inclusionProof, isConsistent, rootFromInclusion } from "#journal/tree/proof.js";
import { readEdge, tileFiles } from "#journal/tree/tile-files.js";
import { tilePath, tilesOf } from "#journal/tree/tile-path.js";
import { Tree } from "#journal/tree/tree.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { needsTlog } from "../../rigs/tlog-needed.js";
import { LEAVES, makeTlogVectors, ORIGIN, SEED } from "./make-vectors.js";

const here = import.meta.dirname;
const read = (name: string) => readFileSync(join(here, name), "utf8");

const PKCS8_PREFIX = "302e020100300506032b657004220420";
const signer = signerOf(
  createPrivateKey({ key: Buffer.from(PKCS8_PREFIX + SEED, "hex"), format: "der", type: "pkcs8" }),
);
const SIZES = [1, 2, 3, 7, 8, 255, 256, 257, 700];
const leaves = readFileSync(LEAVES, "utf8")
  .trimEnd()
  .split("\n")
  .map((leaf) => leafHash(Buffer.from(leaf)));
const tree = new Tree();
tree.append(Buffer.concat(leaves));

/** What Go signed for each size. */
const signed = new Map<number, Checkpoint>(
  parseCheckpointLog(read("checkpoints")).checkpoints.map(({ checkpoint }) => [
    checkpoint?.size ?? -1,
    checkpoint!,
  ]),
);

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

test("Go makes these vectors today, byte for byte", async (context) => {
  const program = await needsTlog(context);
  using place = temporaryDirectory();
  makeTlogVectors(program, place.path);
  const ours = ["README.md", "leaves.txt", "make-vectors.ts", "tlog.test.ts", "write-vectors.ts"];
  expect(filesBelow(place.path)).toEqual(filesBelow(here).filter((name) => !ours.includes(name)));
  for (const name of filesBelow(place.path)) {
    expect(readFileSync(join(place.path, name)).equals(readFileSync(join(here, name))), name).toBe(true);
  }
});

test("the key's line is Go's, and is read", () => {
  expect(`${verifierKey(ORIGIN, signer.publicKey)}\n`).toBe(read("vkey"));
  expect(parseVerifierKey(read("vkey").trimEnd())?.publicKey).toEqual(signer.publicKey);
});

test("we sign the same checkpoints for the same leaves, byte for byte", () => {
  const checkpoints = SIZES.map((size) =>
    signCheckpoint({ origin: ORIGIN, size, root: tree.root(size) }, signer),
  );
  expect(checkpoints.map(loggedForm).join("")).toBe(read("checkpoints"));
});

test("we read Go's checkpoints and accept its signatures", () => {
  const key = parseVerifierKey(read("vkey").trimEnd())!;
  expect([...signed.keys()]).toEqual(SIZES);
  for (const { note } of signed.values()) expect(standingOf(note, key)).toBe("signed");
});

test("the tiles of each size are Go's, read off the tree or grown leaf by leaf", () => {
  const edge = new Edge();
  const found = new Set<string>();
  const mustBeGos = (name: string, hashes: Buffer) => {
    expect(hashes.equals(readFileSync(join(here, "tile", name))), name).toBe(true);
    found.add(name);
  };
  for (const [index, leaf] of leaves.entries()) {
    for (const full of edge.append(leaf)) mustBeGos(tilePath(full), full.hashes);
    if (!SIZES.includes(index + 1)) continue;
    for (const partial of edge.tiles()) mustBeGos(tilePath(partial), partial.hashes);
    for (const name of tilesOf(index + 1)) mustBeGos(tilePath(name), tree.tile(name));
    expect(edge.root()).toEqual(signed.get(index + 1)?.root);
  }
  expect(tileFiles(join(here, "tile")).map(({ path }) => path)).toEqual([...found].sort());
});

test("Go's tiles give the roots of Go's checkpoints", () => {
  const roots = SIZES.map((size) => readEdge(join(here, "tile"), size)?.root());
  expect(roots).toEqual(SIZES.map((size) => signed.get(size)?.root));
});

test.each(readdirSync(join(here, "inclusion")))("the inclusion proof %s is read, and is ours too", (name) => {
  const text = read(`inclusion/${name}`);
  const proof = parseTlogProof(text)!;
  const { extra, index, hashes, checkpoint } = proof;
  expect(name).toBe(`${checkpoint.size}-${index}.tlog-proof`);
  expect(leafHash(extra)).toEqual(leaves[index]);
  expect(hashes).toEqual(inclusionProof(tree, index, checkpoint.size));
  expect(rootFromInclusion(leafHash(extra), index, checkpoint.size, hashes)).toEqual(checkpoint.root);
  expect(checkpoint).toEqual(signed.get(checkpoint.size));
  expect(formatTlogProof(proof)).toBe(text);
});

test("the consistency proof between any two sizes is ours too", () => {
  const pairs = read("consistency.txt").split("\n\n").slice(0, -1);
  expect(pairs).toHaveLength((SIZES.length * (SIZES.length - 1)) / 2);
  for (const pair of pairs) {
    const [sizes = "", ...lines] = pair.split("\n");
    const [older = 0, newer = 0] = sizes.split(" ").map(Number);
    const proof = lines.map((line) => Buffer.from(line, "base64"));
    expect(proof, sizes).toEqual(consistencyProof(tree, older, newer));
    expect(isConsistent(signed.get(older)!, signed.get(newer)!, proof), sizes).toBe(true);
    expect(isConsistent(signed.get(newer)!, signed.get(older)!, proof), sizes).toBe(false);
  }
});
