import { asShosekiError, type ErrorCode, failure } from "#domain/errors.js";
import { isConnectionFault } from "#providers/connection-fault.js";
import type { FeedListeners, InventoryFeed } from "#providers/inventory-feed.js";
import type { Look, Told } from "#providers/libvirt/feed/look.js";
import { News } from "#providers/libvirt/feed/news.js";
import { subscribe } from "#providers/libvirt/feed/subscribe.js";
import type { Line } from "#providers/libvirt/line.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { Bell } from "#providers/libvirt/waits/bell.js";
import { Tries } from "#providers/tries.js";

/**
 * How often everything is looked at whatever was heard, in milliseconds: of changed processors, memory, disks and snapshots
 * libvirt tells no event.
 */
const MACHINES_EVERY_MS = 500;
const STORES_EVERY_MS = 5_000;
/** A look that takes its time is made a little less often, as long as what it finds is still told within a second of it. */
const MACHINES_SELDOM_MS = 900;
const REST = 15;
/** One that takes really long is made as often as leaves the server so much rest. */
const LONG_REST = 4;

/** What a server says for a while, when it or what it needs is being started. */
const PASSES: ReadonlySet<ErrorCode> = new Set(["SERVER_FAULT"]);

/**
 * The live inventory, by events and by looking again and again, on the connection of reads. A connection that has ended is made
 * again, everything asked for and looked at anew: what has changed meanwhile is told then, once.
 */
export class LiveInventory implements Pick<InventoryFeed, "start"> {
  readonly #line: Line;
  readonly #look: Look;
  readonly #bell: Bell;
  readonly #news = new News();
  readonly #tries = new Tries();
  /** Who waits for a look at everything that is yet to begin. */
  readonly #waiting = new Set<() => void>();
  #isStopped = false;

  constructor(line: Line, look: Look, bell: Bell) {
    this.#line = line;
    this.#look = look;
    this.#bell = bell;
  }

  async start(listeners: FeedListeners): Promise<void> {
    const client = await this.#begin(listeners);
    void this.#stand(client, listeners);
  }

  /** Resolves after a look at everything, which is begun at once; never, once it is over. */
  async caughtUp(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    this.#news.ofAll();
    await promise;
  }

  /** What stands is asked for again, on a new connection. */
  resume(): void {
    this.#tries.again();
    this.#news.wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#tries.again();
    this.#news.wake();
  }

  /** Events first: what happens while it is looked at is looked at again. */
  async #begin({ onUpdates }: FeedListeners): Promise<RpcClient> {
    const client = await this.#line.client();
    await subscribe(client, {
      onMachine: (id, dom) => {
        this.#news.ofMachine(id, dom);
        this.#bell.ring(id);
      },
      onStore: () => this.#news.ofStore(),
    });
    this.#news.take();
    const waiting = [...this.#waiting];
    const [stores, machines] = await Promise.all([
      this.#look.atStores(client),
      this.#look.atAllMachines(client),
    ]);
    this.#hand(onUpdates, stores, machines);
    this.#bell.ring(null);
    this.#release(waiting);
    return client;
  }

  async #stand(first: RpcClient, listeners: FeedListeners): Promise<void> {
    for (let client: RpcClient | null = first; !this.#isStopped; client = null) {
      const signal = this.#tries.begin();
      try {
        const connected = client ?? (await this.#begin(listeners));
        this.#tries.succeeded();
        await this.#follow(connected, signal, listeners);
      } catch (error) {
        if (this.#isStopped) return;
        if (!passes(error)) return listeners.onLost(asShosekiError(error));
        if (signal.aborted) continue;
        this.#tries.failed();
        // What was asked for on a connection is not asked for there again.
        this.#line.renew();
        // A libvirtd that is restarted is back at once.
        if (this.#tries.failures > 1) listeners.onInterrupted(asShosekiError(error));
        await this.#tries.due();
      }
    }
  }

  /** Until the connection has ended, which it throws, or the signal is aborted. */
  async #follow(client: RpcClient, signal: AbortSignal, { onUpdates }: FeedListeners): Promise<void> {
    const over: { why: Error | null; leave: () => void } = { why: null, leave: () => undefined };
    signal.addEventListener("abort", () => over.leave(), { once: true });
    void client.closed.then((why) => {
      over.why = why ?? failure("CONNECTION_LOST", { cause: "the connection was closed" });
      over.leave();
    });
    let machinesDue = performance.now() + MACHINES_EVERY_MS;
    let storesDue = performance.now() + STORES_EVERY_MS;
    const look = async (): Promise<void> => {
      await this.#news.wait(Math.max(0, Math.min(machinesDue, storesDue) - performance.now()));
      // What is news then is for the connection that takes the place of this one.
      if (signal.aborted || over.why !== null) return;
      const begun = performance.now();
      const { machines, isAll, stores } = this.#news.take();
      const waiting = [...this.#waiting];
      if (stores || begun >= storesDue) {
        const told = await this.#look.atStores(client);
        storesDue = performance.now() + STORES_EVERY_MS;
        if (signal.aborted) return;
        this.#hand(onUpdates, told);
      }
      const isDue = begun >= machinesDue || isAll;
      if (!isDue && machines.size === 0) return;
      const told = await (isDue ? this.#look.atAllMachines(client) : this.#look.atMachines(client, machines));
      const now = performance.now();
      if (isDue) machinesDue = now + pauseAfter(now - begun);
      // What was asked on a connection of before may be older than what was told since.
      if (signal.aborted) return;
      this.#hand(onUpdates, told);
      if (!isDue) return;
      this.#bell.ring(null);
      this.#release(waiting);
    };
    while (!signal.aborted) {
      if (over.why !== null) throw over.why;
      // Each look has an end of its own to race with: one for all would keep something of every look.
      const { promise, resolve } = Promise.withResolvers<void>();
      over.leave = resolve;
      await Promise.race([look(), promise]);
    }
  }

  #release(waiting: readonly (() => void)[]): void {
    for (const resolve of waiting) {
      this.#waiting.delete(resolve);
      resolve();
    }
  }

  #hand(onUpdates: FeedListeners["onUpdates"], ...news: readonly Told[]): void {
    if (this.#isStopped) return;
    const updates = news.flatMap((told) => told());
    if (updates.length > 0) onUpdates(updates);
  }
}

/** How long nothing is looked at after a look that took so long, in milliseconds. */
function pauseAfter(tookMs: number): number {
  return Math.max(MACHINES_EVERY_MS, Math.min(MACHINES_SELDOM_MS, REST * tookMs), LONG_REST * tookMs);
}

function passes(error: unknown): boolean {
  return isConnectionFault(error) || PASSES.has(asShosekiError(error).code);
}
