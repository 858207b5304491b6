import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capsuleSigners } from "#handover/capsule/key-member.js";
import {
  ALLOWED_SIGNERS,
  blobName,
  CHECKPOINT,
  EARLIER_RECORDINGS,
  ENTRIES,
  KEYS,
  proofName,
  VKEY,
} from "#handover/capsule/member-names.js";
import { earlierRecordings } from "#handover/capsule/slice.js";
import { keyLines } from "#journal/key-lines.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { type Checkpoint, formatCheckpoint } from "#journal/note/checkpoint.js";
import { formatTlogProof } from "#journal/note/tlog-proof.js";
import { proveInclusions } from "#journal/proof.js";
import { readKeys } from "#journal/read-epochs.js";
import { verifierKeys } from "#journal/vkey.js";
import { wholeEntry } from "#journal/whole-entry.js";

type Content = readonly [name: string, content: Buffer];

/** What a capsule has of a journal. Throws `JOURNAL_DAMAGED`. */
export interface JournalMembers {
  readonly members: readonly Content[];
  /** The entries that have pieces of recordings, and were written before the slice. */
  readonly earlier: readonly Line[];
}

/**
 * A slice of a journal with what proves it: its first and last entry, the entries that introduce the journal's keys, and those
 * of recordings begun before, are proven to be in the checkpoint's tree; what lies between follows by `prev`. Throws
 * `JOURNAL_DAMAGED`.
 *
 * @param slice entries that follow on one another, all under the checkpoint
 */
export async function journalMembers(
  layout: Layout,
  checkpoint: Checkpoint,
  slice: readonly Line[],
): Promise<JournalMembers> {
  const seqs = new Set(slice.map(({ entry }) => entry.seq));
  const keys = (await keyLines(layout, checkpoint.size)).filter(({ entry }) => !seqs.has(entry.seq));
  const earlier = await earlierRecordings(layout, slice);
  const epochs = readKeys(layout)
    .epochs()
    .filter(({ fromSeq }) => Math.max(fromSeq - 1, 0) < checkpoint.size);
  const members: readonly Content[] = [
    [ENTRIES, jsonl(slice)],
    ...(keys.length === 0 ? [] : [[KEYS, jsonl(keys)] as const]),
    ...(earlier.length === 0 ? [] : [[EARLIER_RECORDINGS, jsonl(earlier)] as const]),
    [ALLOWED_SIGNERS, Buffer.from(capsuleSigners([...slice, ...keys, ...earlier]))],
    [VKEY, Buffer.from(verifierKeys(epochs))],
    [CHECKPOINT, Buffer.from(formatCheckpoint(checkpoint))],
    ...(await proofs(layout, checkpoint, toBeProven(slice, [...keys, ...earlier]))),
    ...blobs(layout, slice),
  ];
  return { members, earlier };
}

/** The first and the last of a slice, and all that stand alone: each once. */
export function toBeProven(slice: readonly Line[], alone: readonly Line[]): readonly Line[] {
  const lines = [...slice.slice(0, 1), ...slice.slice(-1), ...alone];
  return [...new Map(lines.map((line) => [line.entry.seq, line])).values()];
}

async function proofs(
  layout: Layout,
  checkpoint: Checkpoint,
  lines: readonly Line[],
): Promise<readonly Content[]> {
  const leaves = lines.map(({ bytes, entry }) => ({ line: bytes, seq: entry.seq }));
  const proven = await proveInclusions(layout, leaves, checkpoint);
  return leaves.map(({ line, seq }, index) => {
    const proof = { extra: line, index: seq, hashes: proven[index] ?? [], checkpoint };
    return [proofName(seq), Buffer.from(formatTlogProof(proof))];
  });
}

function blobs(layout: Layout, lines: readonly Line[]): readonly Content[] {
  return lines.flatMap(({ entry }) => {
    // That each is there, and is what the entry says.
    wholeEntry(layout, entry);
    const hashes = Object.values(entry.blobs ?? {});
    return hashes.map((hash): Content => [blobName(hash), readFileSync(join(layout.blobs, hash))]);
  });
}

function jsonl(lines: readonly Line[]): Buffer {
  return Buffer.concat(lines.flatMap(({ bytes }) => [bytes, Buffer.from("\n")]));
}
