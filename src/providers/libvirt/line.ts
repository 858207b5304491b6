import { failure, type ShosekiError } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { Held } from "#providers/libvirt/held.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import type { CallOptions, RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { Tries } from "#providers/tries.js";

/**
 * One connection for one purpose: made when it is first needed, and made again for the next call once it has ended, or the server
 * would not read that call. What fails on the way to a connection is `NOT_SENT`, or whatever else `connect` throws, and is not
 * tried again at once, however many ask for it. A call is never sent twice.
 */
export class Line implements Caller {
  readonly #connect: (signal: AbortSignal) => Promise<RpcClient>;
  readonly #clients = new Set<RpcClient>();
  readonly #tries = new Tries();
  /** Over when a connection may be tried again. */
  #rest: Promise<void> = Promise.resolve();
  #held: Held | null = null;
  #making: Promise<Held> | null = null;
  #connecting = new AbortController();
  #over: ShosekiError | null = null;

  /** @param first one that has been made already */
  constructor(connect: (signal: AbortSignal) => Promise<RpcClient>, first: RpcClient | null = null) {
    this.#connect = connect;
    if (first !== null) this.#held = this.#hold(first);
  }

  async call<A, R>(procedure: Procedure<A, R>, args: A, options: CallOptions = {}): Promise<R> {
    let held = await this.#standing(options.signal);
    while (held.isRetired) held = await this.#standing(options.signal);
    return await held.call(procedure, args, options);
  }

  /** The connection that stands, or a new one. */
  async client(): Promise<RpcClient> {
    return (await this.#standing()).client;
  }

  /**
   * The next call gets a new connection. Calls on the one before are waited for as long as the server says anything there; one that
   * is being made is given up.
   */
  renew(): void {
    this.#held?.client.doubt();
    this.#held?.retire();
    this.#held = null;
    this.#making = null;
    this.#connecting.abort();
    this.#connecting = new AbortController();
  }

  /** The way to the server may be there again: whoever waits to try it does so now. */
  hurry(): void {
    this.#tries.again();
  }

  /** Lets go of all its connections: from now on every call fails so. */
  async end(error: ShosekiError): Promise<void> {
    this.#over ??= error;
    this.#held = null;
    this.#connecting.abort();
    this.#tries.again();
    await Promise.all([...this.#clients].map((client) => client.close()));
  }

  async #standing(signal?: AbortSignal): Promise<Held> {
    if (this.#over !== null) throw this.#over;
    if (this.#held?.takesCalls) return this.#held;
    this.#held?.retire();
    this.#held = null;
    this.#making ??= this.#make();
    const made = await unlessStopped(this.#making, signal);
    if (this.#over !== null) throw this.#over;
    return made;
  }

  #make(): Promise<Held> {
    const making = this.#open(this.#connecting.signal).finally(() => {
      if (this.#making === making) this.#making = null;
    });
    return making;
  }

  async #open(signal: AbortSignal): Promise<Held> {
    await unlessStopped(this.#rest, signal);
    const client = await this.#connect(signal).catch((error: unknown) => {
      // One that is given up has not failed.
      if (!signal.aborted) this.#pause();
      throw error;
    });
    if (this.#over !== null || signal.aborted) {
      await client.close();
      throw this.#over ?? failure("NOT_SENT", { cause: "the connection is made anew" });
    }
    this.#tries.succeeded();
    this.#held = this.#hold(client);
    return this.#held;
  }

  #pause(): void {
    this.#tries.failed();
    this.#rest = this.#tries.due();
  }

  #hold(client: RpcClient): Held {
    this.#clients.add(client);
    void client.closed.then(() => this.#clients.delete(client));
    return new Held(client);
  }
}

/** Whoever is stopped while a connection is made has sent nothing. */
async function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await promise;
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(failure("NOT_SENT", { cause: "it was stopped before it was sent" }));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
