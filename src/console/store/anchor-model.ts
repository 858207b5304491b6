import type { Entry } from "#domain/entry.js";
import { isServer, isSimulated } from "#journal/simulated-anchor.js";

/** An anchor is made every hour: after two, at least one has not been, in milliseconds. */
const STALE_MS = 2 * 60 * 60_000;

/**
 * When the journal was last anchored, wherever and by whichever session, and whether that still goes well. Which anchor counts is as
 * `newestAnchorOf` has it.
 */
export class AnchorModel {
  #newestElsewhere: number | null = null;
  #newestSimulated: number | null = null;
  #hasServers = false;
  /** When each place that failed last did so. */
  readonly #failed = new Map<string, number>();

  /** Every entry, in order. */
  add({ phase, HST, TGT, END, STR, RST }: Entry): void {
    if (isServer(HST.platform)) this.#hasServers = true;
    if (phase !== "anchor") return;
    const at = Date.parse(END ?? STR);
    const place = `${TGT.kind} ${TGT.name}`;
    if (RST?.status === "OK") {
      if (isSimulated({ HST, TGT })) this.#newestSimulated = at;
      else this.#newestElsewhere = at;
      this.#failed.delete(place);
    } else this.#failed.set(place, at);
  }

  get #newest(): number | null {
    return this.#newestElsewhere ?? (this.#hasServers ? null : this.#newestSimulated);
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
