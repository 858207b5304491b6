import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Terminal } from "../terminal/terminal.js";
import type { OperatorHome } from "./shoseki.js";

const PROBE = fileURLToPath(new URL("./shift-probe.mjs", import.meta.url));

interface Answer {
  readonly id: number;
  readonly heapUsed: number | null;
}

/** A program whose wall clock can be set, and whose heap can be measured, from outside. */
export class Probed {
  readonly #path: string;
  #asked = 0;
  #shiftMs = 0;

  constructor(home: OperatorHome) {
    this.#path = join(home.directory, "probe");
  }

  /** By how much its clock has been set in all, in milliseconds. */
  get shiftMs(): number {
    return this.#shiftMs;
  }

  /** What the program is to be started with. */
  get env(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--import ${PROBE}`, SHOSEKI_PROBE: this.#path };
  }

  /** Sets its clock forward, or back where negative. */
  async shiftClock(terminal: Terminal, ms: number): Promise<void> {
    await this.#answer(this.sendShift(terminal, ms));
  }

  /** The same without waiting: a program that is stopped does it when it goes on. Answers what to wait for. */
  sendShift(terminal: Terminal, ms: number): number {
    this.#shiftMs += ms;
    return this.#ask(terminal, false);
  }

  /** Bytes that are used after a collection. */
  async heapUsed(terminal: Terminal): Promise<number> {
    const { heapUsed } = await this.#answer(this.#ask(terminal, true));
    if (heapUsed === null) throw new Error("the heap was not measured");
    return heapUsed;
  }

  #ask(terminal: Terminal, measure: boolean): number {
    this.#asked += 1;
    writeFileSync(this.#path, JSON.stringify({ id: this.#asked, shiftMs: this.#shiftMs, measure }));
    terminal.kill("SIGUSR2");
    return this.#asked;
  }

  async #answer(id: number): Promise<Answer> {
    const path = `${this.#path}.answer`;
    const read = () => (existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Answer) : null);
    await expect.poll(() => read()?.id, { timeout: 30_000, interval: 20 }).toBe(id);
    return read()!;
  }
}
