import { PassThrough, Writable } from "node:stream";
import type { ReadStream, WriteStream } from "node:tty";
import type { Terminal } from "#console/terminal/terminal.js";
import { Emulator } from "../terminal/emulator.js";
import { frames } from "../terminal/frames.js";
import { bytesOfKey } from "../terminal/keys.js";
import { OutputMeter } from "../terminal/output-meter.js";

/** A terminal in the test's own process, so that a test can hold its clock: what is written to it is on the screen once `drawn`. */
export class FakeTerminal implements Terminal {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly meter: OutputMeter;
  readonly #emulator: Emulator;
  readonly #keys: PassThrough;
  #parsing = Promise.resolve();

  constructor(columns: number, rows: number) {
    this.meter = new OutputMeter(rows);
    this.#keys = new PassThrough();
    this.#emulator = new Emulator({
      columns,
      rows,
      background: "#000000",
      answer: (text) => this.#keys.write(text),
    });
    const still = { setRawMode: () => this.stdin, ref: () => this.stdin, unref: () => this.stdin };
    this.stdin = Object.assign(this.#keys, { isTTY: true, ...still }) as unknown as ReadStream;
    const out = new Writable({ write: (chunk: Buffer, _encoding, taken) => this.#take(chunk, taken) });
    this.stdout = Object.assign(out, { isTTY: true, columns, rows }) as unknown as WriteStream;
  }

  stop(): Promise<void> {
    throw new Error("nobody suspends this console");
  }

  press(...keys: readonly string[]): void {
    this.#keys.write(keys.map((key) => bytesOfKey(key)).join(""));
  }

  resize(columns: number, rows: number): void {
    this.meter.rows = rows;
    this.#emulator.resize(columns, rows);
    Object.assign(this.stdout, { columns, rows });
    this.stdout.emit("resize");
  }

  /** Everything that has been written is on the screen. */
  async drawn(): Promise<void> {
    await this.#parsing;
  }

  screen(): string {
    return this.#emulator.screen().join("\n");
  }

  /** How many lines the screen lost at its top. */
  get scrolled(): number {
    return this.#emulator.scrolled;
  }

  #take(chunk: Buffer, taken: () => void): void {
    // As the terminal's driver does it.
    for (const piece of frames(Buffer.from(chunk.toString().replaceAll("\n", "\r\n"))))
      this.#parsing = this.#parsing.then(() => this.#emulator.write(piece, () => this.meter.read(piece)));
    taken();
  }
}
