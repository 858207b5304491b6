import { subscribe, unsubscribe } from "node:diagnostics_channel";

/**
 * Time that requests of undici wait for the server: from the request's last byte sent to its answer's headers, in
 * milliseconds. Requests of one operation follow each other, so the sum of their waits is the operation's. The standing
 * wait of the inventory is left out.
 */
export class NetworkWait {
  #sent = new WeakMap<object, number>();
  #total = 0;

  readonly #onSent = (message: unknown) => {
    this.#sent.set((message as { request: object }).request, performance.now());
  };

  readonly #onHeaders = (message: unknown) => {
    const { request } = message as { request: { body?: unknown } };
    const sent = this.#sent.get(request);
    if (sent !== undefined && !isStandingWait(request)) this.#total += performance.now() - sent;
  };

  start(): void {
    subscribe("undici:request:bodySent", this.#onSent);
    subscribe("undici:request:headers", this.#onHeaders);
  }

  stop(): void {
    unsubscribe("undici:request:bodySent", this.#onSent);
    unsubscribe("undici:request:headers", this.#onHeaders);
  }

  /** What has been waited since this was last asked. */
  take(): number {
    const total = this.#total;
    this.#total = 0;
    return total;
  }
}

function isStandingWait({ body }: { body?: unknown }): boolean {
  return String(body).includes("<WaitForUpdatesEx");
}
