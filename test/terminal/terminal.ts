import { type IPty, spawn } from "@lydell/node-pty";
import { OperatorHome } from "../stories/shoseki.js";
import { cleanEnvironment } from "./clean-environment.js";
import { type Background, Emulator } from "./emulator.js";
import { type Exit, exitOf } from "./exit.js";
import { frames } from "./frames.js";
import { bytesOfKey } from "./keys.js";
import { OutputMeter } from "./output-meter.js";
import { boxed, visible } from "./show-screen.js";
import type { Cell, Style } from "./style.js";
import { styleOfText } from "./style-of-text.js";
import { Waiting } from "./waiting.js";

export interface TerminalOptions {
  /** 80 unless said. */
  readonly columns?: number;
  /** 24 unless said. */
  readonly rows?: number;
  /** What the program's environment has beside, or instead of, a clean one. */
  readonly env?: Readonly<Record<string, string>>;
  /** The home's directory unless said. */
  readonly cwd?: string;
  /** Whose terminal it is; without one it gets a home of its own, which is removed with it. */
  readonly home?: OperatorHome;
  /** Black unless said. */
  readonly background?: Background;
  /** Told of every byte that the program writes, as it comes. */
  readonly heard?: (bytes: Buffer) => void;
  /** How long to wait for what is to be seen, in milliseconds; 10,000 unless said. */
  readonly patience?: number;
}

const SHOWN_BYTES = 2_000;

/**
 * A program in a terminal, as a person at it sees it and types to it.
 *
 * Output is parsed a frame (or else a chunk) at a time, and a wait looks after each, never within a synchronized update. Once
 * a wait is over, nothing more is parsed before the test waits again: what it then reads is the screen that was waited for.
 */
export class Terminal {
  readonly home: OperatorHome;
  /** Once the program has ended and all its output is on the screen. */
  readonly exited: Promise<Exit>;
  readonly meter: OutputMeter;
  readonly #ownsHome: boolean;
  readonly #pty: IPty;
  readonly #emulator: Emulator;
  readonly #waiting: Waiting;
  #parsing = Promise.resolve();
  #received: Uint8Array = new Uint8Array();
  #exit: Exit | undefined;

  private constructor(program: string, args: readonly string[], options: TerminalOptions) {
    const { columns = 80, rows = 24, env = {}, background = "#000000", patience = 10_000 } = options;
    this.#ownsHome = options.home === undefined;
    this.home = options.home ?? new OperatorHome();
    this.meter = new OutputMeter(rows);
    this.#waiting = new Waiting(patience);
    this.#pty = spawn(program, [...args], {
      cols: columns,
      rows,
      cwd: options.cwd ?? this.home.directory,
      env: cleanEnvironment(this.home, env),
      encoding: null,
    });
    this.#emulator = new Emulator({ columns, rows, background, answer: (text) => this.#send(text) });
    // Without an encoding these are bytes, whatever the declaration says.
    this.#pty.onData((chunk) => {
      const bytes = Buffer.from(chunk);
      options.heard?.(bytes);
      this.#take(bytes);
    });
    this.exited = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#parsing = this.#parsing.then(() => {
          this.#exit = exitOf(exitCode, signal);
          this.#waiting.end();
          resolve(this.#exit);
        });
      });
    });
  }

  static start(program: string, args: readonly string[], options: TerminalOptions = {}): Terminal {
    return new Terminal(program, args, options);
  }

  /** Characters as they are; Enter is a key (`press`). */
  type(text: string): void {
    this.#send(text);
  }

  /** Keys by name (`bytesOfKey`). Escape may only be the last: with more at once, it would be Alt and the next key. */
  press(...keys: readonly string[]): void {
    if (keys.slice(0, -1).includes("esc")) throw new Error("press esc alone, and wait for what it does");
    const applicationCursor = this.#emulator.modes.applicationCursorKeysMode;
    this.#send(keys.map((key) => bytesOfKey(key, applicationCursor)).join(""));
  }

  /** Text from the clipboard: its line ends become carriage returns, and it is bracketed if the program has asked for that. */
  paste(text: string): void {
    const pasted = text.replaceAll(/\r?\n/g, "\r");
    this.#send(this.#emulator.modes.bracketedPasteMode ? `\u{1B}[200~${pasted}\u{1B}[201~` : pasted);
  }

  resize(columns: number, rows: number): void {
    this.meter.rows = rows;
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** The rows without the blanks at their right; a wide character stands once. */
  screen(): string[] {
    return this.#emulator.screen();
  }

  text(): string {
    return this.screen().join("\n");
  }

  /** Rows and columns count from 0. Throws outside the screen. */
  cell(row: number, column: number): Cell {
    return this.#emulator.cell(row, column);
  }

  /** How a text is drawn (`styleOfText`). */
  styleOf(text: string): Style {
    return styleOfText(this, text);
  }

  get columns(): number {
    return this.#emulator.columns;
  }

  get rows(): number {
    return this.#emulator.rows;
  }

  get cursor(): { readonly row: number; readonly column: number; readonly shown: boolean } {
    return this.#emulator.cursor;
  }

  get onAlternateScreen(): boolean {
    return this.#emulator.onAlternateScreen;
  }

  get title(): string {
    return this.#emulator.title;
  }

  /** How many lines the alternate screen lost at its top; 0 as long as every frame fits. */
  get scrolled(): number {
    return this.#emulator.scrolled;
  }

  /** How the program's process ended, once `exited` has come. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  get pid(): number {
    return this.#pty.pid;
  }

  async see(expected: string | RegExp): Promise<void> {
    await this.until(`${named(expected)} to be seen`, (rows) => stands(rows, expected));
  }

  async gone(unwanted: string | RegExp): Promise<void> {
    await this.until(`${named(unwanted)} to be gone`, (rows) => !stands(rows, unwanted));
  }

  /** Throws, with the screen and the last bytes, when patience or the program ends before it holds. */
  async until(description: string, holds: (screen: readonly string[]) => boolean): Promise<void> {
    const outcome = await this.#waiting.until(() => this.#whole() && holds(this.screen()));
    if (outcome === "held") return;
    const why = {
      late: `waited ${this.#waiting.patience} ms for ${description}`,
      ended: `the program ended (${JSON.stringify(this.#exit)}) before what was waited for: ${description}`,
    }[outcome];
    throw new Error(`${why}\n${this.#shown()}`);
  }

  /** To its process alone; one that has just ended is left in peace. */
  kill(signal: NodeJS.Signals): void {
    if (this.#exit === undefined) this.#pty.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("SIGKILL");
    await this.exited;
    this.#emulator.dispose();
    if (this.#ownsHome) this.home[Symbol.dispose]();
  }

  #take(chunk: Buffer): void {
    for (const piece of frames(chunk))
      this.#parsing = this.#parsing.then(() =>
        this.#emulator.write(piece, () => {
          this.meter.read(piece);
          this.#received = Buffer.concat([this.#received, piece]).subarray(-SHOWN_BYTES);
          this.#waiting.look();
        }),
      );
  }

  #send(text: string): void {
    this.#pty.write(text);
  }

  /** A terminal shows no half of a synchronized update; one that the program left open when it ended is all there is. */
  #whole(): boolean {
    return this.#exit !== undefined || !this.#emulator.modes.synchronizedOutputMode;
  }

  #shown(): string {
    const { row, column, shown } = this.cursor;
    return [
      boxed(this.screen(), this.columns),
      `cursor at row ${row}, column ${column}${shown ? "" : ", hidden"}${this.#whole() ? "" : "; within a synchronized update"}`,
      `last ${this.#received.length} bytes: ${visible(this.#received)}`,
    ].join("\n");
  }
}

function stands(rows: readonly string[], expected: string | RegExp): boolean {
  const text = rows.join("\n");
  return typeof expected === "string" ? text.includes(expected) : text.search(expected) !== -1;
}

function named(expected: string | RegExp): string {
  return typeof expected === "string" ? JSON.stringify(expected) : String(expected);
}
