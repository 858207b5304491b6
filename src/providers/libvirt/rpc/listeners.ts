import type { RpcEvent } from "#providers/libvirt/rpc/events.js";
import { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";

interface Listening {
  readonly event: RpcEvent<unknown>;
  readonly listeners: Set<(message: unknown) => void>;
}

/** Who wants to hear of which events. */
export class Listeners {
  readonly #byNumber = new Map<number, Listening>();

  /** @returns what ends it */
  add<M>(event: RpcEvent<M>, listener: (message: M) => void): () => void {
    const listening = this.#byNumber.get(event.number) ?? { event, listeners: new Set() };
    this.#byNumber.set(event.number, listening);
    const told = (message: unknown) => listener(message as M);
    listening.listeners.add(told);
    return () => listening.listeners.delete(told);
  }

  /** An event that nobody listens to is passed over unread. `REPLY_INVALID` for one that cannot be read. */
  tell(number: number, payload: Uint8Array): void {
    const listening = this.#byNumber.get(number);
    if (listening === undefined || listening.listeners.size === 0) return;
    const reader = new XdrReader(payload, `the event ${listening.event.name}`);
    const message = listening.event.message.read(reader);
    reader.end();
    for (const listener of [...listening.listeners]) listener(message);
  }
}
