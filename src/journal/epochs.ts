import type { Entry } from "#domain/entry.js";
import { fingerprint, parsePublicKeyLine } from "#journal/sshsig.js";

/** A key, and the entries that it signs. */
export interface Epoch {
  /** The first entry that it signs: 0, or the one after the `key` entry that introduces it. */
  readonly fromSeq: number;
  /** Its OpenSSH public key line. */
  readonly public: string;
  /** The raw 32 bytes. */
  readonly publicKey: Buffer;
  /** `SHA256:...`. */
  readonly fingerprint: string;
  readonly identity: string;
  /** The journal's name. */
  readonly origin: string;
  /** `STR` of the `key` entry that introduces it. */
  readonly introduced: string;
  /** The smallest and the greatest `STR` of its entries; that of the `key` entry while it has none. */
  readonly earliest: string;
  readonly latest: string;
}

/** What of an entry says where epochs begin, and when they were. */
export type EpochEntry = Pick<Entry, "seq" | "phase" | "STR" | "key">;

/**
 * Follows the keys of a journal, entry by entry. The `key` entry at `seq` 0 introduces the key that signs it; a later
 * one is signed by the old key, and introduces the key of the entries after it.
 */
export class EpochBook {
  readonly #epochs: Epoch[] = [];
  #nextSeq = 0;

  /** Why a `key` entry cannot introduce its key, in words; null when it can, and for every other entry. */
  problemOf({ phase, key }: EpochEntry): string | null {
    if (phase !== "key") return null;
    const publicKey = parsePublicKeyLine(key?.public ?? "");
    if (key === undefined || publicKey === null) return "it does not introduce an Ed25519 key";
    // A line of allowed_signers would be read as something else.
    if (/[\s,"*?!#]/u.test(key.identity) || key.identity === "") return "its identity is no principal";
    const [first] = this.#epochs;
    if (first !== undefined && key.origin !== first.origin) return "it names another journal";
    const known = this.#epochs.some((epoch) => epoch.public === key.public);
    return known ? "it introduces a key that this journal has had already" : null;
  }

  /** Takes in an entry, in the order of the journal; one that it has had already is passed over. */
  add(entry: EpochEntry): void {
    const { seq, phase, STR, key } = entry;
    if (seq < this.#nextSeq) return;
    this.#nextSeq = seq + 1;
    if (phase === "key" && key !== undefined && this.problemOf(entry) === null) {
      if (seq > 0) this.#date(seq, STR);
      const publicKey = parsePublicKeyLine(key.public) ?? Buffer.of();
      const times = { introduced: STR, earliest: STR, latest: STR };
      const fromSeq = firstSignedAfter(seq);
      this.#epochs.push({ fromSeq, ...key, publicKey, fingerprint: fingerprint(publicKey), ...times });
    } else this.#date(seq, STR);
  }

  epochs(): readonly Epoch[] {
    return this.#epochs;
  }

  /** Whether the entry of this `seq` has introduced a key. */
  has(seq: number): boolean {
    return this.#epochs.some(({ fromSeq }) => fromSeq === firstSignedAfter(seq));
  }

  /** The epoch that an entry belongs to; null before any key is known. */
  at(seq: number): Epoch | null {
    return this.#epochs.findLast(({ fromSeq }) => fromSeq <= seq) ?? null;
  }

  /** Times of one form are in the order of their characters. */
  #date(seq: number, time: string): void {
    const epoch = this.#epochs.pop();
    if (epoch === undefined) return;
    const isFirst = seq === epoch.fromSeq;
    const earliest = isFirst || time < epoch.earliest ? time : epoch.earliest;
    const latest = isFirst || time > epoch.latest ? time : epoch.latest;
    this.#epochs.push({ ...epoch, earliest, latest });
  }
}

/** The first entry that a key signs: the very one that introduces it, of a journal's first. */
function firstSignedAfter(keySeq: number): number {
  return keySeq === 0 ? 0 : keySeq + 1;
}
