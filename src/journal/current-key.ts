import type { Entry } from "#domain/entry.js";
import { readLastLine } from "#journal/last-line.js";
import type { Layout } from "#journal/layout.js";
import { fingerprint, parsePublicKeyLine } from "#journal/sshsig.js";

/**
 * The fingerprint of the key that signs a journal's next entry, as its last line says; null when there is no line yet.
 * Throws `JOURNAL_DAMAGED` when the last line is no entry.
 */
export function readCurrentKey(layout: Layout): string | null {
  const last = readLastLine(layout);
  return last === null ? null : keyAfter(last.entry);
}

/** The fingerprint of the key that signs what follows an entry: the entry's own, or the one that it introduces. */
export function keyAfter(entry: Entry): string {
  const introduced = introducedBy(entry);
  return introduced === null ? entry.USR.key : fingerprint(introduced);
}

/** The raw key that a rotation's entry introduces; null for every other entry. */
export function introducedBy({ phase, seq, key }: Entry): Buffer | null {
  return phase === "key" && seq > 0 ? parsePublicKeyLine(key?.public ?? "") : null;
}
