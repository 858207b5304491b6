import type { EventRecord } from "#domain/past.js";

/** An event before it is remembered. */
export interface SimulatedEvent extends Omit<EventRecord, "id" | "time"> {
  /** The ids of what it is about; empty for the server itself. */
  readonly about: readonly string[];
}

/** Remembers the server's events. */
export class EventLog {
  readonly #events: { readonly record: EventRecord; readonly about: readonly string[] }[] = [];

  add({ about, ...event }: SimulatedEvent): void {
    const id = String(this.#events.length + 1);
    this.#events.push({ record: { id, time: new Date().toISOString(), ...event }, about });
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
}
