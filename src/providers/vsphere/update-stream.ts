import { setTimeout as pause } from "node:timers/promises";
import { type ObjectUpdate, type UpdateSet, updateSet } from "#providers/vsphere/property-collector.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { morefOf, need } from "#providers/vsphere/xml-reader.js";
import { element, type Moref, textElement } from "#providers/vsphere/xml-writer.js";

/** How long the server holds a wait that has nothing to tell, in seconds. */
const WAIT_SECONDS = 30;
/** A real vCenter hands out less (100) when it sees fit, and says `truncated`. */
const OBJECTS_A_PAGE = 1000;
/** Pauses before a wait whose connection failed is tried again, in milliseconds. */
const RETRY_PAUSES = [100, 500, 2_000];

type Handler = (objects: readonly ObjectUpdate[]) => void;

/**
 * The one standing `WaitForUpdatesEx` of a session, on a connection of its own. Each filter's updates go to its
 * handler, in the server's order. What a filter holds at first comes as `enter` updates.
 */
export class UpdateStream {
  readonly #client: VimClient;
  readonly #collector: Moref;
  readonly #timeoutMs: number;
  readonly #handlers = new Map<string, Handler>();
  readonly #stopped = new AbortController();
  #version = "";

  constructor(client: VimClient, collector: Moref, timeoutMs: number) {
    this.#client = client;
    this.#collector = collector;
    this.#timeoutMs = timeoutMs;
  }

  /** @param spec the content of a PropertyFilterSpec */
  async addFilter(spec: string, handler: Handler): Promise<void> {
    const args = element("spec", spec) + textElement("partialUpdates", false);
    const response = await this.#client.call("CreateFilter", this.#collector, args);
    this.#handlers.set(morefOf(need(response, "returnval")).id, handler);
  }

  /** Resolves once everything that is there has been handed out; then goes on by itself until `stop`. */
  async start(onLost: (error: Error) => void): Promise<void> {
    // The next page is asked for before this one is handed out: the server makes it meanwhile.
    let page = this.#ask(0);
    for (let more = true; more; ) {
      const updates = await page;
      more = updates?.truncated === true;
      if (more) page = this.#ask(0);
      try {
        this.#hand(updates);
      } catch (error) {
        page.catch(() => undefined);
        throw error;
      }
    }
    void this.#stand(onLost);
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #stand(onLost: (error: Error) => void): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        this.#hand(await this.#ask(WAIT_SECONDS));
        failures = 0;
      } catch (error) {
        const wait = RETRY_PAUSES[failures];
        if (this.#stopped.signal.aborted) return;
        if (wait === undefined || !isWorthRetrying(error)) return onLost(error as Error);
        failures += 1;
        await pause(wait, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
      }
    }
  }

  /** One wait. Null when it ended without anything to tell. */
  async #ask(seconds: number): Promise<UpdateSet | null> {
    const limits = textElement("maxWaitSeconds", seconds) + textElement("maxObjectUpdates", OBJECTS_A_PAGE);
    const args = textElement("version", this.#version) + element("options", limits);
    const response = await this.#client.call("WaitForUpdatesEx", this.#collector, args, {
      timeoutMs: seconds * 1000 + this.#timeoutMs,
      signal: this.#stopped.signal,
    });
    const updates = updateSet(response);
    if (updates !== null) this.#version = updates.version;
    return updates;
  }

  #hand(updates: UpdateSet | null): void {
    for (const { filter, objects } of updates?.filters ?? []) this.#handlers.get(filter)?.(objects());
  }
}

function isWorthRetrying(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === "CONNECTION_LOST" || code === "NOT_SENT" || code === "REPLY_TIMEOUT";
}
