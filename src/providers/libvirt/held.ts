import { failure } from "#domain/errors.js";
import { saidOfLossBehind } from "#providers/libvirt/rpc/lost-behind.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions, RpcClient } from "#providers/libvirt/rpc/rpc-client.js";

/** A connection, and the calls on it: once retired it takes no more, and is closed after the last. */
export class Held {
  readonly client: RpcClient;
  #calls = 0;
  #isRetired = false;

  constructor(client: RpcClient) {
    this.client = client;
  }

  get isRetired(): boolean {
    return this.#isRetired;
  }

  get takesCalls(): boolean {
    return !this.#isRetired && this.client.takesCalls;
  }

  /**
   * A call. Where a server says that it has lost the one behind it, nobody knows what became of the call (`CONNECTION_LOST`), and the
   * next is to go over another connection.
   */
  async call<A, R>(procedure: Procedure<A, R>, args: A, options: CallOptions): Promise<R> {
    this.#calls += 1;
    try {
      return await this.client.call(procedure, args, options);
    } catch (error) {
      const loss = saidOfLossBehind(error);
      if (loss === null || (options.goesFurther && (await this.#isWhole()))) throw error;
      this.retire();
      const cause = `the server has lost the way to another, to which it passes calls on: ${loss.message}`;
      throw failure("CONNECTION_LOST", { cause }, error);
    } finally {
      this.#calls -= 1;
      this.#closeAfterLast();
    }
  }

  retire(): void {
    this.#isRetired = true;
    this.#closeAfterLast();
  }

  #closeAfterLast(): void {
    if (this.#isRetired && this.#calls === 0) void this.client.close();
  }

  /** Whether whoever is behind the server answers what is asked over this connection. */
  async #isWhole(): Promise<boolean> {
    return await this.client.call(PROCEDURES.connectGetLibVersion, {}).then(
      () => true,
      () => false,
    );
  }
}
