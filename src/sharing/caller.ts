import { setMaxListeners } from "node:events";
import type { Socket } from "node:net";
import { LineSplitter } from "#sharing/line-splitter.js";
import {
  LARGEST_MESSAGE,
  PROTOCOL,
  type RunRequest,
  readClientMessage,
  type ServerMessage,
  type SharedExit,
  written,
} from "#sharing/message.js";

/** How long a caller may take to say what it wants, in milliseconds. */
const ASKS_WITHIN_MS = 10_000;
/** How long a caller may take to hear how it ended, when there is no more time, in milliseconds. */
const LISTENS_WITHIN_MS = 1_000;
/** How much of what it is told a caller may leave unread, in bytes, before it is let go. */
const MOST_UNREAD = 32 * 1024 * 1024;
/** How much is told in one message, in UTF-16 units; a single line that is longer stays whole. */
const TOLD_AT_ONCE = 64 * 1024;

/** How what is run reaches whoever asked for it, and how they are heard. */
export interface Channel {
  /** Whole lines, without the last newline. */
  out(text: string): void;
  err(text: string): void;
  status(text: string | null): void;
  /** Aborted once they have said so, or are gone: begin nothing more. */
  readonly stopping: AbortSignal;
  /** Aborted: wait no longer. */
  readonly givingUp: AbortSignal;
}

export interface Serving {
  /** The program's version: another one's requests are not taken. */
  readonly program: string;
  /** Whether there is a session to run something on now. */
  ready(): boolean;
  /** Runs a request; answers its exit code. */
  serve(request: RunRequest, channel: Channel): Promise<SharedExit>;
  readonly asksWithinMs?: number;
}

/** One connection, from `hello` to `exit`. Whatever comes of it, nothing of it is ever thrown or waited for by others. */
export class Caller {
  /** Resolves once the connection is gone. */
  readonly gone: Promise<void>;
  readonly #socket: Socket;
  readonly #serving: Serving;
  readonly #lines = new LineSplitter();
  readonly #stop = new AbortController();
  readonly #giveUp = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #greeted = false;
  #corked = false;
  #running: Promise<void> | null = null;

  constructor(socket: Socket, serving: Serving) {
    this.#socket = socket;
    this.#serving = serving;
    // Every call under way listens to them.
    setMaxListeners(0, this.#stop.signal, this.#giveUp.signal);
    this.#timer = setTimeout(() => this.#letGo(), serving.asksWithinMs ?? ASKS_WITHIN_MS);
    this.gone = new Promise((resolve) => {
      socket.once("close", () => {
        clearTimeout(this.#timer);
        this.#stop.abort();
        resolve();
      });
    });
    socket.on("error", () => undefined);
    socket.on("end", () => this.#letGo());
    socket.on("data", (piece) => this.#hear(piece));
  }

  /**
   * Resolves once what it has asked for has its end, and that has been told, if anybody listens; where it has asked for
   * nothing yet, it is let go.
   */
  async leave(): Promise<void> {
    const timer = await this.#running?.then(() => setTimeout(() => this.#letGo(), LISTENS_WITHIN_MS));
    if (timer === undefined) this.#letGo();
    await this.gone;
    clearTimeout(timer);
  }

  #hear(piece: Buffer): void {
    const lines = this.#lines.take(piece);
    if (lines === null) this.#letGo();
    for (const line of lines ?? []) this.#obey(line);
  }

  #obey(line: string): void {
    if (this.#socket.destroyed) return;
    const message = readClientMessage(line);
    if (message === null) this.#letGo();
    else if (message.kind === "hello" && !this.#greeted) this.#greet(message);
    else if (message.kind === "run" && this.#greeted && this.#running === null) this.#run(message);
    else if (message.kind === "stop") this.#stop.abort();
    else if (message.kind === "giveUp") this.#giveUp.abort();
    else this.#letGo();
  }

  #greet({ v, program }: { readonly v: number; readonly program: string }): void {
    this.#greeted = true;
    if (v !== PROTOCOL || program !== this.#serving.program) this.#bye({ kind: "cold", why: "VERSION" });
    else if (!this.#serving.ready()) this.#bye({ kind: "cold", why: "SESSION" });
    else this.#send({ kind: "ready" });
  }

  #run(request: RunRequest): void {
    clearTimeout(this.#timer);
    this.#running = this.#serving
      .serve(request, {
        out: (text) => this.#tell("out", text),
        err: (text) => this.#tell("err", text),
        status: (text) => this.#send({ kind: "status", text }),
        stopping: this.#stop.signal,
        givingUp: this.#giveUp.signal,
      })
      .then(
        (code) => this.#bye({ kind: "exit", code }),
        () => this.#letGo(),
      );
  }

  #tell(kind: "out" | "err", text: string): void {
    for (const part of parts(text)) this.#send({ kind, text: part });
  }

  #bye(message: ServerMessage): void {
    this.#send(message);
    this.#socket.end();
  }

  /** All that is said in one turn goes out together. */
  #send(message: ServerMessage): void {
    const socket = this.#socket;
    if (socket.destroyed || socket.writableEnded) return;
    if (!this.#corked) {
      this.#corked = true;
      socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        socket.uncork();
      });
    }
    socket.write(written(message));
    if (socket.writableLength > MOST_UNREAD) this.#letGo();
  }

  #letGo(): void {
    this.#socket.destroy();
  }
}

/** Whole lines, as many at once as may be told at once. */
function* parts(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > TOLD_AT_ONCE) {
    const before = text.lastIndexOf("\n", from + TOLD_AT_ONCE);
    const at = before > from ? before : text.indexOf("\n", from + TOLD_AT_ONCE);
    if (at < 0) break;
    yield* fitting(text.slice(from, at));
    from = at + 1;
  }
  yield* fitting(text.slice(from));
}

/** A line that no message holds is broken: it would end the conversation. */
function* fitting(text: string): Generator<string> {
  const bytes = text.length <= TOLD_AT_ONCE ? 0 : Buffer.byteLength(written({ kind: "out", text }));
  if (bytes <= LARGEST_MESSAGE) {
    yield text;
    return;
  }
  const half = text.length >> 1;
  yield* fitting(text.slice(0, half));
  yield* fitting(text.slice(half));
}
