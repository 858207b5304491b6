import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "#journal/note/checkpoint.js";

const FIRST_LINE = "c2sp.org/tlog-proof@v1";

/** More than a tree of 2^53 leaves has levels. */
const MOST_HASHES = 63;

/** A proof that an entry is in a log, which can be checked alone: c2sp.org/tlog-proof. */
export interface TlogProof {
  /** The entry's line itself, so that whoever has the proof has what it is of. Signed by nothing here. */
  readonly extra: Buffer;
  readonly index: number;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Buffer[];
  readonly checkpoint: Checkpoint;
}

export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const lines = [
    FIRST_LINE,
    `extra ${extra.toString("base64")}`,
    `index ${index}`,
    ...hashes.map((hash) => hash.toString("base64")),
  ];
  return `${lines.join("\n")}\n\n${formatCheckpoint(checkpoint)}`;
}

/** Reads a proof as `formatTlogProof` writes it, strictly; null for anything else. */
export function parseTlogProof(source: string): TlogProof | null {
  const end = source.indexOf("\n\n");
  const checkpoint = parseCheckpoint(source.slice(end + 2));
  if (end < 0 || checkpoint === null) return null;
  const [first, extra = "", index = "", ...hashes] = source.slice(0, end).split("\n");
  if (first !== FIRST_LINE || hashes.length > MOST_HASHES) return null;
  const proof = {
    extra: Buffer.from(extra.replace(/^extra /, ""), "base64"),
    index: Number(index.replace(/^index /, "")),
    hashes: hashes.map((hash) => Buffer.from(hash, "base64")),
    checkpoint,
  };
  const isSo = Number.isSafeInteger(proof.index) && proof.index >= 0;
  const areHashes = proof.hashes.every(({ length }) => length === 32);
  return isSo && areHashes && formatTlogProof(proof) === source ? proof : null;
}

/**
 * A consistency proof, from a tree of `older` entries to a checkpoint's: what a witness is sent to have it cosign the
 * checkpoint. Source: c2sp.org/tlog-witness, "add-checkpoint".
 */
export function formatConsistencyProof(
  older: number,
  hashes: readonly Buffer[],
  checkpoint: Checkpoint,
): string {
  const lines = [`old ${older}`, ...hashes.map((hash) => hash.toString("base64"))];
  return `${lines.join("\n")}\n\n${formatCheckpoint(checkpoint)}`;
}
