import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { Duplex } from "node:stream";

/** What is kept of what it says to its standard error, in characters. */
const SAID = 4_096;

/** How long what it still has to say is waited for, once it has ended or reads or writes no more. Others may hold its pipes. */
const LAST_WORDS_MS = 1_000;

/** How long it has to end by itself when it is told to. */
const ENDING_MS = 2_000;

/**
 * The standard input and output of another program, as one stream. Its error is how that program has ended, in its own words.
 * Once destroyed, neither that program nor whoever has its pipes from it keeps this one from ending.
 */
export class ProcessStream extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #name: string;
  #said = "";
  #ending: NodeJS.Timeout | undefined;

  constructor(child: ChildProcessWithoutNullStreams, name: string) {
    super();
    this.#child = child;
    this.#name = name;
    const { stdin, stdout, stderr } = child;
    stdout.on("data", (chunk: Buffer) => {
      if (!this.push(chunk)) stdout.pause();
    });
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#said = (this.#said + text).slice(-SAID);
    });
    for (const each of [stdin, stdout, stderr]) each.on("error", () => this.#endSoon());
    stdout.on("end", () => this.#endSoon());
    child.on("error", (error) => this.destroy(new Error(`${name} cannot be run (${error.message})`)));
    child.on("exit", () => this.#endSoon());
    child.on("close", () => this.#end());
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // A write that fails is one whose stream is about to end: how the program has ended says more than how its pipe has.
    this.#child.stdin.write(chunk, (error) => (error ? this.#endSoon() : done()));
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#ending);
    const child = this.#child;
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
    if (child.pid !== undefined && !hasEnded(child)) {
      child.kill();
      const reluctant = setTimeout(() => child.kill("SIGKILL"), ENDING_MS);
      child.once("exit", () => clearTimeout(reluctant));
    }
    child.unref();
    done(error);
  }

  /** At once where all has been said, or else in a moment. */
  #endSoon(): void {
    if (!this.destroyed) this.#ending ??= setTimeout(() => this.#end(), LAST_WORDS_MS);
  }

  #end(): void {
    this.destroy(new Error(this.#howEnded()));
  }

  #howEnded(): string {
    const lines = this.#said.split(/\r?\n/).filter((line) => line.trim() !== "");
    if (lines.length > 0) return `${this.#name}: ${lines.slice(-3).join("; ")}`;
    const { exitCode, signalCode } = this.#child;
    if (!hasEnded(this.#child)) return `${this.#name} has closed its pipes`;
    return `${this.#name} has ended (${signalCode ?? `code ${exitCode}`})`;
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcessWithoutNullStreams): boolean {
  return exitCode !== null || signalCode !== null;
}
