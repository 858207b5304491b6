import type { Entry } from "#domain/entry.js";
import { canonical } from "#journal/canonical.js";
import type { EpochBook } from "#journal/epochs.js";
import type { Layout } from "#journal/layout.js";
import { readKeys } from "#journal/read-epochs.js";
import { type Verifier, verifierOf } from "#journal/signer.js";

/** What of a line is needed to judge its signature. */
export type Signed = { readonly entry: Entry; readonly signature: Uint8Array };

/** Judges the signatures of a journal that is open, each by the key of its epoch. */
export class Signatures {
  readonly #layout: Layout;
  readonly #verifiers = new Map<string, Verifier>();
  /** Read when a signature is first to be judged. */
  #keys: EpochBook | null = null;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** Takes note of an entry that introduces another key. */
  learn(entry: Entry): void {
    this.#keys?.add(entry);
  }

  /**
   * Whether a line's signature over its entry is that of the key of its epoch. False where the keys cannot be read. What is
   * signed is the entry's canonical form: a line that is not in it is none (`decodeLine`), so that its bytes need not be kept.
   */
  isSigned({ entry, signature }: Signed): boolean {
    try {
      this.#keys ??= readKeys(this.#layout);
    } catch {
      return false;
    }
    const epoch = this.#keys.at(entry.seq);
    if (epoch === null || epoch.fingerprint !== entry.USR.key) return false;
    const verify = this.#verifiers.get(epoch.fingerprint) ?? verifierOf(epoch.publicKey);
    this.#verifiers.set(epoch.fingerprint, verify);
    return verify(Buffer.from(canonical(entry)), signature);
  }
}
