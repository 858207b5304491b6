import { connect, type Socket } from "node:net";
import { LineSplitter } from "#sharing/line-splitter.js";
import {
  type ClientMessage,
  type Cold,
  LARGEST_MESSAGE,
  PROTOCOL,
  type RunRequest,
  readServerMessage,
  type ServerMessage,
  type SharedExit,
  written,
} from "#sharing/message.js";

/** How long a console may take to say that it is there, in milliseconds: one that is stopped takes connections all the same. */
const READY_WITHIN_MS = 3_000;
/** How long the end may take once it is waited for no longer, in milliseconds. */
const END_WITHIN_MS = 10_000;

/** Who asks: what is told to them, and how they change their mind. */
export interface Asker {
  /** Told once, before anything is done: from here on it may have been. */
  begun(): void;
  /** Whole lines, without the last newline. */
  out(text: string): void;
  err(text: string): void;
  status(text: string | null): void;
  /** Aborted: begin nothing more. */
  readonly stopping: AbortSignal;
  /** Aborted: wait no longer. */
  readonly givingUp: AbortSignal;
}

export type Answer =
  | { readonly kind: "exit"; readonly code: SharedExit }
  /** Nothing was done. `NOBODY` serves there, or it is none of us; `SILENT`: whoever does has not answered. */
  | { readonly kind: "cold"; readonly why: Cold | "NOBODY" | "SILENT" }
  /** It was asked, and whoever was to do it is gone, or makes no sense: nobody here knows what was done. */
  | { readonly kind: "lost" };

export interface Patience {
  readonly readyWithinMs?: number;
  readonly endWithinMs?: number;
}

/**
 * Asks whoever serves a socket to run something. What is answered is certain: `cold` only as long as it has not been asked
 * to. Never throws.
 */
export function askShared(
  path: string,
  program: string,
  request: RunRequest,
  asker: Asker,
  { readyWithinMs = READY_WITHIN_MS, endWithinMs = END_WITHIN_MS }: Patience = {},
): Promise<Answer> {
  const run = written({ kind: "run", ...request });
  if (Buffer.byteLength(run) > LARGEST_MESSAGE) return Promise.resolve({ kind: "cold", why: "NOBODY" });
  return new Promise((resolve) => {
    const socket = connect(path);
    const lines = new LineSplitter();
    let asked = false;
    let timer = setTimeout(() => end({ kind: "cold", why: "SILENT" }), readyWithinMs);
    const send = (message: ClientMessage) => socket.write(written(message));
    const onStop = () => send({ kind: "stop" });
    const onGiveUp = () => {
      send({ kind: "giveUp" });
      timer = setTimeout(() => end({ kind: "lost" }), endWithinMs);
    };
    const end = (answer: Answer) => {
      clearTimeout(timer);
      asker.stopping.removeEventListener("abort", onStop);
      asker.givingUp.removeEventListener("abort", onGiveUp);
      socket.destroy();
      if (asked) asker.status(null);
      resolve(answer);
    };
    const gone = () => end(asked ? { kind: "lost" } : { kind: "cold", why: "NOBODY" });
    const onReady = () => {
      clearTimeout(timer);
      asked = true;
      asker.begun();
      socket.write(run);
      onAbort(asker.stopping, onStop);
      onAbort(asker.givingUp, onGiveUp);
    };
    const onMessage = (message: ServerMessage | null) => {
      if (message === null) gone();
      else if (!asked) {
        if (message.kind === "ready") onReady();
        else if (message.kind === "cold") end({ kind: "cold", why: message.why });
        else gone();
      } else tell(message, asker, end, gone);
    };
    socket.on("error", gone);
    socket.on("close", gone);
    socket.on("data", (piece) => {
      const ended = lines.take(piece);
      for (const line of ended ?? []) if (isOpen(socket)) onMessage(readServerMessage(line));
      if (ended === null) gone();
    });
    send({ kind: "hello", v: PROTOCOL, program });
  });
}

function tell(message: ServerMessage, asker: Asker, end: (answer: Answer) => void, gone: () => void): void {
  switch (message.kind) {
    case "out":
    case "err":
      asker[message.kind](message.text);
      break;
    case "status":
      asker.status(message.text);
      break;
    case "exit":
      end({ kind: "exit", code: message.code });
      break;
    default:
      gone();
  }
}

function isOpen({ destroyed }: Socket): boolean {
  return !destroyed;
}

function onAbort(signal: AbortSignal, listener: () => void): void {
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
}
