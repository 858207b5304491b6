import fc from "fast-check";
import {
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from "#journal/note/checkpoint.js";
import { loggedForm } from "#journal/note/checkpoint-log.js";
import { noteSignature } from "#journal/note/signed-note.js";
import type { Signer } from "#journal/signer.js";
import { newSigner } from "../open-journal.js";
import type { Evidence } from "./evidence.js";
import {
  bit,
  type Expected,
  type Family,
  family,
  flipped,
  type Mutated,
  pick,
  place,
  swapped,
} from "./family.js";
import { changed } from "./files.js";
import { rightSigner } from "./forger.js";

const MALLORY = newSigner();
const FILE = "checkpoint";
const LOG = "checkpoints.log";

/** Puts a checkpoint in the place of the published one, or in the log, and says which one of it is wrong. */
type Put = "published" | "in place of" | "after" | "at the end";
const puts = fc.constantFrom<Put>("published", "in place of", "after", "at the end");

function put(
  { files, checkpoints }: Evidence,
  checkpoint: Checkpoint,
  how: Put,
  at: number,
  fault: NonNullable<Expected>,
): Mutated {
  if (how === "published") {
    return {
      files: changed(files, { [FILE]: formatCheckpoint(checkpoint) }),
      expected: { file: FILE, line: null, ...fault },
    };
  }
  const index = at % checkpoints.length;
  const places = { "in place of": index, after: index + 1, "at the end": checkpoints.length };
  const logged = checkpoints.toSpliced(places[how], how === "in place of" ? 1 : 0, checkpoint);
  const expected = { file: LOG, line: places[how] + 1, ...fault };
  return { files: changed(files, { [LOG]: logged.map(loggedForm).join("") }), expected };
}

const headOf = ({ origin, size, root }: Checkpoint) => ({ origin, size, root });

/** Which checkpoint of the log lies around a byte of it. */
function numberAt(evidence: Evidence, offset: number): number {
  return 1 + endsOf(evidence).findIndex((end) => offset < end);
}

/** Where each checkpoint of the log ends, in bytes. */
function endsOf({ checkpoints }: Evidence): number[] {
  let end = 0;
  return checkpoints.map((each) => {
    end += Buffer.byteLength(loggedForm(each));
    return end;
  });
}

/** A checkpoint of some size with another root, or of more entries than there are, by the key whose turn it is. */
function forkOf(evidence: Evidence, size: number, root: Buffer): Checkpoint {
  return signCheckpoint(
    { origin: evidence.checkpoints[0]!.origin, size, root },
    rightSigner(evidence)(size - 1),
  );
}

const otherSigner = (evidence: Evidence, size: number, isStranger: boolean): Signer =>
  isStranger ? MALLORY : evidence.signers[size < evidence.rotatedAt ? 1 : 0];

export const tamperedCheckpoints: readonly Family[] = [
  family("a bit of the checkpoint flipped", 80, [place, bit], ({ files }, at, which) => ({
    files: changed(files, { [FILE]: flipped(files.get(FILE)!, at, which) }),
    expected: { file: FILE, line: null },
  })),
  family("a bit of checkpoints.log flipped", 120, [place, bit], (evidence, at, which) => {
    const { files, checkpoints } = evidence;
    const content = files.get(LOG)!;
    const offset = at % content.length;
    const line = numberAt(evidence, offset);
    const altered = flipped(content, offset, which);
    const mutated = { files: changed(files, { [LOG]: altered }) };
    // Such an end is what a writer leaves that dies: what it began to say is not in the log.
    const isOpened = content[offset] === 0x0a && !isInLine(content, offset);
    const isEnd = line === checkpoints.length && (isOpened || altered[offset] === 0);
    if (isEnd) return { ...mutated, expected: null, torn: [LOG], missing: [LOG] };
    return { ...mutated, expected: { file: LOG, line } };
  }),
  family("a checkpoint of another journal", 40, [place, puts], (evidence, at, how) => {
    const { size, root } = pick(evidence.checkpoints, at);
    const stray = signCheckpoint({ origin: "ops-2/shoseki/other", size, root }, evidence.signers[1]);
    return put(evidence, stray, how, at, { code: "CHECKPOINT_ORIGIN" });
  }),
  family(
    "a checkpoint signed by another key",
    60,
    [place, puts, fc.boolean()],
    (evidence, at, how, isStranger) => {
      const borders = [evidence.rotatedAt];
      const inside = evidence.checkpoints.filter(({ size }) => !borders.includes(size));
      const checkpoint = pick(inside, at);
      const forged = signCheckpoint(headOf(checkpoint), otherSigner(evidence, checkpoint.size, isStranger));
      return put(evidence, forged, how, at, { code: "CHECKPOINT_SIGNATURE" });
    },
  ),
  family(
    "a checkpoint forked: the same size, another root",
    60,
    [place, puts, fc.boolean()],
    (evidence, at, how, isKnown) => {
      const index = at % evidence.checkpoints.length;
      const { size } = evidence.checkpoints[index]!;
      const roots = evidence.checkpoints.map(({ root }) => root);
      const root = isKnown ? swapped(roots, index, at)[index]! : Buffer.alloc(32, at);
      const seq = evidence.checkpoints[index - 1]?.size ?? 0;
      const fault = { code: "CHECKPOINT_TREE", seq, toSeq: size - 1 } as const;
      return put(evidence, forkOf(evidence, size, root), how, at, fault);
    },
  ),
  family("a checkpoint forked: between two others", 40, [place, place], (evidence, at, to) => {
    const { checkpoints } = evidence;
    const index = at % (checkpoints.length - 1);
    const [before, after] = checkpoints.slice(index).map(({ size }) => size) as [number, number];
    const size = before + 1 + (to % (after - before));
    const fork = forkOf(evidence, size, Buffer.alloc(32, at));
    return put(evidence, fork, size === after ? "in place of" : "after", size === after ? index + 1 : index, {
      code: "CHECKPOINT_TREE",
      seq: before,
      toSeq: size - 1,
    });
  }),
  family("a checkpoint of more entries than there are", 40, [place, puts], (evidence, at, how) => {
    const size = evidence.lines.length + 1 + (at % 500);
    const fault = { code: "CHECKPOINT_AHEAD", seq: evidence.lines.length, toSeq: size - 1 } as const;
    const ahead = forkOf(evidence, size, Buffer.alloc(32, at));
    return put(evidence, ahead, how === "published" ? how : "at the end", at, fault);
  }),
  family("a signature line garbled or left out", 40, [place, place, bit], (evidence, at, within, which) => {
    const checkpoint = pick(evidence.checkpoints, at);
    const { text, signatures } = checkpoint.note;
    const own = signatures[0]!;
    const garbled = { text, signatures: [{ ...own, bytes: flipped(own.bytes, within, which) }] };
    return put(evidence, { ...checkpoint, note: garbled }, "in place of", at, {
      code: "CHECKPOINT_SIGNATURE",
    });
  }),
  family(
    "a second signature that only claims to be the key's",
    20,
    [place, place, bit, puts],
    (evidence, at, within, which, how) => {
      const checkpoint = pick(evidence.checkpoints, at);
      const { text, signatures } = checkpoint.note;
      const own = signatures[0]!;
      const second = { ...own, bytes: flipped(own.bytes, 4 + (within % 64), which) };
      const forged = { ...checkpoint, note: { text, signatures: [own, second] } };
      return put(evidence, forged, how === "published" ? how : "in place of", at, {
        code: "CHECKPOINT_SIGNATURE",
      });
    },
  ),
  family("two checkpoints of the log swapped", 30, [place, place], (evidence, at, by) => {
    const logged = swapped(evidence.checkpoints, at, by);
    const line = 2 + logged.slice(1).findIndex(({ size }, index) => size <= logged[index]!.size);
    const files = changed(evidence.files, { [LOG]: logged.map(loggedForm).join("") });
    return { files, expected: { file: LOG, line, code: "CHECKPOINT_ORDER" } };
  }),
  family("a checkpoint of the log put in once more", 20, [place, place], (evidence, at, to) => {
    const index = at % evidence.checkpoints.length;
    const after = index + (to % (evidence.checkpoints.length - index));
    const logged = evidence.checkpoints.toSpliced(after + 1, 0, evidence.checkpoints[index]!);
    const files = changed(evidence.files, { [LOG]: logged.map(loggedForm).join("") });
    // Right behind itself it says nothing that is not so.
    return {
      files,
      expected: after === index ? null : { file: LOG, line: after + 2, code: "CHECKPOINT_ORDER" },
    };
  }),
  family("the end of checkpoints.log cut off", 40, [place], (evidence, at) => {
    const content = evidence.files.get(LOG)!;
    const end = at % (content.length - 1);
    const files = changed(evidence.files, { [LOG]: content.subarray(0, end) });
    // Of the last one only the empty line may be lacking.
    const isWhole = end === 0 || endsOf(evidence).some((whole) => end === whole || end === whole - 1);
    return { files, expected: null, missing: [LOG], torn: isWhole ? [] : [LOG] };
  }),
  family(
    "cosignatures of keys that nobody knows, which say nothing",
    40,
    [
      place,
      fc.array(
        fc.tuple(fc.stringMatching(/^[a-z./]{1,20}$/), fc.uint8Array({ minLength: 5, maxLength: 90 })),
        { minLength: 1, maxLength: 5 },
      ),
    ],
    (evidence, at, cosigned) => {
      const checkpoint = pick(evidence.checkpoints, at);
      const { text, signatures } = checkpoint.note;
      const added = cosigned.map(([name, bytes]) => ({ name: `w/${name}`, bytes: Buffer.from(bytes) }));
      const stranger = noteSignature(
        checkpoint.origin,
        MALLORY.publicKey,
        MALLORY.signBytes(Buffer.from(text)),
      );
      const note = { text, signatures: [stranger, ...signatures, ...added] };
      const put = { ...checkpoint, note };
      if (parseCheckpoint(formatCheckpoint(put)) === null) throw new Error("no checkpoint");
      const logged = evidence.checkpoints.with(at % evidence.checkpoints.length, put);
      return {
        files: changed(evidence.files, {
          [LOG]: logged.map(loggedForm).join(""),
          [FILE]: formatCheckpoint(put),
        }),
        expected: null,
      };
    },
  ),
];

/** Whether a newline ends a line that another of the same checkpoint's text follows at once. */
function isInLine(content: Buffer, offset: number): boolean {
  return content[offset + 1] !== undefined && content[offset + 1] !== 0x0a && content[offset - 1] !== 0x0a;
}
