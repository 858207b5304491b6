import fc from "fast-check";
import type { Entry } from "#domain/entry.js";
import type { Signer } from "#journal/signer.js";
import { forged } from "../forge.js";
import { newSigner } from "../open-journal.js";
import type { Evidence } from "./evidence.js";
import { ofLines } from "./expected-of-lines.js";
import { type Family, family, type Mutated, pick, place } from "./family.js";
import { compare } from "./first-bad-line.js";
import { continued, madeAnew, rightSigner, withLines } from "./forger.js";

const MALLORY = newSigner();

/** Who signs instead: a stranger, or the key whose turn it is not, which the operator has kept or has already made. */
const strangers = fc.constantFrom("a stranger", "the other epoch's key");

function strangerTo(evidence: Evidence, seq: number, who: string): Signer {
  if (who === "a stranger") return MALLORY;
  return seq < evidence.rotatedAt ? evidence.signers[1] : evidence.signers[0];
}

/** An entry that says something else; `claims` names who signs it. */
function other(entry: Entry, claims: Signer | null): Entry {
  const USR = claims === null ? entry.USR : { ...entry.USR, key: claims.fingerprint };
  return { ...entry, USR, ticket: "CHG-1" };
}

const seqIn = ({ lines }: Evidence, at: number) => at % lines.length;

/** The checkpoints were signed by the right keys over what is bad: only `--deep` looks, but for entries about keys. */
function whereOnlyDeepLooks({ rotatedAt }: Evidence, from: number, to: number, mutated: Mutated): Mutated {
  const keySeqs = [0, rotatedAt - 1];
  return keySeqs.some((seq) => from <= seq && seq <= to) ? mutated : { ...mutated, quick: null };
}

/** With a key: the wrong one, or the right one without what goes with it. */
export const forgedLines: readonly Family[] = [
  family(
    "a line signed by another key",
    100,
    [place, strangers, fc.boolean(), fc.boolean()],
    (evidence, at, who, claims, changes) => {
      const seq = seqIn(evidence, at);
      const signer = strangerTo(evidence, seq, who);
      const entry = evidence.entries[seq]!;
      const said = changes || claims ? other(entry, claims ? signer : null) : entry;
      const line = Buffer.from(forged(said, signer));
      return ofLines(evidence, withLines(evidence.files, evidence.lines.with(seq, line)));
    },
  ),
  family(
    "a line signed by another key, and all after it",
    80,
    [place, strangers, fc.boolean()],
    (evidence, at, who, claims) => {
      const seq = seqIn(evidence, at);
      const signer = strangerTo(evidence, seq, who);
      return ofLines(evidence, withLines(evidence.files, allAfter(evidence, seq, signer, claims)));
    },
  ),
  family(
    "the same, with checkpoints and tiles of the wrong key",
    80,
    [place, strangers, fc.boolean()],
    (evidence, at, who, claims) => {
      const seq = seqIn(evidence, at);
      const signer = strangerTo(evidence, seq, who);
      const lines = allAfter(evidence, seq, signer, claims);
      const files = madeAnew(evidence, lines, { checkpointSigner: () => signer, keyFiles: false });
      return ofLines(evidence, files);
    },
  ),
  family(
    "a line signed by another key, and all after it chained by the right one",
    80,
    [place, strangers, fc.boolean()],
    (evidence, at, who, claims) => {
      const seq = seqIn(evidence, at);
      const { lines, genuine } = planted(evidence, seq, strangerTo(evidence, seq, who), claims);
      return ofLines(evidence, withLines(evidence.files, lines), genuine);
    },
  ),
  family("the same, with tiles and without a checkpoint", 40, [place, strangers], (evidence, at, who) => {
    const seq = seqIn(evidence, at);
    const { lines, genuine } = planted(evidence, seq, strangerTo(evidence, seq, who), true);
    const made = new Map(madeAnew(evidence, lines, { checkpointSigner: rightSigner(evidence) }));
    for (const path of ["checkpoint", "checkpoints.log"]) made.delete(path);
    return ofLines(evidence, made, genuine);
  }),
  family(
    "the same, with checkpoints and tiles of the right key",
    80,
    [place, strangers, fc.boolean()],
    (evidence, at, who, claims) => {
      const seq = seqIn(evidence, at);
      const { lines, genuine } = planted(evidence, seq, strangerTo(evidence, seq, who), claims);
      const files = madeAnew(evidence, lines, { checkpointSigner: rightSigner(evidence), keyFiles: false });
      return whereOnlyDeepLooks(evidence, seq, seq, ofLines(evidence, files, genuine));
    },
  ),
  family(
    "all from a line on by the wrong key, with checkpoints and tiles of the right one",
    40,
    [place, strangers],
    (evidence, at, who) => {
      const seq = seqIn(evidence, at);
      const signer = strangerTo(evidence, seq, who);
      const lines = allAfter(evidence, seq, signer, false);
      const files = madeAnew(evidence, lines, { checkpointSigner: rightSigner(evidence), keyFiles: false });
      return whereOnlyDeepLooks(evidence, seq, lines.length, ofLines(evidence, files));
    },
  ),
  family("a line changed by the right key, what follows left as it was", 60, [place], (evidence, at) => {
    const seq = seqIn(evidence, at);
    const line = Buffer.from(forged(other(evidence.entries[seq]!, null), rightSigner(evidence)(seq)));
    return ofLines(evidence, withLines(evidence.files, evidence.lines.with(seq, line)), [line]);
  }),
  family(
    "a line changed by the right key, what follows chained anew, its checkpoints left",
    60,
    [place],
    (evidence, at) => {
      const seq = seqIn(evidence, at);
      const entries = evidence.entries
        .slice(seq)
        .map((entry, index) => (index === 0 ? other(entry, null) : entry));
      const lines = continued(evidence.lines.slice(0, seq), entries, rightSigner(evidence));
      return ofLines(evidence, withLines(evidence.files, lines), lines.slice(seq));
    },
  ),
  family(
    "a line signed as it should be that is not an entry of the format",
    60,
    [place, fc.nat({ max: 7 }), fc.boolean()],
    (evidence, at, how, goesOn) => {
      const seq = seqIn(evidence, at);
      const entry: Record<string, unknown> = { ...evidence.entries[seq]! };
      const unformed: readonly Record<string, unknown>[] = [
        { ...entry, v: 2 },
        { ...entry, phase: "recorded" },
        { ...entry, extra: "" },
        { ...entry, AFT: { nested: {} } },
        { ...entry, STR: "2026-02-30T00:00:00.000Z" },
        { ...entry, why: "x".repeat(70_000) },
        { ...entry, id: (entry.id as string).toUpperCase() },
        { ...entry, TGT: null },
      ];
      const signerAt = rightSigner(evidence);
      const line = Buffer.from(forged(unformed[how], signerAt(seq)));
      const before = [...evidence.lines.slice(0, seq), line];
      const lines = goesOn
        ? continued(before, evidence.entries.slice(seq + 1), signerAt)
        : [...before, ...evidence.lines.slice(seq + 1)];
      return ofLines(evidence, withLines(evidence.files, lines), lines.slice(seq + 1));
    },
  ),
  family(
    "an anchor entry that says of an earlier tree what was not so",
    40,
    [place, place],
    (evidence, at, by) => {
      const { entries, lines } = evidence;
      const signerAt = rightSigner(evidence);
      const anchors = entries.filter(({ phase }) => phase === "anchor");
      const { seq, AFT } = pick(anchors, at);
      const lies = [
        { ...AFT, treeSize: seq + 1 + (by % 9) },
        { ...AFT, treeSize: by % Number(AFT?.treeSize) },
        { ...AFT, rootHash: Buffer.alloc(32, by).toString("base64") },
      ];
      const before = lines.slice(0, seq);
      const liar = Buffer.from(forged({ ...entries[seq]!, AFT: pick(lies, by) }, signerAt(seq)));
      const forgedLines = continued([...before, liar], entries.slice(seq + 1), signerAt);
      const files = madeAnew(evidence, forgedLines, { checkpointSigner: signerAt });
      return { files, expected: { ...compare(evidence, files).bad!, code: "ANCHOR_ENTRY" } };
    },
  ),
];

/** All from a line on by the wrong key. */
function allAfter(evidence: Evidence, seq: number, signer: Signer, claims: boolean) {
  const entries = evidence.entries.slice(seq).map((entry) => other(entry, claims ? signer : null));
  return continued(evidence.lines.slice(0, seq), entries, () => signer);
}

/** One line by the wrong key, and those after it by the right ones: `genuine` are these. */
function planted(evidence: Evidence, seq: number, signer: Signer, claims: boolean) {
  const rest = evidence.entries.slice(seq);
  const entries = rest.map((entry, index) => (index === 0 ? other(entry, claims ? signer : null) : entry));
  const rightly = rightSigner(evidence);
  const lines = continued(evidence.lines.slice(0, seq), entries, (at) => (at === seq ? signer : rightly(at)));
  return { lines, genuine: lines.slice(seq + 1) };
}
