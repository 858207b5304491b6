import { type ChildProcess, spawn } from "node:child_process";
import type { UnfinishedCommand } from "#domain/failed-command.js";

/** How long a command may take, in milliseconds. */
const WITHIN_MS = 30_000;

/** What of a command's standard error is looked at, and what of its first line is told, in UTF-16 units. */
const LISTENED = 16 * 1024;
const LONGEST_SAID = 500;

/** They are Shoseki's, and no command's. */
const SECRETS: readonly string[] = ["SHOSEKI_PASSWORD", "SHOSEKI_PASSPHRASE"];

/** A command of the operator's choosing. */
export interface OperatorCommand {
  /** As a shell reads it. */
  readonly line: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly withinMs?: number;
}

export interface CommandRun {
  /** On its standard input; without it that is empty. */
  readonly input?: string;
  /** Told of what it says on its standard output as that comes; nobody listens without. Answers whether that is enough. */
  readonly hear?: (said: Buffer) => boolean;
  /** Aborted: it is killed. */
  readonly signal: AbortSignal;
}

/** How a command ended. `said` is the first line of its standard error, null where there is none. */
export type CommandEnd =
  | { readonly kind: "EXIT"; readonly exitCode: number; readonly said: string | null }
  | { readonly kind: "NOT_STARTED"; readonly cause: string }
  | UnfinishedCommand;

/** The program alone, for entries and errors: what comes after it may hold a token, and so may what comes before it. */
export function programOf(line: string): string {
  return /^[\w./+@-]+(?=\s|$)/u.exec(line.trim())?.[0] ?? "(shell command)";
}

/** Runs a command to its end. One that takes too long is killed, with all that it has started. Never throws. */
export async function runCommand(
  { line, env, withinMs = WITHIN_MS }: OperatorCommand,
  { input, hear, signal }: CommandRun,
): Promise<CommandEnd> {
  const { promise, resolve } = Promise.withResolvers<CommandEnd>();
  const child = spawnShell(line, env, { reads: input !== undefined, heard: hear !== undefined });
  let complaint = "";
  let enough = hear === undefined;
  const ended = (otherwise: UnfinishedCommand): CommandEnd => {
    const { exitCode, signalCode } = child;
    if (exitCode !== null) return { kind: "EXIT", exitCode, said: firstLine(complaint) };
    return signalCode === null ? otherwise : { kind: "SIGNAL", signal: signalCode };
  };
  const done = () => {
    if (enough && child.exitCode === 0) resolve({ kind: "EXIT", exitCode: 0, said: firstLine(complaint) });
  };
  child.once("error", (error) => resolve({ kind: "NOT_STARTED", cause: error.message }));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    if (complaint.length < LISTENED) complaint += text;
  });
  child.stdout?.on("data", (said: Buffer) => {
    if (hear?.(said)) enough = true;
    done();
  });
  // One that does not read all of its input has its reasons.
  child.stdin?.on("error", () => undefined).end(input);
  child.once("exit", done);
  // What it has left running may hold its outputs open: then the first of this and the end of our patience.
  child.once("close", () => resolve(ended({ kind: "SIGNAL", signal: "" })));
  const giveUp = (why: UnfinishedCommand) => {
    const end = ended(why);
    kill(child);
    resolve(end);
  };
  const timer = setTimeout(() => giveUp({ kind: "SLOW", seconds: withinMs / 1000 }), withinMs);
  const stop = () => giveUp({ kind: "STOPPED" });
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  }
}

/**
 * In a session of its own: the terminal's Ctrl-C does not reach it, it cannot read keys that are another's, and it can be
 * ended as a whole.
 */
function spawnShell(
  line: string,
  env: OperatorCommand["env"],
  { reads, heard }: { readonly reads: boolean; readonly heard: boolean },
): ChildProcess {
  const left = Object.entries(env).filter(([name]) => !SECRETS.includes(name));
  return spawn("/bin/sh", ["-c", line], {
    env: Object.fromEntries(left),
    stdio: [reads ? "pipe" : "ignore", heard ? "pipe" : "ignore", "pipe"],
    detached: true,
  });
}

function kill({ pid }: ChildProcess): void {
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
