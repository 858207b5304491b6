import type { HeldKeys } from "#journal/verify/held-keys.js";
import { invalid, MAX_CAPSULE_BYTES } from "#procedures/capsule/capsule-file.js";
import { chainOf, linesByHash, nameOfCapsule } from "#procedures/capsule/chain.js";
import { type Capsule, type Checked, checkCapsule } from "#procedures/capsule/check-capsule.js";
import { mustBeOneRun } from "#procedures/capsule/one-run.js";

/** The newest capsule of a file, with those that the run had come in before, newest first, checked likewise. */
export interface CapsuleRead extends Capsule {
  /** Whoever took these over has vouched for their keys. */
  readonly earlier: readonly Capsule[];
}

export interface ReadingCapsule {
  /** Named where it is refused. */
  readonly path: string;
  /** The keys that whoever reads it holds. */
  readonly signers?: HeldKeys["keys"] | undefined;
}

/**
 * Reads a capsule, and believes nothing of it that it does not prove: its form is strict; every line is in order, of the one
 * run, signed by the key whose turn it was, and in the tree of its checkpoint; that and the capsule are signed by the
 * journal's newest key; all that it and those name that it came in is there, and nothing else; the run begins once, no end
 * is without its intent, and no blob is missing. What whoever holds that key has left out cannot be told. Throws
 * `CAPSULE_INVALID`.
 */
export function readCapsule(bytes: Buffer, { path, signers }: ReadingCapsule): CapsuleRead {
  if (bytes.length > MAX_CAPSULE_BYTES) throw invalid(path, "TOO_LARGE");
  const lines = linesByHash(bytes);
  const read = (sha256: string): Checked => {
    const line = lines.get(sha256);
    if (line === undefined) throw invalid(path, "WRONG_EARLIER");
    return checkCapsule(line, sha256, path);
  };
  const newest = read(nameOfCapsule(bytes));
  const chain = [...chainOf(newest.takenIn, read).values()];
  const all = [newest, ...chain];
  if (!Buffer.concat(all.map(({ line }) => line)).equals(bytes)) throw invalid(path, "WRONG_EARLIER");
  mustBeOneRun(all, path);
  if (signers !== undefined) mustBeHeld(newest, signers, path);
  return { ...newest.capsule, isHeld: signers !== undefined, earlier: chain.map(({ capsule }) => capsule) };
}

function mustBeHeld({ capsule, keys }: Checked, signers: HeldKeys["keys"], path: string): void {
  const isHeld = (epoch: { publicKey: Buffer } | null | undefined) =>
    epoch != null && signers.some((held) => held.publicKey.equals(epoch.publicKey));
  const strange = capsule.lines.find(({ entry }) => !isHeld(keys.at(entry.seq)));
  if (strange !== undefined) throw invalid(path, "KEY_NOT_HELD", strange.entry.seq);
  if (!isHeld(keys.epochs().find(({ fingerprint }) => fingerprint === capsule.key)))
    throw invalid(path, "KEY_NOT_HELD");
}
