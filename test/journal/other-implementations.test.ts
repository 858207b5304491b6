import { createHash } from "node:crypto";
import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeLine, type Line } from "#journal/line.js";
import { type Checkpoint, formatCheckpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { loggedForm, parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { leafHash } from "#journal/tree/hash.js";
import { consistencyProof, inclusionProof } from "#journal/tree/proof.js";
import { tilePath, tilesOf } from "#journal/tree/tile-path.js";
import { Tree } from "#journal/tree/tree.js";
import { needsTlog } from "../rigs/tlog-needed.js";
import { type Answered, answered, entryByJq, verifiedByOpenssh } from "./auditor.js";
import { entriesOnDisk, linesOnDisk, segmentsOnDisk, writeSegment } from "./on-disk.js";
import { verifiedByOpenssl } from "./openssl.js";
import { type RealJournal, realJournal } from "./real-journal.js";
import { type TemporaryDirectory, temporaryDirectory } from "./temporary-directory.js";
import { needs } from "./tools.js";

let journal: RealJournal;
let lines: Buffer[];
let checkpoints: Checkpoint[];
const tree = new Tree();
let scratch: TemporaryDirectory;

beforeAll(async () => {
  journal = await realJournal();
  scratch = temporaryDirectory({ inMemory: true });
  lines = linesOnDisk(journal.directory).map((line) => Buffer.from(line));
  for (const line of lines) tree.append(leafHash(line));
  const log = parseCheckpointLog(readFileSync(join(journal.directory, "checkpoints.log"), "utf8"));
  checkpoints = log.checkpoints.flatMap(({ checkpoint }) => checkpoint ?? []);
});

afterAll(() => {
  journal[Symbol.dispose]();
  scratch[Symbol.dispose]();
});

/** The entries that are tried: the first ones, those about the rotation and about full tiles, and the last. */
const sample = () => {
  const { rotatedAt } = journal;
  return [0, 2, 255, 256, rotatedAt - 1, rotatedAt, 699];
};

const signerOfEntry = (seq: number) => journal.signers[seq < journal.rotatedAt ? 0 : 1];

function lineAt(seq: number): Line {
  const line = decodeLine(lines[seq]!);
  if ("problem" in line) throw new Error(line.problem);
  return line;
}

/** The same bytes but for one bit. */
function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ 1;
  return changed;
}

function flipInFile(path: string, at: number): void {
  const bytes = readFileSync(path);
  writeFileSync(path, flipped(bytes, at < 0 ? bytes.length + at : at));
}

function scratchFile(name: string, content: string | Uint8Array): string {
  const path = join(scratch.path, name);
  writeFileSync(path, content);
  return path;
}

test("it is what the program wrote: a shift's work, two keys, several segments, 700 entries", () => {
  const outcomes = entriesOnDisk(journal.directory).filter(({ phase }) => phase === "outcome");
  expect(outcomes.map(({ OPR }) => OPR)).toEqual(["Login", "ModifyCPU", "ModifyMemory", "Logout"]);
  expect(lines).toHaveLength(700);
  expect(segmentsOnDisk(journal.directory).length).toBeGreaterThan(3);
  expect(checkpoints.at(-1)).toMatchObject({ size: 700, root: tree.root() });
});

test("ssh-keygen accepts entries of both keys, and not with a byte changed or of the other entry", (context) => {
  needs(context, "jq", "ssh-keygen");
  const directory = scratch.path;
  cpSync(join(journal.directory, "allowed_signers"), join(directory, "allowed_signers"));
  const identity = entriesOnDisk(journal.directory)[0]!.key!.identity;
  for (const seq of sample()) {
    const signer = signerOfEntry(seq);
    const claim = { directory, signer, line: lineAt(seq), identity };
    const message = entryByJq(lines[seq]!);
    expect(verifiedByOpenssh(claim, message)).toMatchObject({
      ok: true,
      said: expect.stringContaining(`for ${identity} with ED25519 key ${signer.fingerprint}`),
    });
    expect(verifiedByOpenssh(claim, flipped(message, message.length >> 1)).ok).toBe(false);
    expect(verifiedByOpenssh(claim, entryByJq(lines[(seq + 1) % 700]!)).ok).toBe(false);
    const forged = { ...claim.line, signature: flipped(claim.line.signature, 40) };
    expect(verifiedByOpenssh({ ...claim, line: forged }, message).ok).toBe(false);
  }
});

/** What Ed25519 signs for an entry, put together from PROTOCOL.sshsig. */
function sshsigOf(message: Uint8Array): Buffer {
  const field = (content: string | Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(content));
    return Buffer.concat([length, Buffer.from(content)]);
  };
  const hash = createHash("sha512").update(message).digest();
  return Buffer.concat([Buffer.from("SSHSIG"), ...["entry@shoseki", "", "sha512"].map(field), field(hash)]);
}

test("openssl accepts an entry's signature over the bytes of OpenSSH's format, and no other", (context) => {
  needs(context, "jq", "openssl");
  for (const seq of [1, journal.rotatedAt]) {
    const { signature } = lineAt(seq);
    const { publicKey } = signerOfEntry(seq);
    const message = sshsigOf(entryByJq(lines[seq]!));
    const says = (change: object = {}) =>
      verifiedByOpenssl(scratch.path, { publicKey, message, signature, ...change });
    expect(says()).toMatchObject({ ok: true, said: expect.stringContaining("Verified Successfully") });
    expect(says({ message: flipped(message, 80) }).ok).toBe(false);
    expect(says({ signature: flipped(signature, 3) }).ok).toBe(false);
    expect(says({ publicKey: signerOfEntry(seq === 1 ? 699 : 1).publicKey }).ok).toBe(false);
  }
});

test("openssl accepts a checkpoint's signature over its text, and no other", (context) => {
  needs(context, "openssl");
  for (const checkpoint of [checkpoints.at(0)!, checkpoints.at(-1)!]) {
    const [text = "", signatures = ""] = formatCheckpoint(checkpoint).split("\n\n");
    const message = Buffer.from(`${text}\n`);
    const signature = Buffer.from(signatures.trimEnd().split(" ")[2] ?? "", "base64").subarray(4);
    const { publicKey } = signerOfEntry(checkpoint.size - 1);
    const says = (change: object = {}) =>
      verifiedByOpenssl(scratch.path, { publicKey, message, signature, ...change });
    expect(says()).toMatchObject({ ok: true, said: expect.stringContaining("Verified Successfully") });
    expect(says({ message: flipped(message, message.length - 5) }).ok).toBe(false);
    expect(says({ signature: flipped(signature, 63) }).ok).toBe(false);
  }
});

test("Go's note accepts every checkpoint by the vkey file, and refuses a changed one and another key", async (context) => {
  const program = await needsTlog(context);
  const vkey = join(journal.directory, "vkey");
  const newest = join(journal.directory, "checkpoint");
  const opened = (keys: string, file: string) => answered(program, ["open", keys, file]);
  const said = checkpoints.map(({ size, root }) => `${size} ${root.toString("base64")}\n`);
  expect(opened(vkey, newest)).toMatchObject({ ok: true, said: said.at(-1) });
  const log = join(journal.directory, "checkpoints.log");
  expect(opened(vkey, log)).toMatchObject({ ok: true, said: said.join("") });

  const bytes = readFileSync(newest);
  // The origin, the size, the root, the name behind the dash, the key id, the signature, and the last newline.
  const origin = bytes.indexOf("\n");
  const dash = bytes.indexOf("—");
  const id = bytes.lastIndexOf(" ") + 1;
  for (const at of [0, origin + 1, origin + 8, dash + 4, id, id + 40, bytes.length - 1]) {
    expect(opened(vkey, scratchFile("changed", flipped(bytes, at))), `byte ${at}`).toMatchObject({
      ok: false,
    });
  }
  const [first = "", second = ""] = readFileSync(vkey, "utf8").trimEnd().split("\n");
  expect(opened(scratchFile("second", `${second}\n`), newest).ok).toBe(true);
  expect(opened(scratchFile("first", `${first}\n`), newest)).toMatchObject({
    ok: false,
    said: expect.stringContaining("no verifiable signatures"),
  });
  expect(opened(scratchFile("bad", flipped(Buffer.from(first), first.length - 20)), newest).ok).toBe(false);
});

test("Go's tlog finds the roots of all checkpoints in the tiles, and the lines in the leaves", async (context) => {
  const program = await needsTlog(context);
  const root = checkpoints.at(-1)!.root.toString("base64");
  expect(answered(program, ["tree", journal.directory])).toMatchObject({
    ok: true,
    said: `700 entries, ${checkpoints.length} checkpoints, root ${root}\n`,
  });
});

/** Changes the root of the first checkpoint in a file. */
function changeRoot(path: string): void {
  const bytes = readFileSync(path);
  flipInFile(path, bytes.indexOf("\n", bytes.indexOf("\n") + 1) + 5);
}

/** What was changed, how, and what Go says to it. */
type Tampering = readonly [string, (directory: string) => void, RegExp];

const tampering: readonly Tampering[] = [
  ...tilesOf(700).flatMap((tile) =>
    [0, -1].map((at): Tampering => {
      const name = `tile/${tilePath(tile)}`;
      const tamper = (directory: string) => flipInFile(join(directory, name), at);
      return [
        `the ${at === 0 ? "first" : "last"} byte of ${name}`,
        tamper,
        /inconsistent tile|the leaf of entry/,
      ];
    }),
  ),
  [
    "a byte of a line",
    (directory) => {
      const { path } = segmentsOnDisk(directory)[1]!.segment;
      flipInFile(path, readFileSync(path).indexOf("\n") + 40);
    },
    /the leaf of entry/,
  ],
  [
    "a line that is gone",
    (directory) => {
      const [first] = segmentsOnDisk(directory);
      writeSegment(first!.segment, first!.lines.toSpliced(7, 1));
    },
    /the checkpoint is of 700 entries, and there are 699/,
  ],
  [
    "two lines in each other's place",
    (directory) => {
      const { segment, lines: some } = segmentsOnDisk(directory).at(-1)!;
      writeSegment(segment, [some[1]!, some[0]!, ...some.slice(2)]);
    },
    /the leaf of entry/,
  ],
  [
    "the newest checkpoint's root",
    (directory) => changeRoot(join(directory, "checkpoint")),
    /tree: invalid signature/,
  ],
  [
    "an older checkpoint's root",
    (directory) => changeRoot(join(directory, "checkpoints.log")),
    /checkpoint 1: invalid signature/,
  ],
  [
    "a checkpoint that the key signed, of another tree",
    (directory) => appendFileSync(join(directory, "checkpoints.log"), loggedForm(anotherTree())),
    /checkpoint \d+: the root of 500 entries is/,
  ],
  [
    "the verifier keys",
    (directory) => flipInFile(join(directory, "vkey"), -20),
    /malformed verifier id|invalid verifier hash/,
  ],
];

/** A fork: the right key's word for entries that never were. */
function anotherTree(): Checkpoint {
  const head = { origin: checkpoints[0]!.origin, size: 500, root: leafHash(Buffer.from("another")) };
  return signCheckpoint(head, journal.signers[1]);
}

test.for(tampering)(
  "Go's tlog refuses a journal with another content: %s",
  async ([, tamper, says], context) => {
    const program = await needsTlog(context);
    using place = temporaryDirectory({ inMemory: true });
    cpSync(journal.directory, place.path, { recursive: true });
    tamper(place.path);
    const refused = { ok: false, said: expect.stringMatching(says) };
    expect(answered(program, ["tree", place.path])).toMatchObject(refused);
  },
);

const base64Lines = (hashes: readonly Buffer[]) =>
  hashes.map((hash) => `${hash.toString("base64")}\n`).join("");

/** Whether Go accepts, from a tlog-proof, that these bytes are a leaf. */
const provenInclusion = (program: string, proof: string, leaf: Uint8Array): Answered =>
  answered(program, [
    "inclusion",
    join(journal.directory, "vkey"),
    scratchFile("proof", proof),
    scratchFile("leaf", leaf),
  ]);

/** Whether Go accepts, from what a witness is sent, that the checkpoint in it continues this one. */
const provenConsistency = (program: string, older: Checkpoint, request: string): Answered =>
  answered(program, [
    "consistency",
    join(journal.directory, "vkey"),
    scratchFile("older", formatCheckpoint(older)),
    scratchFile("request", request),
  ]);

test("Go's tlog accepts that an entry is in the journal, and refuses it of another entry or place", async (context) => {
  const program = await needsTlog(context);
  for (const checkpoint of [checkpoints[2]!, checkpoints.at(-1)!]) {
    const { size, origin } = checkpoint;
    for (const seq of sample().filter((each) => each < size)) {
      const hashes = inclusionProof(tree, seq, size);
      const proofOf = (index: number, some: readonly Buffer[]) =>
        `c2sp.org/tlog-proof@v1\nindex ${index}\n${base64Lines(some)}\n${formatCheckpoint(checkpoint)}`;
      const accepts = (proof: string, leaf: Uint8Array = lines[seq]!) =>
        provenInclusion(program, proof, leaf);
      const proof = proofOf(seq, hashes);
      expect(accepts(proof)).toMatchObject({ ok: true, said: `${seq} of ${size} in ${origin}\n` });
      expect(accepts(proof, flipped(lines[seq]!, 99)).ok).toBe(false);
      expect(accepts(proof, Buffer.concat([lines[seq]!, Buffer.from("\n")])).ok).toBe(false);
      expect(accepts(proofOf(seq ^ 1, hashes)).ok).toBe(false);
      expect(accepts(proofOf(seq, hashes.slice(1))).ok).toBe(false);
      expect(accepts(proofOf(seq, [flipped(hashes[0]!, 9), ...hashes.slice(1)])).ok).toBe(false);
      expect(accepts(proof.replace(`\n${size}\n`, `\n${size - 1}\n`)).ok).toBe(false);
    }
  }
});

test("Go's tlog accepts that each checkpoint continues the one before, and refuses any other proof", async (context) => {
  const program = await needsTlog(context);
  for (const [index, older] of checkpoints.slice(0, -1).entries()) {
    for (const newer of new Set([checkpoints[index + 1]!, checkpoints.at(-1)!])) {
      const hashes = consistencyProof(tree, older.size, newer.size);
      const accepts = (from: Checkpoint, to: Checkpoint, some: readonly Buffer[]) =>
        provenConsistency(program, from, `old ${from.size}\n${base64Lines(some)}\n${formatCheckpoint(to)}`);
      const said = `${newer.size} continues ${older.size}\n`;
      expect(accepts(older, newer, hashes)).toMatchObject({ ok: true, said });
      expect(accepts(newer, older, hashes).ok).toBe(false);
      expect(accepts(older, newer, hashes.slice(1)).ok).toBe(false);
      expect(accepts(older, newer, [...hashes, hashes[0]!]).ok).toBe(false);
      expect(accepts(older, newer, [flipped(hashes[0]!, 31), ...hashes.slice(1)]).ok).toBe(false);
    }
  }
});

test("Go's tlog accepts what shoseki proof prints, which has the entry's line in it", async (context) => {
  const program = await needsTlog(context);
  const printed = async (...args: readonly string[]) => {
    const ran = await journal.home.run(["proof", ...args]);
    expect(ran.code, ran.err).toBe(0);
    return ran.out;
  };
  for (const seq of [0, 512]) {
    const proof = await printed(String(seq));
    const leaf = Buffer.from(/^extra (.*)$/m.exec(proof)?.[1] ?? "", "base64");
    expect(leaf).toEqual(lines[seq]);
    expect(provenInclusion(program, proof, leaf)).toMatchObject({
      ok: true,
      said: expect.stringMatching(`^${seq} of 700 in `),
    });
    expect(provenInclusion(program, proof.replace(`index ${seq}`, `index ${seq + 1}`), leaf).ok).toBe(false);
  }
  const older = checkpoints[3]!;
  const request = await printed("--from", String(older.size));
  expect(provenConsistency(program, older, request)).toMatchObject({
    ok: true,
    said: `700 continues ${older.size}\n`,
  });
  expect(provenConsistency(program, checkpoints[2]!, request).ok).toBe(false);
});
