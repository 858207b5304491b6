import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Another process, which runs one of `workers/` from the sources (by tsx) and says lines. */
export class OtherProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #said: Interface;
  readonly #lines: AsyncIterator<string>;
  readonly #closed: Promise<unknown[]>;

  constructor(worker: string, ...args: readonly string[]) {
    const path = fileURLToPath(new URL(`workers/${worker}`, import.meta.url));
    this.#child = spawn(process.execPath, ["--import", "tsx", path, ...args], {
      cwd: root,
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, TSX_TSCONFIG_PATH: "test/tsconfig.json" },
    });
    this.#closed = once(this.#child, "close");
    this.#child.stdin?.on("error", () => undefined);
    this.#said = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#said[Symbol.asyncIterator]();
  }

  /** The next line that it says; null when it has ended. */
  async says(): Promise<string | null> {
    const { value, done } = await this.#lines.next();
    return done === true ? null : value;
  }

  tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** SIGKILL: it does nothing more, not even tidy up. Answers what it had said and nobody has read. */
  async kill(): Promise<string[]> {
    this.#child.kill("SIGKILL");
    return await this.rest();
  }

  /** Tells it that nothing more comes, and answers what else it says until its end. */
  async end(): Promise<string[]> {
    this.#child.stdin?.end();
    return await this.rest();
  }

  /** What it says until its end. */
  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for (let line = await this.says(); line !== null; line = await this.says()) lines.push(line);
    await this.#closed;
    return lines;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#closed;
  }
}
