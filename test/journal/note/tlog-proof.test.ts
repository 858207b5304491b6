import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { layoutOf } from "#journal/layout.js";
import { formatTlogProof, parseTlogProof } from "#journal/note/tlog-proof.js";
import { leafHash } from "#journal/tree/hash.js";
import { inclusionProof } from "#journal/tree/proof.js";
import { Tree } from "#journal/tree/tree.js";
import { parseHeldKeys } from "#journal/verify/held-keys.js";
import { checkProof } from "#journal/verify/proof-check.js";
import { note } from "../entries.js";
import { linesOnDisk } from "../on-disk.js";
import { openJournal } from "../open-journal.js";
import { temporaryDirectory } from "../temporary-directory.js";

/** The proof that entry 2 is in a journal of 6, and the auditor's keys. */
async function proofOfTwo() {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  for (const text of ["one", "日本語", "three", "four", "five"]) open.journal.append(note(open.key, text));
  const checkpoint = await new Checkpointer(open.journal).sign();
  const lines = linesOnDisk(place.path).map((line) => Buffer.from(line));
  const tree = new Tree();
  for (const line of lines) tree.append(leafHash(line));
  const hashes = inclusionProof(tree, 2, 6);
  const keys = parseHeldKeys(readFileSync(layoutOf(place.path).vkey, "utf8"))!;
  return { text: formatTlogProof({ extra: lines[2]!, index: 2, hashes, checkpoint }), keys };
}

const { text: PROOF, keys } = await proofOfTwo();

/** Whether a text is a proof that whoever has the keys accepts. */
function isAccepted(text: string): boolean {
  const proof = parseTlogProof(text);
  return proof !== null && "entry" in checkProof("a.tlog-proof", proof, keys);
}

test("a proof is read, accepted, and written the same", () => {
  expect(isAccepted(PROOF)).toBe(true);
  expect(formatTlogProof(parseTlogProof(PROOF)!)).toBe(PROOF);
});

const HASH = Buffer.alloc(32, 7).toString("base64");

test.each([
  ["nothing", ""],
  ["a checkpoint alone", PROOF.slice(PROOF.indexOf("\n\n") + 2)],
  ["no checkpoint", PROOF.slice(0, PROOF.indexOf("\n\n") + 2)],
  ["another version", PROOF.replace("@v1", "@v2")],
  ["a line before it", `\n${PROOF}`],
  ["ends of lines of another system", PROOF.replaceAll("\n", "\r\n")],
  ["no entry", PROOF.replace(/extra .*\n/, "")],
  ["the entry behind the index", PROOF.replace(/(extra .*\n)(index .*\n)/, "$2$1")],
  ["the entry twice", PROOF.replace(/(extra .*\n)/, "$1$1")],
  ["no index", PROOF.replace("index 2\n", "")],
  ["an index with a leading zero", PROOF.replace("index 2", "index 02")],
  ["an index below nothing", PROOF.replace("index 2", "index -2")],
  ["an index that is no number", PROOF.replace("index 2", "index two")],
  ["an index beyond 2^53", PROOF.replace("index 2", "index 9007199254740993")],
  ["two spaces before the index", PROOF.replace("index 2", "index  2")],
  ["a hash cut short", PROOF.replace("index 2\n", `index 2\n${HASH.slice(4)}\n`)],
  ["a hash in hex", PROOF.replace("index 2\n", `index 2\n${"07".repeat(32)}\n`)],
  ["a hash without padding", PROOF.replace("index 2\n", `index 2\n${HASH.replace("=", "")}\n`)],
  ["more hashes than a tree has levels", PROOF.replace("index 2\n", `index 2\n${`${HASH}\n`.repeat(64)}`)],
  ["no empty line before the checkpoint", PROOF.replace("\n\n", "\n")],
  ["two empty lines before the checkpoint", PROOF.replace("\n\n", "\n\n\n")],
  ["something behind it", `${PROOF}\n`],
])("no proof: %s", (_, text) => {
  expect(text).not.toBe(PROOF);
  expect(parseTlogProof(text)).toBeNull();
});

test("no byte of a proof can be another one", () => {
  const bytes = Buffer.from(PROOF);
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, difference) => {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ difference;
      expect(isAccepted(changed.toString("utf8"))).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
