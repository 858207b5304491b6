import { failure, type ShosekiError } from "#domain/errors.js";
import type { Message } from "#providers/libvirt/rpc/message.js";

const LAST_SERIAL = 0xffff_ffff;

/** A call that has no reply yet. */
export interface WaitingCall {
  /** The procedure's number. */
  readonly procedure: number;
  /** Whether it has been handed to the system: then nobody knows whether the server has it. */
  readonly isSent: boolean;
  answer(message: Message): void;
  fail(error: ShosekiError): void;
}

/** The calls on one connection by their serial, and those that nobody waits for any more and that the server may still answer. */
export class WaitingCalls {
  readonly #waiting = new Map<number, WaitingCall>();
  readonly #abandoned = new Map<number, WaitingCall>();
  #serial = 0;

  /** How many the server has not answered. */
  get size(): number {
    return this.#waiting.size + this.#abandoned.size;
  }

  /** How many of those nobody waits for any more. */
  get abandoned(): number {
    return this.#abandoned.size;
  }

  nextSerial(): number {
    this.#serial = this.#serial === LAST_SERIAL ? 1 : this.#serial + 1;
    return this.#serial;
  }

  add(serial: number, call: WaitingCall): void {
    this.#waiting.set(serial, call);
  }

  /** It is waited for no longer: its reply, should one come, goes nowhere. */
  giveUp(serial: number): void {
    const call = this.#waiting.get(serial);
    this.#waiting.delete(serial);
    if (call?.isSent) this.#abandoned.set(serial, call);
  }

  /** Hands a reply to its call. `REPLY_INVALID` for one that is no call's: from then on no reply can be trusted. */
  answer(message: Message): void {
    const { serial, procedure } = message;
    const call = this.#waiting.get(serial) ?? this.#abandoned.get(serial);
    if (call?.procedure !== procedure || !call.isSent) {
      throw failure("REPLY_INVALID", {
        problem: `a reply has come that belongs to no call (number ${serial})`,
      });
    }
    this.#abandoned.delete(serial);
    if (this.#waiting.delete(serial)) call.answer(message);
  }

  /** The connection has ended: all that is waited for fails. */
  failAll(errorOf: (call: WaitingCall) => ShosekiError): void {
    const calls = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#abandoned.clear();
    for (const call of calls) call.fail(errorOf(call));
  }
}
