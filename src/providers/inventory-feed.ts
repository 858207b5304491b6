import type { InventoryUpdate } from "#domain/inventory-update.js";

/** The live inventory. The first batches after `start` hold all there is; later ones what changed. */
export interface InventoryFeed {
  /** Resolves when all that is there has been handed over; the listeners go on being called until `close`. */
  start(listeners: FeedListeners): Promise<void>;
  /**
   * Resolves when all has been handed over that was so at the server when this was called: a way there that is gone may
   * be waited for, or told. Errors: those of a read, and whatever has ended the feed. Once it has been started, and not before.
   *
   * @param signal aborted: no longer waited for (`GAVE_UP_WAITING`)
   */
  caughtUp(signal?: AbortSignal): Promise<void>;
}

export interface FeedListeners {
  onUpdates(updates: readonly InventoryUpdate[]): void;
  /**
   * The way to the server is gone: told each time that asking for updates fails again. The feed goes on asking, and goes on
   * where it was; so does whatever waits for a push.
   */
  onInterrupted(error: Error): void;
  /** It is over for good: the server has ended the session, or is not to be trusted or understood any more. */
  onLost(error: Error): void;
}
