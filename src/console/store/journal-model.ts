import { AnchorModel } from "#console/store/anchor-model.js";
import type { Entry } from "#domain/entry.js";
import { IntentBook } from "#journal/intents.js";

/** What the journal says of itself, as the header shows it. */
export class JournalModel {
  /** The signing key's fingerprint. */
  readonly key: string;
  readonly directory: string;
  readonly anchors = new AnchorModel();
  readonly #book = new IntentBook();
  #last: number | null = null;
  #failed = false;

  constructor(key: string, directory: string) {
    this.key = key;
    this.directory = directory;
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

  /** It takes no more entries, so that nothing more may be done. */
  get failed(): boolean {
    return this.#failed;
  }

  fail(): void {
    this.#failed = true;
  }
}
