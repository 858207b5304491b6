import type { Entry } from "#domain/entry.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Unresolved } from "#journal/intents.js";
import type { Neighbours } from "#operations/neighbours.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Ledger } from "#session/ledger.js";
import { investigate, record } from "#session/recovery.js";
import type { Trail } from "#session/trail.js";

/** How long after the way was found again, in milliseconds: a call may have been held up on it for as long as this. */
const AFTER_MS = [0, 5_000, 30_000, 125_000];

export interface LookUpParts {
  readonly provider: ProviderSession;
  readonly inventory: Inventory;
  readonly neighbours?: Neighbours | undefined;
  readonly trail: Trail;
  readonly ledger: Ledger;
  /** Told of what has been found out. */
  readonly onEntry: (entry: Entry) => void;
  readonly onProblem: (error: ShosekiError) => void;
}

/**
 * One look for what became of a call whose answer was lost. What is not certain now is left for later, at last for the next
 * Login, when nothing can be on its way any more. Throws the journal's errors.
 */
export async function findOut(
  { provider, inventory, neighbours, trail, ledger }: Omit<LookUpParts, "onEntry" | "onProblem">,
  unresolved: Unresolved,
  onEntry: (entry: Entry) => void,
  signal?: AbortSignal,
): Promise<void> {
  const ground = { session: provider, inventory, neighbours, signal };
  const finding = await investigate(ground, ledger, unresolved, "wait").catch(() => null);
  if (finding === null || finding.status === "UNKNOWN") return;
  // Another look of this process, or another process, may have said it meanwhile.
  if (!ledger.isUnresolved(unresolved.intent)) return;
  const entry = record(trail, unresolved, finding);
  if (entry !== null) onEntry(entry);
}

/** Looks up what became of a session's own operations that are UNKNOWN, once the way to the server is there again. */
export class OwnLookUps {
  readonly #parts: LookUpParts;
  readonly #track: (work: Promise<void>) => Promise<void>;
  #timers: readonly NodeJS.Timeout[] = [];
  #stopped = new AbortController();

  /** @param track told of each look, which is under way until it has settled */
  constructor(parts: LookUpParts, track: (work: Promise<void>) => Promise<void>) {
    this.#parts = parts;
    this.#track = track;
  }

  /** At once, and a few times more. */
  begin(): void {
    this.stop();
    this.#stopped = new AbortController();
    const { signal } = this.#stopped;
    this.#timers = AFTER_MS.map((ms) => setTimeout(() => void this.#track(this.#look(signal)), ms).unref());
  }

  /** A task that still runs is not waited for any longer. */
  stop(): void {
    this.#stopped.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** At all of them beside each other: one whose task still runs does not hold up the rest. */
  async #look(signal: AbortSignal): Promise<void> {
    const { ledger, trail, onEntry, onProblem } = this.#parts;
    // One without an outcome is still waited for.
    const own = ledger
      .unresolved()
      .filter(({ intent, outcome }) => intent.USR.session === trail.session && outcome !== null);
    const looks = await Promise.allSettled(own.map((each) => findOut(this.#parts, each, onEntry, signal)));
    const failed = looks.find((each) => each.status === "rejected");
    if (failed !== undefined) onProblem(asShosekiError(failed.reason));
  }
}
