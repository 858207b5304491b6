import type { Entry } from "#domain/entry.js";
import type { OperatorHome, Ran, Running } from "./shoseki.js";

/** A session without a terminal, which is given its command lines one at a time, each when the one before has its outcome. */
export class LineSession {
  readonly #home: OperatorHome;
  readonly #running: Running;
  #hasEnded = false;

  /** @param args the endpoint and options */
  constructor(home: OperatorHome, args: readonly string[]) {
    this.#home = home;
    this.#running = home.start(args, { keepInput: true });
    void this.#running.ended.then(() => {
      this.#hasEnded = true;
    });
  }

  /** Resolves when it has logged in. */
  async login(): Promise<Entry> {
    return await this.#outcome("Login", ({ OPR }) => OPR === "Login");
  }

  /** Enters a line, which no other was equal to, and resolves with its one outcome. */
  async work(line: string): Promise<Entry> {
    this.#running.child.stdin?.write(`${line}\n`);
    return await this.#outcome(line, ({ ask }) => ask === line);
  }

  /** The end of its input: it logs out. */
  async end(): Promise<Ran> {
    this.#running.child.stdin?.end();
    return await this.#running.ended;
  }

  async #outcome(what: string, isIt: (entry: Entry) => boolean): Promise<Entry> {
    for (const last = Date.now() + 60_000; ; ) {
      const found = this.#entries().find((entry) => entry.phase === "outcome" && isIt(entry));
      if (found !== undefined) return found;
      if (this.#hasEnded) {
        const { code, out, err } = await this.#running.ended;
        throw new Error(`it ended with ${code} before ${what} had an outcome:\n${out}${err}`);
      }
      if (Date.now() > last) throw new Error(`${what} has no outcome`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** None before there is a journal. */
  #entries(): readonly Entry[] {
    try {
      return this.#home.entries();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }
}
