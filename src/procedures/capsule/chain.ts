import type { Entry } from "#domain/entry.js";
import { hashOf, NEWLINE } from "#journal/line.js";

/** The lower-case hex SHA-256 of each capsule that entries say a run came in, in their order. */
export function takenIn(entries: Iterable<Pick<Entry, "phase" | "OPR" | "AFT">>): readonly string[] {
  return [...entries].filter(isTakeOver).map(({ AFT }) => String(AFT?.capsule));
}

export function isTakeOver({ phase, OPR }: Pick<Entry, "phase" | "OPR">): boolean {
  return phase === "procedure" && OPR === "TakeOverRun";
}

/**
 * The capsules that a run came in, each once: those that are named first, in their order, then those that these name.
 *
 * @param first by their hashes
 * @param read gives a capsule of that hash, or throws
 */
export function chainOf<T extends { readonly takenIn: readonly string[] }>(
  first: readonly string[],
  read: (sha256: string) => T,
): ReadonlyMap<string, T> {
  const chain = new Map<string, T>();
  const names = [...first];
  // It grows as it is gone through.
  for (const sha256 of names) {
    if (chain.has(sha256)) continue;
    const capsule = read(sha256);
    chain.set(sha256, capsule);
    names.push(...capsule.takenIn);
  }
  return chain;
}

/** The lines of a capsule's file, each with its newline, by their hashes and in their order; a rest without a newline too. */
export function linesByHash(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const lines = new Map<string, Buffer>();
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const to = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(from, to);
    lines.set(hashOf(line), line);
    from = to;
  }
  return lines;
}

/** What a capsule's file is named by: the lower-case hex SHA-256 of its first line. */
export function nameOfCapsule(bytes: Buffer): string {
  const [sha256 = hashOf(bytes)] = linesByHash(bytes).keys();
  return sha256;
}
