import type { SimulatedFault } from "#domain/endpoint.js";

export type SimulatedCall = SimulatedFault["call"];
export type FaultKind = SimulatedFault["kind"];

/**
 * Which calls go wrong, and how. Calls of a kind are counted from 1 for the life of the server, whichever session
 * makes them. `read` counts what looks at a subject or a task: `read`, `readPlacement`, `settle`, `ended` and `watch`.
 * Where several faults fit a call, the first in the list is taken.
 */
export class FaultPlan {
  readonly #faults: readonly SimulatedFault[];
  readonly #counts = new Map<SimulatedCall, number>();

  constructor(faults: readonly SimulatedFault[]) {
    this.#faults = faults;
  }

  /** Whether anything is to go wrong with a kind of call. */
  has(call: SimulatedCall): boolean {
    return this.#faults.some((fault) => fault.call === call);
  }

  /** Counts a call, and says what goes wrong with it; null when nothing does. */
  next(call: SimulatedCall): FaultKind | null {
    const count = (this.#counts.get(call) ?? 0) + 1;
    this.#counts.set(call, count);
    const strikes = ({ which }: SimulatedFault): boolean =>
      which === null || (which.first <= count && count <= which.last);
    return this.#faults.find((fault) => fault.call === call && strikes(fault))?.kind ?? null;
  }
}
