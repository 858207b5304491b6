import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** What came of one run. */
interface GovcRan {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Waiting {
  readonly resolve: (ran: GovcRan) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A govc that stays, and does one command after another (`govc/keep.go`): to start one costs more than what most of them do.
 * It ends with this process, however that ends.
 */
export class KeptGovc {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #waiting: Waiting | undefined;

  constructor(program: string, env: Readonly<Record<string, string | undefined>>) {
    this.#child = spawn(program, ["keep"], { env, stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      this.#take()?.resolve(JSON.parse(line) as GovcRan);
    });
    const gone = (why: unknown) => this.#take()?.reject(new Error(`govc is gone: ${String(why)}`));
    this.#child.once("error", gone);
    this.#child.stdin.on("error", gone);
    this.#child.once("close", (code, signal) => gone(signal ?? code));
  }

  /** Whether it does something now: it does one thing at a time. */
  get isBusy(): boolean {
    return this.#waiting !== undefined;
  }

  /**
   * Runs govc with variables of its own in the environment, and returns its stdout.
   *
   * @throws Error with its stderr when it fails, or when it is busy or gone.
   */
  async run(env: Readonly<Record<string, string>>, args: readonly string[]): Promise<string> {
    if (this.isBusy) throw new Error("this govc is busy");
    const ran = await new Promise<GovcRan>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#child.stdin.write(`${JSON.stringify({ env, args })}\n`);
    });
    if (ran.code !== 0) throw new Error(`govc ${args.join(" ")} failed with ${ran.code}:\n${ran.err}`);
    return ran.out;
  }

  /** Ends it, whatever it does, and waits until it has ended. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await ended;
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
