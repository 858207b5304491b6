import { asShosekiError } from "#domain/errors.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { InventoryFeed } from "#providers/contract.js";
import type { Connection } from "#providers/simulator/connection.js";
import type { World } from "#providers/simulator/world.js";

/**
 * The live inventory of a session. What changes in one go is handed over as one batch, and before any call that
 * waits for the change has its answer. When the server ends the session unasked, `onLost` is told `SESSION_ENDED`.
 */
export function inventoryFeed(world: World, connection: Connection): InventoryFeed {
  return {
    async start(onUpdates, onLost) {
      await connection.read(null, () => {
        const batches = new Batches(onUpdates);
        const unwatch = world.watch((update) => batches.add(update));
        const stop = (): void => {
          unwatch();
          batches.drop();
        };
        const { ended, closed } = connection;
        closed.addEventListener("abort", stop, { once: true });
        ended.addEventListener(
          "abort",
          () => {
            stop();
            if (!connection.leaving && !closed.aborted) onLost(asShosekiError(ended.reason));
          },
          { once: true },
        );
        onUpdates(world.inventory().map((object) => ({ change: "enter", object })));
      });
    },
  };
}

/** Collects updates until the code that makes them has run to its end. */
class Batches {
  readonly #hand: (updates: readonly InventoryUpdate[]) => void;
  #pending: InventoryUpdate[] = [];

  constructor(hand: (updates: readonly InventoryUpdate[]) => void) {
    this.#hand = hand;
  }

  /** What the rows do not show is no update of them. */
  add(update: InventoryUpdate): void {
    if (update.change === "modify" && Object.keys(update.facts).length === 0) return;
    this.#pending.push(update);
    if (this.#pending.length === 1) queueMicrotask(() => this.#flush());
  }

  drop(): void {
    this.#pending = [];
  }

  #flush(): void {
    const updates = this.#pending;
    this.#pending = [];
    if (updates.length > 0) this.#hand(updates);
  }
}
