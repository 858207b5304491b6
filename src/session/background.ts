import { asShosekiError } from "#domain/errors.js";
import { OwnLookUps } from "#session/own-look-ups.js";
import { isAcross, recoverAcross } from "#session/recover-across.js";
import type { SessionParts } from "#session/session-parts.js";
import type { UnderWay } from "#session/under-way.js";

/** What a session does beside all else, and no longer than until it leaves: what it would find out then, the next Login does. */
export class Background {
  readonly #parts: SessionParts;
  readonly #underWay: UnderWay;
  readonly #lookUps: OwnLookUps;
  /** Aborted once it leaves: what is only looked for is looked for no longer. */
  readonly #left = new AbortController();

  /** @param underWay told of all that is done, until it has ended */
  constructor(parts: SessionParts, underWay: UnderWay) {
    this.#parts = parts;
    this.#underWay = underWay;
    this.#lookUps = new OwnLookUps(parts, (work) => underWay.track(work));
  }

  /** As `Session.beside`. */
  begin(work: (signal: AbortSignal) => Promise<void>): void {
    const told = work(this.#left.signal).catch((error: unknown) => {
      this.#parts.onProblem(asShosekiError(error));
    });
    void this.#underWay.track(told);
  }

  /** Looks for what became of the session's own operations that are UNKNOWN. */
  lookUp(): void {
    if (!this.#left.signal.aborted) this.#lookUps.begin();
  }

  /** As `Session.lookAcross`. */
  lookAcross(): void {
    const { ledger, provider, inventory, neighbours, onEntry } = this.#parts;
    if (!ledger.unresolved().some(isAcross)) return;
    this.lookUp();
    this.begin(async (signal) => {
      const ground = { session: provider, inventory, neighbours, signal };
      await recoverAcross({ ...this.#parts, ground }, onEntry);
    });
  }

  leave(): void {
    this.#left.abort();
    this.#lookUps.stop();
  }
}
