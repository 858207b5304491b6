import { failure } from "#domain/errors.js";
import {
  MESSAGE_STATUS,
  MESSAGE_TYPES,
  type Message,
  messageBytes,
  PROGRAMS,
} from "#providers/libvirt/rpc/message.js";
import type { Outgoing } from "#providers/libvirt/rpc/outgoing.js";

/** `virkeepaliveprotocol.x`. */
const KEEPALIVE_PROCEDURES = { ping: 1, pong: 2 } as const;

/** Both sides may ask whether the other is there. One of each is in the way out at most, however often the server asks. */
export class KeepaliveMessages {
  readonly #outgoing: Outgoing;
  readonly #waiting = new Set<number>();

  constructor(outgoing: Outgoing) {
    this.#outgoing = outgoing;
  }

  ping(): void {
    this.#send(KEEPALIVE_PROCEDURES.ping);
  }

  /** Answers a ping. Throws `REPLY_INVALID` for what is neither that nor an answer to one. */
  take({ procedure, type }: Message): void {
    const known = procedure === KEEPALIVE_PROCEDURES.ping || procedure === KEEPALIVE_PROCEDURES.pong;
    if (!known || type !== MESSAGE_TYPES.message) {
      throw failure("REPLY_INVALID", { problem: `a keepalive message is none (${procedure})` });
    }
    if (procedure === KEEPALIVE_PROCEDURES.ping) this.#send(KEEPALIVE_PROCEDURES.pong);
  }

  #send(procedure: number): void {
    if (this.#waiting.has(procedure)) return;
    this.#waiting.add(procedure);
    this.#outgoing.add({ bytes: keepaliveBytes(procedure), onSent: () => this.#waiting.delete(procedure) });
  }
}

function keepaliveBytes(procedure: number): Buffer {
  return messageBytes({
    program: PROGRAMS.keepalive.number,
    version: PROGRAMS.keepalive.version,
    procedure,
    type: MESSAGE_TYPES.message,
    serial: 0,
    status: MESSAGE_STATUS.ok,
    payload: new Uint8Array(),
  });
}
