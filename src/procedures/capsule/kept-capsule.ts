import { join } from "node:path";
import { failure } from "#domain/errors.js";
import { readOrNull } from "#files/read-or-null.js";
import { writeBlobs } from "#journal/blobs.js";
import type { Layout } from "#journal/layout.js";
import { decodeLine, hashOf } from "#journal/line.js";
import type { SignedCapsule } from "#procedures/capsule/capsule-file.js";
import { chainOf, linesByHash, nameOfCapsule, takenIn } from "#procedures/capsule/chain.js";
import { parseCapsule } from "#procedures/capsule/parse-capsule.js";

/** A line of a capsule's file as it was kept. */
export interface KeptCapsule {
  readonly line: Buffer;
  readonly signed: SignedCapsule;
  /** The capsules that it names, by their hashes. */
  readonly takenIn: readonly string[];
}

/**
 * Keeps each line of a capsule's file among a journal's blobs, durably, under its lower-case hex SHA-256, of which the first
 * is answered: they go there before the `TakeOverRun` that names it is written, so that the run can be gone on from the
 * journal alone.
 */
export function keepCapsule(layout: Layout, bytes: Buffer): string {
  writeBlobs(layout, linesByHash(bytes));
  return nameOfCapsule(bytes);
}

/** A capsule that a `TakeOverRun` names, as it was kept. Throws `JOURNAL_DAMAGED` for one that is gone, or is altered. */
export function keptCapsule(layout: Layout, sha256: string): KeptCapsule {
  const damaged = (problem: string) => failure("JOURNAL_DAMAGED", { where: `blobs/${sha256}`, problem });
  const line = /^[0-9a-f]{64}$/.test(sha256) ? readOrNull(join(layout.blobs, sha256)) : null;
  if (line === null) throw damaged("the capsule that a run was taken over from is not there");
  const signed = hashOf(line) === sha256 ? parseCapsule(line) : null;
  if (signed === null) throw damaged("it is not the capsule that a run was taken over from");
  const entries = signed.capsule.entries.flatMap((proven) => {
    const read = decodeLine(Buffer.from(proven.line));
    return "problem" in read ? [] : [read.entry];
  });
  return { line, signed, takenIn: takenIn(entries) };
}

/** The file of a kept capsule: it, and those that it and these name. Throws `JOURNAL_DAMAGED`. */
export function keptFile(layout: Layout, sha256: string): Buffer {
  const { line, takenIn: names } = keptCapsule(layout, sha256);
  const chain = chainOf(names, (name) => keptCapsule(layout, name));
  return Buffer.concat([line, ...[...chain.values()].map((kept) => kept.line)]);
}
