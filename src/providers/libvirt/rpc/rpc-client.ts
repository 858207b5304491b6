import { failure, ShosekiError } from "#domain/errors.js";
import { callBytes } from "#providers/libvirt/rpc/call-bytes.js";
import type { RpcEvent } from "#providers/libvirt/rpc/events.js";
import { Keepalive, type KeepaliveOptions } from "#providers/libvirt/rpc/keepalive.js";
import { KeepaliveMessages } from "#providers/libvirt/rpc/keepalive-messages.js";
import { Listeners } from "#providers/libvirt/rpc/listeners.js";
import { MESSAGE_TYPES, type Message, PROGRAMS } from "#providers/libvirt/rpc/message.js";
import { MessageSplitter } from "#providers/libvirt/rpc/message-splitter.js";
import { Outgoing, type Parcel } from "#providers/libvirt/rpc/outgoing.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { reasonOf } from "#providers/libvirt/rpc/reason.js";
import { replyIn } from "#providers/libvirt/rpc/reply.js";
import { WaitingCalls } from "#providers/libvirt/rpc/waiting-calls.js";
import type { Wire, WireFacts } from "#providers/libvirt/sockets/wire.js";

/** libvirtd's `max_client_requests`: with so many unanswered it reads no more of a client, and so no ping either. */
const SERVER_READS = 5;

/** How long a server is given to say goodbye. */
const CLOSE_MS = 1_000;

export interface ClientOptions {
  /** How long a reply is waited for unless a call says otherwise. */
  readonly timeoutMs: number;
  readonly keepalive: KeepaliveOptions;
  /** Asks the server on another connection whether it is there. Never rejects. */
  readonly answersElsewhere: (signal: AbortSignal) => Promise<boolean>;
}

export interface CallOptions {
  /** Aborted: no longer waited for. The server is not told of it. */
  readonly signal?: AbortSignal | undefined;
  /** Null: for as long as the connection lasts, which keepalive sees to. */
  readonly timeoutMs?: number | null;
  /** Told right before it is handed to the system: from then on nobody knows whether it arrives. */
  readonly onSent?: () => void;
  /** The server goes to another one itself for it: that it has lost that one is then its answer. */
  readonly goesFurther?: true;
}

/**
 * libvirt's RPC over one connection: calls side by side, replies in whatever order they come, events between them. Nothing is
 * ever sent twice by it.
 */
export class RpcClient {
  /** Resolves when the connection has ended, with why; null when it was closed here. Never rejects. */
  readonly closed: Promise<ShosekiError | null>;
  readonly facts: WireFacts;
  readonly #wire: Wire;
  readonly #timeoutMs: number;
  readonly #splitter = new MessageSplitter();
  readonly #calls = new WaitingCalls();
  readonly #listeners = new Listeners();
  readonly #outgoing: Outgoing;
  readonly #keepalive: Keepalive;
  readonly #keepaliveMessages: KeepaliveMessages;
  readonly #tellClosed: (why: ShosekiError | null) => void;
  /** Why it has ended; undefined while it has not. */
  #ended: ShosekiError | null | undefined;
  #endedThere = false;
  readonly #knocking = new AbortController();
  /** The way to the server was gone meanwhile: who says nothing after that is not there. */
  #isDoubted = false;

  constructor(wire: Wire, { timeoutMs, keepalive, answersElsewhere }: ClientOptions) {
    const { promise, resolve } = Promise.withResolvers<ShosekiError | null>();
    this.closed = promise;
    this.#tellClosed = resolve;
    this.facts = wire.facts;
    this.#wire = wire;
    this.#timeoutMs = timeoutMs;
    this.#outgoing = new Outgoing(wire.stream);
    this.#keepaliveMessages = new KeepaliveMessages(this.#outgoing);
    this.#keepalive = new Keepalive(keepalive, {
      ping: () => this.#keepaliveMessages.ping(),
      onDead: (silentMs) => this.#end(lost(`the server has said nothing for ${silentMs / 1000} s`)),
      mayBeSilent: () => !this.#isDoubted && this.#calls.size >= SERVER_READS,
      answersElsewhere: () => answersElsewhere(this.#knocking.signal),
    });
    wire.stream.on("data", (chunk: Buffer) => this.#take(chunk));
    wire.stream.on("error", (error) => this.#end(lost(reasonOf(error), error)));
    const closed = () => {
      this.#endedThere ||= this.#ended === undefined;
      this.#end(lost(this.#howClosed()));
    };
    wire.stream.on("end", closed);
    wire.stream.on("close", closed);
  }

  /** Whether it has not ended, and the server would read a call: not where it is at work on some that nobody waits for any more. */
  get takesCalls(): boolean {
    const { size, abandoned } = this.#calls;
    return (
      this.#ended === undefined && this.#wire.stream.writable && (abandoned === 0 || size < SERVER_READS)
    );
  }

  /**
   * One call, sent once. Errors: `NOT_SENT` (it did not leave this machine); `SERVER_FAULT`, which the server has said (see
   * `libvirtErrorOf`); `CONNECTION_LOST`, `REPLY_TIMEOUT`, `REPLY_INVALID`, `GAVE_UP_WAITING` (it may have arrived).
   */
  async call<A, R>(procedure: Procedure<A, R>, args: A, options: CallOptions = {}): Promise<R> {
    const { signal, timeoutMs = this.#timeoutMs } = options;
    if (this.#ended !== undefined) throw notSent(whyEnded(this.#ended), this.#ended);
    if (!this.#wire.stream.writable) throw notSent("the connection is closed");
    if (signal?.aborted) throw notSent("it was stopped before it was sent");
    const serial = this.#calls.nextSerial();
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const call = {
      procedure: procedure.number,
      isSent: false,
      // A reply that cannot be read is its call's alone: where it ends is known, and the next is as good as before.
      answer: (message: Message) => {
        try {
          resolve(replyIn(message, procedure));
        } catch (error) {
          reject(error);
        }
      },
      fail: reject,
    };
    const parcel: Parcel = {
      bytes: callBytes(procedure, args, serial),
      onSent: () => {
        call.isSent = true;
        options.onSent?.();
      },
    };
    const giveUp = (why: string, error: ShosekiError) => {
      this.#calls.giveUp(serial);
      this.#outgoing.takeBack(parcel);
      reject(call.isSent ? error : notSent(why));
    };
    const late = () => {
      const seconds = (timeoutMs ?? 0) / 1000;
      giveUp(`it could not be sent within ${seconds} s`, failure("REPLY_TIMEOUT", { seconds }));
    };
    const abort = () => giveUp("it was stopped before it was sent", failure("GAVE_UP_WAITING", {}));
    const timer = timeoutMs === null ? undefined : setTimeout(late, timeoutMs);
    signal?.addEventListener("abort", abort, { once: true });
    this.#calls.add(serial, call);
    this.#outgoing.add(parcel);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  /**
   * Listens to an event, which the server tells once it has been asked for it. Listeners are called as messages are read: one may
   * hear of what came right behind a reply before whoever awaits that reply goes on.
   *
   * @returns what ends it
   */
  on<M>(event: RpcEvent<M>, listener: (message: M) => void): () => void {
    return this.#listeners.add(event, listener);
  }

  /** From now on a server that says nothing is asked whether it is there. Only for one that has the feature. */
  keepAlive(): void {
    if (this.#ended === undefined) this.#keepalive.start();
  }

  /** The way to the server was gone: from now on silence is not taken for work, however much the server has of it. */
  doubt(): void {
    this.#isDoubted = true;
  }

  /**
   * Asks the server to end the connection: that it does before its answer has been read is an answer. Errors: those of a call, but
   * `CONNECTION_LOST` only where it was not the server that ended it.
   */
  async goodbye(): Promise<void> {
    try {
      await this.call(PROCEDURES.connectClose, {});
    } catch (error) {
      const isLost = error instanceof ShosekiError && error.code === "CONNECTION_LOST";
      if (!isLost || !this.#endedThere) throw error;
    }
  }

  /** Says goodbye, and ends the connection; what still waits is lost. Never throws. */
  async close(): Promise<void> {
    await this.call(PROCEDURES.connectClose, {}, { timeoutMs: CLOSE_MS }).catch(() => undefined);
    this.#end(null);
  }

  #take(chunk: Buffer): void {
    this.#keepalive.heard();
    try {
      for (const message of this.#splitter.push(chunk)) {
        if (this.#ended !== undefined) return;
        this.#dispatch(message);
      }
    } catch (error) {
      const known = error instanceof ShosekiError;
      this.#end(
        known ? error : lost(`what the server told could not be taken in (${reasonOf(error)})`, error),
      );
    }
  }

  /** Throws `REPLY_INVALID` for what a server has no reason to send. */
  #dispatch(message: Message): void {
    const { program, version, type } = message;
    if (program === PROGRAMS.keepalive.number && version === PROGRAMS.keepalive.version) {
      this.#keepaliveMessages.take(message);
    } else if (program !== PROGRAMS.remote.number || version !== PROGRAMS.remote.version) {
      throw failure("REPLY_INVALID", {
        problem: `a message is of a program that is not known here (${program})`,
      });
    } else if (type === MESSAGE_TYPES.reply) {
      this.#calls.answer(message);
    } else if (type === MESSAGE_TYPES.message) {
      this.#listeners.tell(message.procedure, message.payload);
    } else {
      throw failure("REPLY_INVALID", { problem: `a message is of a type that was not asked for (${type})` });
    }
  }

  #howClosed(): string {
    return this.#splitter.isWithin
      ? "the server closed the connection in the middle of a message"
      : "the server has closed the connection";
  }

  #end(why: ShosekiError | null): void {
    if (this.#ended !== undefined) return;
    this.#ended = why;
    this.#keepalive.stop();
    this.#knocking.abort();
    const after = why ?? lost(whyEnded(why));
    this.#calls.failAll((call) => (call.isSent ? after : notSent(whyEnded(why), why)));
    this.#wire.stream.destroy();
    this.#tellClosed(why);
  }
}

function whyEnded(why: ShosekiError | null): string {
  return why === null ? "the connection was closed here" : reasonOf(why);
}

function lost(cause: string, error?: unknown): ShosekiError {
  return failure("CONNECTION_LOST", { cause }, error);
}

function notSent(cause: string, error?: unknown): ShosekiError {
  return failure("NOT_SENT", { cause }, error ?? undefined);
}
