import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { failure, type ShosekiError, type UnfinishedCommand } from "#domain/errors.js";
import type { AnchorPlace } from "#session/anchor-place.js";

/** How long a command may take, in milliseconds. */
const WITHIN_MS = 30_000;

/** What of a command's standard error is looked at, and what of its first line is told, in UTF-16 units. */
const LISTENED = 16 * 1024;
const LONGEST_SAID = 500;

/** They are Shoseki's, and no command's. */
const SECRETS: readonly string[] = ["SHOSEKI_PASSWORD", "SHOSEKI_PASSPHRASE"];

/** A command of the operator's choosing. */
export interface AnchorCommand {
  /** As a shell reads it. */
  readonly line: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly withinMs?: number;
}

/**
 * A command that is given each checkpoint as a signed note on its standard input, and says by exit code 0 that it has
 * put it away. One that takes too long is killed, with all that it has started. Errors: `ANCHOR_COMMAND_FAILED` (it says
 * so itself), `ANCHOR_COMMAND_UNFINISHED` (nobody knows), `NOT_SENT`.
 */
export function byCommand({ line, env, withinMs = WITHIN_MS }: AnchorCommand): AnchorPlace {
  const name = programOf(line);
  return {
    target: { kind: "Command", id: null, uuid: null, name },
    put: async (note, { signal }) => {
      if (signal.aborted) throw failure("NOT_SENT", { cause: `${name} was stopped before it was run` });
      await new CommandRun(name, spawnShell(line, env)).end(note, withinMs, signal);
    },
  };
}

/** The program alone, for entries: what comes after it may hold a token, and so may what comes before it. */
function programOf(line: string): string {
  return /^[\w./+@-]+(?=\s|$)/u.exec(line.trim())?.[0] ?? "(shell command)";
}

type Child = ChildProcessByStdio<Writable, null, Readable>;

/** In a process group of its own: the terminal's Ctrl-C does not reach it, and it can be ended as a whole. */
function spawnShell(line: string, env: AnchorCommand["env"]): Child {
  const left = Object.entries(env).filter(([name]) => !SECRETS.includes(name));
  return spawn("/bin/sh", ["-c", line], {
    env: Object.fromEntries(left),
    stdio: ["pipe", "ignore", "pipe"],
    detached: true,
  });
}

class CommandRun {
  readonly #command: string;
  readonly #child: Child;
  #heard = "";

  constructor(command: string, child: Child) {
    this.#command = command;
    this.#child = child;
  }

  async end(note: string, withinMs: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const child = this.#child;
    child.once("error", (error) => reject(this.#failed({ kind: "NOT_STARTED", cause: error.message })));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (this.#heard.length < LISTENED) this.#heard += text;
    });
    // One that does not read all of its input has its reasons.
    child.stdin.on("error", () => undefined).end(note);
    child.once("exit", (code) => {
      if (code === 0) resolve();
    });
    // What it has left running may hold its standard error open: then the first of this and the end of our patience.
    child.once("close", () => reject(this.#verdict({ kind: "SIGNAL", signal: child.signalCode ?? "" })));
    const giveUp = (why: UnfinishedCommand) => {
      const verdict = this.#verdict(why);
      kill(child);
      reject(verdict);
    };
    const timer = setTimeout(() => giveUp({ kind: "SLOW", seconds: withinMs / 1000 }), withinMs);
    const stop = () => giveUp({ kind: "STOPPED" });
    signal.addEventListener("abort", stop, { once: true });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      child.stdin.destroy();
      child.stderr.destroy();
    }
  }

  /** @param otherwise why it has not said how it went */
  #verdict(otherwise: UnfinishedCommand): ShosekiError {
    const { exitCode } = this.#child;
    return exitCode === null
      ? failure("ANCHOR_COMMAND_UNFINISHED", { command: this.#command, why: otherwise })
      : this.#failed({ kind: "EXIT", exitCode, said: firstLine(this.#heard) });
  }

  #failed(why: Parameters<typeof failure<"ANCHOR_COMMAND_FAILED">>[1]["why"]): ShosekiError {
    return failure("ANCHOR_COMMAND_FAILED", { command: this.#command, why });
  }
}

function kill({ pid }: Child): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function firstLine(text: string): string | null {
  const line = text.split(/[\r\n]+/).find((each) => each.trim() !== "");
  return line === undefined ? null : line.trim().slice(0, LONGEST_SAID);
}
