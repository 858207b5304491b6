import { ShosekiError } from "#domain/errors.js";
import { isConnectionFault, isGivenUp } from "#providers/connection-fault.js";
import type { FeedListeners } from "#providers/inventory-feed.js";
import { Tries } from "#providers/tries.js";
import {
  type ObjectUpdate,
  objectsSpec,
  type UpdateSet,
  updateSet,
} from "#providers/vsphere/property-collector.js";
import { SERVICE_INSTANCE } from "#providers/vsphere/service-content.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { morefOf, need, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { element, type Moref, textElement } from "#providers/vsphere/xml-writer.js";

/** How long the server holds a wait that has nothing to tell, in seconds. */
const WAIT_SECONDS = 30;
/** A real vCenter hands out less (100) when it sees fit, and says `truncated`. */
const OBJECTS_A_PAGE = 1000;

/** Everybody can see it, and what is read of it never changes. */
const MARK = objectsSpec(
  [{ type: SERVICE_INSTANCE.type, paths: ["content.about.apiType"] }],
  [SERVICE_INSTANCE],
);

const ignore = () => undefined;

type Handler = (objects: readonly ObjectUpdate[]) => void;
/** The session, over connections for calls, and over those that the wait may hold. */
export interface StreamClients {
  readonly calls: VimClient;
  readonly waits: VimClient;
}
/** Who is told how the wait fares. */
export type StreamListeners = Pick<FeedListeners, "onInterrupted" | "onLost">;

/**
 * The one standing `WaitForUpdatesEx` of a session, on a connection of its own. Each filter's updates go to its
 * handler, in the server's order. What a filter holds at first comes as `enter` updates.
 *
 * A way to the server that is gone is waited for: each wait is asked with the version that was handed out last, which is
 * also what says that it has arrived, and the server gives an answer again until then. So nothing is lost, nor comes twice.
 */
export class UpdateStream {
  readonly #calls: VimClient;
  readonly #waits: VimClient;
  readonly #collector: Moref;
  readonly #timeoutMs: number;
  readonly #handlers = new Map<string, Handler>();
  readonly #stopped = new AbortController();
  readonly #tries = new Tries();
  /** What was reported of filters whose making has not been answered yet. */
  readonly #early = new Map<string, ObjectUpdate[]>();
  #beingMade = 0;
  /** Who waits for the next page. */
  readonly #onPage = new Set<() => void>();
  /** No filter is being taken away any more. */
  #cleared: Promise<void> = Promise.resolve();
  #version = "";
  #isTruncated = false;

  constructor({ calls, waits }: StreamClients, collector: Moref, timeoutMs: number) {
    this.#calls = calls;
    this.#waits = waits;
    this.#collector = collector;
    this.#timeoutMs = timeoutMs;
  }

  /** @param spec the content of a PropertyFilterSpec */
  async addFilter(spec: string, handler: Handler): Promise<void> {
    await this.#filter((args) => this.#calls.call("CreateFilter", this.#collector, args), spec, handler);
  }

  /**
   * Resolves when all has been handed out that was so at the server when this was called; never, once it has been stopped. A
   * filter is made for it: what that selects is reported after all that is older.
   */
  async caughtUp(): Promise<void> {
    await this.#cleared;
    const { promise: reported, resolve } = Promise.withResolvers<void>();
    // A second one, where the answer was lost, reports to nobody.
    const create = (args: string) => this.#calls.read("CreateFilter", this.#collector, args);
    const filter = await this.#filter(create, MARK, () => resolve());
    await reported;
    // The pages of an answer are in no order.
    while (this.#isTruncated) await new Promise<void>((next) => this.#onPage.add(next));
    this.#handlers.delete(filter.id);
    const cleared = this.#calls.call("DestroyPropertyFilter", filter, "").then(ignore, ignore);
    this.#cleared = Promise.all([this.#cleared, cleared]).then(ignore);
  }

  /** Resolves once everything that is there has been handed out; then goes on by itself until `stop`. */
  async start(listeners: StreamListeners): Promise<void> {
    // The next page is asked for before this one is handed out: the server makes it meanwhile.
    let page = this.#ask(0, this.#stopped.signal);
    for (let more = true; more; ) {
      const updates = await page;
      more = updates?.truncated === true;
      if (more) page = this.#ask(0, this.#stopped.signal);
      try {
        this.#hand(updates);
      } catch (error) {
        page.catch(() => undefined);
        throw error;
      }
    }
    void this.#stand(listeners);
  }

  /** The wait that stands is given up and asked again, at once. An answer that has come is not given up. */
  resume(): void {
    this.#tries.again();
  }

  stop(): void {
    this.#stopped.abort();
    this.#tries.again();
  }

  async #stand({ onInterrupted, onLost }: StreamListeners): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const signal = this.#tries.begin();
      try {
        this.#hand(await this.#ask(WAIT_SECONDS, signal));
        this.#tries.succeeded();
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        if (!passes(error)) return onLost(error as Error);
        if (signal.aborted) continue;
        this.#tries.failed();
        // A server may let go of a connection that was kept alive, and be there all the same.
        if (this.#tries.failures > 1) onInterrupted(error);
        await this.#tries.due();
      }
    }
  }

  /** One wait. Null when it ended without anything to tell. */
  async #ask(seconds: number, signal: AbortSignal): Promise<UpdateSet | null> {
    const limits = textElement("maxWaitSeconds", seconds) + textElement("maxObjectUpdates", OBJECTS_A_PAGE);
    const args = textElement("version", this.#version) + element("options", limits);
    const response = await this.#waits.call("WaitForUpdatesEx", this.#collector, args, {
      timeoutMs: seconds * 1000 + this.#timeoutMs,
      signal,
    });
    const updates = updateSet(response);
    if (updates !== null) this.#version = updates.version;
    return updates;
  }

  #hand(updates: UpdateSet | null): void {
    this.#isTruncated = updates?.truncated === true;
    for (const { filter, objects } of updates?.filters ?? []) {
      const handler = this.#handlers.get(filter);
      if (handler !== undefined) handler(objects());
      else if (this.#beingMade > 0)
        this.#early.set(filter, [...(this.#early.get(filter) ?? []), ...objects()]);
    }
    for (const next of this.#onPage) next();
    this.#onPage.clear();
  }

  async #filter(create: (args: string) => Promise<XmlNode>, spec: string, handler: Handler): Promise<Moref> {
    this.#beingMade += 1;
    try {
      const response = await create(element("spec", spec) + textElement("partialUpdates", false));
      const filter = morefOf(need(response, "returnval"));
      this.#handlers.set(filter.id, handler);
      const early = this.#early.get(filter.id);
      if (early !== undefined) handler(early);
      return filter;
    } finally {
      this.#beingMade -= 1;
      if (this.#beingMade === 0) this.#early.clear();
    }
  }
}

/** Whether the server may answer when it is asked again. */
function passes(error: unknown): error is ShosekiError {
  return isConnectionFault(error) || isGivenUp(error) || isOvertaken(error);
}

/** A later wait ends one that stands: so does an earlier one of ours that the network let through late. */
function isOvertaken(error: unknown): error is ShosekiError {
  const { problem } = error instanceof ShosekiError ? error : { problem: null };
  return problem?.code === "SERVER_FAULT" && problem.facts.fault === "RequestCanceled";
}
