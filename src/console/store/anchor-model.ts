import type { Entry } from "#domain/entry.js";

/** An anchor is made every hour: after two, at least one has not been, in milliseconds. */
const STALE_MS = 2 * 60 * 60_000;

/** When the journal was last anchored, wherever and by whichever session, and whether that still goes well. */
export class AnchorModel {
  #newest: number | null = null;
  /** When each place that failed last did so. */
  readonly #failed = new Map<string, number>();

  /** Every entry, in order; those that are no anchor change nothing. */
  add({ phase, TGT, END, STR, RST }: Entry): void {
    if (phase !== "anchor") return;
    const at = Date.parse(END ?? STR);
    const place = `${TGT.kind} ${TGT.name}`;
    if (RST?.status === "OK") {
      this.#newest = at;
      this.#failed.delete(place);
    } else this.#failed.set(place, at);
  }

  /** Age of the newest that was done, in whole minutes; null where there is none. */
  get minutes(): number | null {
    // The clock may have been set back since.
    return this.#newest === null ? null : Math.floor(Math.max(0, Date.now() - this.#newest) / 60_000);
  }

  /** Whether it is too old, or the last attempt at some place has failed; a failure from before a shift is no news. */
  get isTroubled(): boolean {
    const isOld = (at: number) => Date.now() - at >= STALE_MS;
    return (
      (this.#newest !== null && isOld(this.#newest)) || [...this.#failed.values()].some((at) => !isOld(at))
    );
  }
}
