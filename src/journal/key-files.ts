import type { Entry } from "#domain/entry.js";
import {
  allowedSigners,
  readAllowedSigners,
  signersKeys,
  signersTime,
  validAfterIn,
  withValidAfter,
  writeAllowedSigners,
} from "#journal/allowed-signers.js";
import { keyAfter } from "#journal/current-key.js";
import { type Epoch, EpochBook } from "#journal/epochs.js";
import type { Layout } from "#journal/layout.js";
import { parseVerifierKey } from "#journal/note/verifier-key.js";
import { readEpochs } from "#journal/read-epochs.js";
import { fingerprint, parsePublicKeyLine } from "#journal/sshsig.js";
import { readVkey, verifierKeys, writeVkey } from "#journal/vkey.js";

/**
 * Keeps the files that follow from a journal's keys: allowed_signers and vkey. Every method is called under the
 * journal's lock. What an auditor has put in their place is left alone.
 */
export class KeyFiles {
  readonly #layout: Layout;
  /** From when on allowed_signers has the newest key as valid; null where it always is, or the file is not ours. */
  #validAfter: string | null;
  /** The earliest entry of the newest key that this process knows of. */
  #earliest: string | null = null;

  private constructor(layout: Layout) {
    this.#layout = layout;
    this.#validAfter = validAfterIn(readAllowedSigners(layout) ?? "");
  }

  /**
   * Writes what is missing, and what a writer left behind that was stopped between an entry and these files. Reads the
   * whole journal where that is so after a rotation.
   */
  static settled(layout: Layout, founding: Entry, last: Entry): KeyFiles {
    const signers = readAllowedSigners(layout);
    const vkey = readVkey(layout);
    const signersGo = signers === null || signersBehind(signers, founding, last);
    const vkeyGoes = vkey === null || vkeyBehind(vkey, last);
    if (signersGo || vkeyGoes) {
      const epochs = epochsOf(layout, founding, last);
      if (signersGo) writeAllowedSigners(layout, allowedSigners(epochs));
      if (vkeyGoes) writeVkey(layout, verifierKeys(epochs));
    }
    return new KeyFiles(layout);
  }

  /**
   * Told of every entry that is on the disk. One that is earlier than its key is valid for, as a clock was set back or
   * a recovery says when it was that the call was made, makes the key valid from then on.
   */
  noted({ STR }: Entry): void {
    if (this.#validAfter === null) return;
    const time = signersTime(STR);
    if (this.#earliest === null || time < this.#earliest) this.#earliest = time;
    if (this.#earliest >= this.#validAfter) return;
    try {
      const text = readAllowedSigners(this.#layout);
      if (text !== null) writeAllowedSigners(this.#layout, withValidAfter(text, this.#earliest));
      this.#validAfter = this.#earliest;
    } catch {
      // The entry is on the disk, and that is what counts: the next one, or the next opening, tries again.
    }
  }
}

/** Replaces both files, each as a whole. */
export function writeKeyFiles(layout: Layout, epochs: readonly Epoch[]): void {
  writeAllowedSigners(layout, allowedSigners(epochs));
  writeVkey(layout, verifierKeys(epochs));
}

/** Where there was no rotation, its only key is known without reading more. */
function epochsOf(layout: Layout, founding: Entry, last: Entry): readonly Epoch[] {
  if (keyAfter(last) !== founding.USR.key) return readEpochs(layout).epochs();
  const book = new EpochBook();
  book.add(founding);
  return book.epochs();
}

function signersBehind(text: string, founding: Entry, last: Entry): boolean {
  const keys = signersKeys(text);
  if (keys[0] !== founding.key?.public) return false;
  if (fingerprintOf(keys.at(-1)) !== keyAfter(last)) return true;
  // The entry of a rotation is the old key's.
  const from = last.phase === "key" ? null : validAfterIn(text);
  return from !== null && signersTime(last.STR) < from;
}

function fingerprintOf(publicKey: string | undefined): string | null {
  const raw = parsePublicKeyLine(publicKey ?? "");
  return raw === null ? null : fingerprint(raw);
}

function vkeyBehind(text: string, last: Entry): boolean {
  const newest = parseVerifierKey(text.trimEnd().split("\n").at(-1) ?? "");
  return newest !== null && fingerprint(newest.publicKey) !== keyAfter(last);
}
