import { failure, type ShosekiError } from "#domain/errors.js";
import type { Mutation } from "#providers/mutation.js";
import { patiently } from "#providers/patiently.js";
import type { FaultKind, SimulatedCall } from "#providers/simulator/fault-plan.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import { wait } from "#providers/simulator/wait.js";
import type { Way } from "#providers/simulator/way.js";

/** What a call meets on its way, apart from `fail`, which is the task's. */
const FAULTS: Readonly<Record<Exclude<FaultKind, "fail">, (call: SimulatedCall) => ShosekiError>> = {
  refuse: (call) =>
    failure("SERVER_FAULT", { fault: "SystemError", message: `A simulated fault: ${call} is refused.` }),
  lost: (call) => failure("CONNECTION_LOST", { cause: `a simulated fault: the reply to ${call} was lost` }),
  unsent: (call) => failure("NOT_SENT", { cause: `a simulated fault: ${call} could not be sent` }),
  expire: () => failure("SESSION_ENDED", {}),
};

/** What a call has begun at the server. */
export interface Begun<T> {
  readonly answer: T;
  /** Resolves when it is done, or waits for others. */
  readonly reached: Promise<void>;
}

/** A session's way to the server: what each call costs, what goes wrong with it, and when it is all over. */
export class Connection {
  readonly #server: SimulatedServer;
  readonly #way: Way;
  /** Which of the server's sessions it is. */
  readonly session: string;
  readonly #ended = new AbortController();
  readonly #closed = new AbortController();
  #leaving = false;
  /** What the server knows, and we only when it gets through. */
  #over = false;

  constructor(server: SimulatedServer, way: Way, user: string) {
    this.#server = server;
    this.#way = way;
    this.session = server.sessions.add(user, () => this.#end());
  }

  /** Aborted with `SESSION_ENDED` when the server ends the session, by request or of its own accord. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Aborted with `CONNECTION_LOST` when we let go. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Whether we have asked for the end ourselves. */
  get leaving(): boolean {
    return this.#leaving;
  }

  /** Ends the session at the server. `SESSION_ENDED` when it had ended already, `NOT_SENT` once we have let go. */
  async logout(): Promise<void> {
    this.#mustBeOpen();
    this.#leaving = true;
    await patiently(() => this.#exchange(() => this.#end()), [this.closed]);
  }

  close(): void {
    this.#closed.abort(failure("CONNECTION_LOST", { cause: "the session has been closed" }));
  }

  /**
   * A call that changes nothing. `answer` is asked when the request has arrived; the call is over when it has
   * settled, when the session is, or with `GAVE_UP_WAITING` when `signal` is aborted.
   *
   * @param counted the kind of call that faults are counted by; null for calls that nothing happens to
   */
  read<T>(counted: "read" | "ping" | null, answer: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
    const fault = counted === null ? null : this.#server.faults.next(counted);
    const exchange = () =>
      this.#exchange(() => {
        this.#strike(counted, fault);
        return answer();
      });
    return patiently(exchange, [this.ended, this.closed], signal);
  }

  /**
   * A call that changes something, which `start` begins. Once sent it arrives, whether or not anybody still waits for
   * the answer. `start` may refuse by throwing.
   */
  async mutate<T>(
    call: SimulatedCall,
    mutation: Pick<Mutation, "signal">,
    start: (failing: boolean) => Begun<T>,
  ): Promise<T> {
    this.#mustBeOpen();
    if (mutation.signal?.aborted) throw failure("NOT_SENT", { cause: "it was stopped before it was sent" });
    const fault = this.#server.faults.next(call);
    const exchange = () =>
      this.#exchange(async () => {
        if (fault !== "lost") this.#strike(call, fault);
        const { answer, reached } = start(fault === "fail");
        if (fault === "lost") {
          await reached;
          this.#strike(call, fault);
        }
        return answer;
      });
    // The end of the session is no answer to a call that has arrived before it.
    return patiently(exchange, [this.closed], mutation.signal);
  }

  /** What is asked once we have let go never leaves. */
  #mustBeOpen(): void {
    if (this.closed.aborted) throw failure("NOT_SENT", { cause: "the session has been closed" });
  }

  /** The way to the server, what it does there, and the way back; a session that is over gets no further. */
  async #exchange<T>(serve: () => T | Promise<T>): Promise<T> {
    if (this.#way.isCut) throw failure("NOT_SENT", { cause: "a simulated fault: the network is cut" });
    await wait(this.#server.latency, this.closed);
    try {
      if (this.#over) throw failure("SESSION_ENDED", {});
      return await serve();
    } finally {
      if (this.#way.isCut) await this.#way.open();
    }
  }

  #strike(call: SimulatedCall | null, fault: FaultKind | null): void {
    if (call === null || fault === null || fault === "fail") return;
    if (fault === "expire") this.#end();
    throw FAULTS[fault](call);
  }

  #end(): void {
    this.#over = true;
    this.#server.sessions.remove(this.session);
    const tell = (): void => this.#ended.abort(failure("SESSION_ENDED", {}));
    if (this.#way.isCut) void this.#way.open().then(tell);
    else tell();
  }
}
