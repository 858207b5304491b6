import type { InventoryObject, InventoryUpdate } from "#domain/inventory-update.js";
import type { ProviderSession } from "#providers/contract.js";

/** What the feed of a session has said so far, put together: the inventory as a console would have it. */
export class Pushes {
  readonly objects = new Map<string, InventoryObject>();
  readonly batches: (readonly InventoryUpdate[])[] = [];
  /** Each time that the way to the server was said to be gone. */
  readonly interrupted: Error[] = [];
  readonly lost: Error[] = [];
  #waiting: (() => void)[] = [];

  static async from(session: ProviderSession): Promise<Pushes> {
    const pushes = new Pushes();
    await session.feed.start({
      onUpdates: (updates) => pushes.#take(updates),
      onInterrupted: (error) => {
        pushes.interrupted.push(error);
        pushes.#wake();
      },
      onLost: (error) => {
        pushes.lost.push(error);
        pushes.#wake();
      },
    });
    return pushes;
  }

  /** Resolves as soon as the object's row has these properties; the test's own time limit ends the wait. */
  async until(id: string, properties: Readonly<Record<string, unknown>>): Promise<void> {
    await this.when(() => {
      const row = { ...this.objects.get(id) } as Record<string, unknown>;
      return Object.entries(properties).every(([key, value]) => row[key] === value);
    });
  }

  /** Resolves as soon as what the feed has said so far is so, likewise. */
  async when(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #take(updates: readonly InventoryUpdate[]): void {
    this.batches.push(updates);
    for (const update of updates) this.#apply(update);
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  #apply(update: InventoryUpdate): void {
    if (update.change === "enter") this.objects.set(update.object.id, update.object);
    else if (update.change === "leave") this.objects.delete(update.id);
    else {
      const object = this.objects.get(update.id);
      if (object !== undefined)
        this.objects.set(update.id, { ...object, ...update.facts } as InventoryObject);
    }
  }
}
