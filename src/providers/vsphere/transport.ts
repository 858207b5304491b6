import { type buildConnector, type Dispatcher, Pool } from "undici";
import { failure, ShosekiError } from "#domain/errors.js";
import { reasonOf, type TrustedConnector } from "#providers/vsphere/trust.js";
import { readXml, type XmlNode } from "#providers/vsphere/xml-reader.js";

/** An idle connection is let go before any server would drop it under a request being sent. */
const IDLE_CONNECTION_MS = 20_000;

export interface Reply {
  readonly status: number;
  readonly root: XmlNode;
  readonly cookies: readonly string[];
}

export interface Exchange {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Kept-alive TLS connections to one server. Nothing is ever sent twice by it. */
export class Transport {
  readonly #newPool: () => Pool;
  #pool: Pool;
  /** Pools that were renewed, while they still have something under way. */
  readonly #old = new Set<Pool>();
  /** Connections that are being made, by what gives them up. */
  readonly #making = new Set<() => void>();
  #newestDate: number | null = null;
  #renewal = new AbortController();
  #closed = false;

  /** @param origin `https://host:port` */
  constructor(origin: string, connector: TrustedConnector, connections: number) {
    this.#newPool = () =>
      new Pool(origin, {
        connect: givingUp(connector.connect, this.#making),
        connections,
        pipelining: 1,
        allowH2: false,
        keepAliveTimeout: IDLE_CONNECTION_MS,
        keepAliveMaxTimeout: IDLE_CONNECTION_MS,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    this.#pool = this.#newPool();
  }

  /**
   * One request, one reply, parsed as it arrives. Errors: `NOT_SENT`, `CERTIFICATE_UNTRUSTED`, `CERTIFICATE_CHANGED`
   * (nothing left this machine), `CONNECTION_LOST`, `REPLY_TIMEOUT`, `REPLY_INVALID`, `GAVE_UP_WAITING` (it may have arrived). One that
   * ends while it still waits for its connection is `NOT_SENT`, whatever ends it.
   */
  async exchange(exchange: Exchange): Promise<Reply> {
    // AbortSignal.timeout holds on to what is combined with it until its time is over, answered or not.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), exchange.timeoutMs);
    const deadline = late.signal;
    const signal = exchange.signal === undefined ? deadline : AbortSignal.any([deadline, exchange.signal]);
    let sent = false;
    const onSend = () => {
      sent = true;
    };
    try {
      signal.throwIfAborted();
      return await untilAborted(signal, this.#send(exchange, signal, onSend));
    } catch (error) {
      if (error instanceof ShosekiError) throw error;
      if (!sent) throw failure("NOT_SENT", { cause: whyUnsent(error, exchange, deadline) }, error);
      if (exchange.signal?.aborted) throw failure("GAVE_UP_WAITING", {}, error);
      if (deadline.aborted) throw failure("REPLY_TIMEOUT", { seconds: exchange.timeoutMs / 1000 }, error);
      throw failure("CONNECTION_LOST", { cause: reasonOf(error) }, error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(
    { method, path, headers, body }: Exchange,
    signal: AbortSignal,
    onSend: () => void,
  ): Promise<Reply> {
    const way = this.#pool.compose(telling(signal, onSend));
    const response = await way.request({ method, path, headers, body, signal });
    const date = Date.parse(String(response.headers.date));
    if (!Number.isNaN(date)) this.#newestDate = date;
    const cookies = response.headers["set-cookie"] ?? [];
    return {
      status: response.statusCode,
      root: await readXml(response.body),
      cookies: typeof cookies === "string" ? [cookies] : cookies,
    };
  }

  /** Aborted when the connections are next renewed: what has not been answered by then may never be. */
  get renewed(): AbortSignal {
    return this.#renewal.signal;
  }

  /**
   * Whatever is asked from now on goes over new connections. Idle ones are let go; what has been sent may still be answered,
   * and its connection is let go then; what waits for one that is being made is `NOT_SENT`.
   */
  renew(): void {
    if (this.#closed) return;
    const old = this.#pool;
    this.#pool = this.#newPool();
    this.#old.add(old);
    const forget = () => this.#old.delete(old);
    old.close().then(forget, forget);
    for (const giveUp of this.#making) giveUp();
    const renewal = this.#renewal;
    this.#renewal = new AbortController();
    renewal.abort();
  }

  /** What the newest reply's `Date` said, in milliseconds since 1970, to a second; null where none has said it. */
  newestDate(): number | null {
    return this.#newestDate;
  }

  /** Destroys every connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#pool, ...this.#old].map((pool) => pool.destroy()));
  }
}

/** A connector whose connections can be given up while they are being made, which its own does not say. */
function givingUp(connect: buildConnector.connector, making: Set<() => void>): buildConnector.connector {
  return (options, callback) => {
    const done: buildConnector.Callback = (...made) => {
      const [, socket] = made;
      if (making.delete(giveUp)) callback(...made);
      else socket?.on("error", () => undefined).destroy();
    };
    const giveUp = () => done(failure("NOT_SENT", { cause: "the connection was not there in time" }), null);
    making.add(giveUp);
    connect(options, done);
  };
}

/** Tells when a request has its connection and is about to be written to it; what was aborted by then never is. */
function telling(signal: AbortSignal, onSend: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      if (!signal.aborted) onSend();
      start?.(controller, context);
    };
    return dispatch(options, handler);
  };
}

function whyUnsent(error: unknown, { signal, timeoutMs }: Exchange, deadline: AbortSignal): string {
  if (signal?.aborted) return "it was stopped before it was sent";
  return deadline.aborted ? `there was no connection for it within ${timeoutMs / 1000} s` : reasonOf(error);
}

/**
 * A request that waits for its connection does not heed its signal until there is one (undici); then it is given up
 * before it is sent.
 */
async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
