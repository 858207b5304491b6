import type { EventRecord } from "#domain/past.js";

/** An event before it is remembered. */
export interface SimulatedEvent extends Omit<EventRecord, "id" | "time"> {
  /** The ids of what it is about; empty for the server itself. */
  readonly about: readonly string[];
}

/** How many of the newest are remembered at least: a server's memory of events is never endless. */
const KEPT = 10_000;

/** Remembers the server's newest events. */
export class EventLog {
  #events: { readonly record: EventRecord; readonly about: readonly string[] }[] = [];
  #count = 0;

  add({ about, ...event }: SimulatedEvent): void {
    const id = String(++this.#count);
    this.#events.push({ record: { id, time: new Date().toISOString(), ...event }, about });
    if (this.#events.length >= 2 * KEPT) this.#events = this.#events.slice(-KEPT);
  }

  /** The newest, newest first, at most `count`; of one object, or of all. Copies. */
  latest(id: string | null, count: number): EventRecord[] {
    const found: EventRecord[] = [];
    for (const { record, about } of this.#events.toReversed()) {
      if (found.length >= count) break;
      if (id === null || about.includes(id)) found.push({ ...record });
    }
    return found;
  }

  /** All of a kind, oldest first. Copies. */
  ofKind(what: string): EventRecord[] {
    return this.#events.flatMap(({ record }) => (record.what === what ? [{ ...record }] : []));
  }
}
