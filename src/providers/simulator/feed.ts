import { asShosekiError, failure } from "#domain/errors.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { InventoryFeed } from "#providers/inventory-feed.js";
import type { Connection } from "#providers/simulator/connection.js";
import type { Way } from "#providers/simulator/way.js";
import type { World } from "#providers/simulator/world.js";

/**
 * The live inventory of a session. What changes in one go is handed over as one batch, and before any call that
 * waits for the change has its answer; what changes while the way is cut, as one batch when it is not. When the server ends
 * the session unasked, `onLost` is told `SESSION_ENDED`.
 */
export function inventoryFeed(world: World, connection: Connection, way: Way): InventoryFeed {
  return {
    // What changes is on its way before the next call arrives.
    caughtUp: (signal) => connection.read(null, () => undefined, signal),
    async start({ onUpdates, onInterrupted, onLost }) {
      await connection.read(null, () => {
        const batches = new Batches(way, onUpdates);
        const unwatch = world.watch((update) => batches.add(update));
        const leave = way.use({
          gone: () =>
            onInterrupted(failure("CONNECTION_LOST", { cause: "a simulated fault: the network is cut" })),
          back: () => batches.flush(),
        });
        const stop = (): void => {
          unwatch();
          leave();
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
  readonly #way: Way;
  readonly #hand: (updates: readonly InventoryUpdate[]) => void;
  #pending: InventoryUpdate[] = [];

  constructor(way: Way, hand: (updates: readonly InventoryUpdate[]) => void) {
    this.#way = way;
    this.#hand = hand;
  }

  /** What the rows do not show is no update of them. */
  add(update: InventoryUpdate): void {
    if (update.change === "modify" && Object.keys(update.facts).length === 0) return;
    this.#pending.push(update);
    if (this.#pending.length === 1) queueMicrotask(() => this.flush());
  }

  drop(): void {
    this.#pending = [];
  }

  flush(): void {
    if (this.#way.isCut) return;
    const updates = this.#pending;
    this.#pending = [];
    if (updates.length > 0) this.#hand(updates);
  }
}
