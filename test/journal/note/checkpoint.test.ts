import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCheckpoint, parseCheckpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { loggedForm, parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { formatNote, noteSignature, standingOf } from "#journal/note/signed-note.js";
import { isKeyName, keyId } from "#journal/note/verifier-key.js";
import { newSigner } from "../open-journal.js";

const ORIGIN = "ops-1/shoseki/帳簿";
const signer = newSigner();
const publicKey = Buffer.from(signer.publicKey);
const KEY = { name: ORIGIN, id: keyId(ORIGIN, publicKey), publicKey };
const ROOT = createHash("sha256").update("a root").digest();
const CHECKPOINT = signCheckpoint({ origin: ORIGIN, size: 20_852_163, root: ROOT }, signer);

/** A note with this text, signed by the journal's key: only its text is to blame. */
const signedText = (text: string) =>
  formatNote({ text, signatures: [noteSignature(ORIGIN, publicKey, signer.signBytes(Buffer.from(text)))] });

const encoded = ROOT.toString("base64");

test.each([
  ["a leading zero", `${ORIGIN}\n07\n${encoded}\n`],
  ["two zeros", `${ORIGIN}\n00\n${encoded}\n`],
  ["a sign", `${ORIGIN}\n+7\n${encoded}\n`],
  ["less than nothing", `${ORIGIN}\n-7\n${encoded}\n`],
  ["a fraction", `${ORIGIN}\n7.0\n${encoded}\n`],
  ["an exponent", `${ORIGIN}\n1e3\n${encoded}\n`],
  ["hex", `${ORIGIN}\n0x7\n${encoded}\n`],
  ["digits of another script", `${ORIGIN}\n７\n${encoded}\n`],
  ["a space before the size", `${ORIGIN}\n 7\n${encoded}\n`],
  ["no size", `${ORIGIN}\n\n${encoded}\n`],
  ["2^53", `${ORIGIN}\n9007199254740992\n${encoded}\n`],
  ["2^53 + 1, which no number has", `${ORIGIN}\n9007199254740993\n${encoded}\n`],
  ["2^64", `${ORIGIN}\n18446744073709551616\n${encoded}\n`],
  ["a root cut short", `${ORIGIN}\n7\n${ROOT.subarray(1).toString("base64")}\n`],
  ["a root that goes on", `${ORIGIN}\n7\n${Buffer.concat([ROOT, ROOT]).toString("base64")}\n`],
  ["a root in hex", `${ORIGIN}\n7\n${ROOT.toString("hex")}\n`],
  ["a root without padding", `${ORIGIN}\n7\n${encoded.replace(/=$/, "")}\n`],
  ["a root in base64 of URLs", `${ORIGIN}\n7\n${Buffer.alloc(32, 0xff).toString("base64url")}=\n`],
  ["a root with a space behind it", `${ORIGIN}\n7\n${encoded} \n`],
  ["an extension line", `${ORIGIN}\n7\n${encoded}\nmore\n`],
  ["an empty extension line", `${ORIGIN}\n7\n${encoded}\n\n`],
  ["no root", `${ORIGIN}\n7\n`],
  ["no origin", `\n7\n${encoded}\n`],
  ["an origin with a space", `ops 1\n7\n${encoded}\n`],
  ["an origin with a plus", `ops+1\n7\n${encoded}\n`],
])("no checkpoint, though its key signed it: %s", (_, text) => {
  expect(parseCheckpoint(signedText(text))).toBeNull();
  expect(parseCheckpoint(signedText(`${ORIGIN}\n7\n${encoded}\n`))).not.toBeNull();
});

test("a witness's cosignature is kept, and our signature beside it still says signed", () => {
  const witness = newSigner();
  const name = "witness.example/w1";
  // c2sp.org/tlog-cosignature: type 0x04, a time before the signature, and a text of its own.
  const id = createHash("sha256").update(`${name}\n\u0004`).update(witness.publicKey).digest().subarray(0, 4);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(1_770_000_000n);
  const message = `cosignature/v1\ntime 1770000000\n${CHECKPOINT.note.text}`;
  const cosignature = { name, bytes: Buffer.concat([id, time, witness.signBytes(Buffer.from(message))]) };
  const { text, signatures } = CHECKPOINT.note;
  for (const both of [
    [...signatures, cosignature],
    [cosignature, ...signatures],
  ]) {
    const source = formatNote({ text, signatures: both });
    const checkpoint = parseCheckpoint(source)!;
    expect(standingOf(checkpoint.note, KEY)).toBe("signed");
    expect(formatCheckpoint(checkpoint)).toBe(source);
    expect(parseCheckpointLog(loggedForm(checkpoint)).checkpoints[0]?.checkpoint).toEqual(checkpoint);
  }
  // A witness's word is not the journal's.
  const alone = parseCheckpoint(formatNote({ text, signatures: [cosignature] }))!;
  expect(standingOf(alone.note, KEY)).toBe("unsigned");
});

const heads = fc.record({
  origin: fc.string({ unit: "grapheme", minLength: 1 }).filter(isKeyName),
  size: fc.maxSafeNat(),
  root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
});

test("any tree head comes back as it was signed, alone and in a file of many", () => {
  fc.assert(
    fc.property(fc.array(heads, { minLength: 1, maxLength: 4 }), (some) => {
      const checkpoints = some.map((head) => signCheckpoint(head, signer));
      for (const checkpoint of checkpoints) {
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
      }
      const log = parseCheckpointLog(checkpoints.map(loggedForm).join(""));
      expect(log.checkpoints.map(({ checkpoint }) => checkpoint)).toEqual(checkpoints);
      expect(log).toMatchObject({ torn: false, unended: false });
    }),
  );
});

/** Whether bytes on the disk are a checkpoint that the journal's key has signed. */
function isSigned(bytes: Buffer): boolean {
  const checkpoint = parseCheckpoint(bytes.toString("utf8"));
  return checkpoint !== null && standingOf(checkpoint.note, KEY) === "signed";
}

test("no bit of a checkpoint can be another one", () => {
  const bytes = Buffer.from(formatCheckpoint(CHECKPOINT));
  expect(isSigned(bytes)).toBe(true);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
    expect(isSigned(changed), `bit ${bit}`).toBe(false);
  }
});

test("no byte of a checkpoint can be another, be missing, or have one beside it", () => {
  const bytes = Buffer.from(formatCheckpoint(CHECKPOINT));
  const places = fc.nat({ max: bytes.length - 1 });
  fc.assert(
    fc.property(places, fc.nat({ max: 255 }), fc.nat({ max: 2 }), (at, byte, kept) => {
      // Kept 0: put before it. Kept 1: put in its place. Kept 2: the byte is left out.
      const put = kept === 2 ? [] : [byte];
      const changed = Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(put),
        bytes.subarray(kept === 0 ? at : at + 1),
      ]);
      fc.pre(!changed.equals(bytes));
      expect(isSigned(changed)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
