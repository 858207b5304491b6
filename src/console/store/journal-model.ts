import { resolve } from "node:path";
import { AnchorModel } from "#console/store/anchor-model.js";
import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import { IntentBook } from "#journal/intents.js";

/** What the journal says of itself, as the header shows it. */
export class JournalModel {
  /** The signing key's fingerprint. */
  readonly key: string;
  readonly directory: string;
  /** What names it to another program; null where that reads it anyway. */
  readonly named: string | null;
  readonly anchors = new AnchorModel();
  readonly #book = new IntentBook();
  #last: number | null = null;
  #failed = false;
  #failure: ShosekiError | null = null;

  constructor(key: string, directory: string, usual: string | null = null) {
    this.key = key;
    this.directory = directory;
    const whole = resolve(directory);
    this.named = usual !== null && whole === resolve(usual) ? null : whole;
  }

  /** Every entry, in order; one that is known already changes nothing. */
  add(entry: Entry): boolean {
    if (this.#last !== null && entry.seq <= this.#last) return false;
    this.#last = entry.seq;
    this.#book.add(entry);
    this.anchors.add(entry);
    return true;
  }

  /** The newest entry's `seq`. */
  get last(): number | null {
    return this.#last;
  }

  /** Intents without an outcome, or with one that is UNKNOWN. */
  get open(): number {
    return this.#book.size;
  }

  /** An entry could not be written, so that nothing more is changed, also where later ones can be. */
  get failed(): boolean {
    return this.#failed;
  }

  /** What made it fail at first. */
  get failure(): ShosekiError | null {
    return this.#failure;
  }

  fail(error: ShosekiError | null = null): void {
    this.#failed = true;
    this.#failure ??= error;
  }
}
