import xterm, { type IModes } from "@xterm/headless";
import { TodaysWidths } from "#recording/replay/todays-widths.js";
import { type Cell, cellOf } from "./style.js";

/** What the terminal answers to a program that asks for its background (OSC 11). */
export type Background = `#${string}` | "unanswered";

export interface EmulatorOptions {
  readonly columns: number;
  readonly rows: number;
  readonly background: Background;
  /** Takes what the terminal says of itself when asked: cursor position, device attributes, background. */
  readonly answer: (text: string) => void;
}

/** The screen that a program draws on. Rows and columns count from 0. */
export class Emulator {
  title = "";
  cursorShown = true;
  /** How many lines the alternate screen lost at its top: a frame that fits the terminal scrolls none. */
  scrolled = 0;
  readonly #xterm: xterm.Terminal;

  constructor({ columns, rows, background, answer }: EmulatorOptions) {
    const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, logLevel: "off" });
    terminal.unicode.register(new TodaysWidths());
    terminal.unicode.activeVersion = "today";
    terminal.onData(answer);
    terminal.onTitleChange((title) => {
      this.title = title;
    });
    terminal.parser.registerOscHandler(11, (asked) => {
      if (asked === "?" && background !== "unanswered") answer(`\u{1B}]11;${rgbOf(background)}\u{1B}\\`);
      return true;
    });
    for (const [final, shown] of [
      ["h", true],
      ["l", false],
    ] as const)
      terminal.parser.registerCsiHandler({ prefix: "?", final }, (modes) => {
        if (modes.includes(25)) this.cursorShown = shown;
        return false;
      });
    // A switch of screens is told as a scroll too.
    let screen = terminal.buffer.active.type;
    terminal.onScroll(() => {
      const switched = terminal.buffer.active.type !== screen;
      screen = terminal.buffer.active.type;
      if (screen === "alternate" && !switched) this.scrolled += 1;
    });
    this.#xterm = terminal;
  }

  /** Parses the next bytes, later in the event loop; calls back as soon as they are on the screen. */
  write(bytes: Uint8Array, parsed: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#xterm.write(bytes, () => {
        parsed();
        resolve();
      });
    });
  }

  /** The rows without the blanks at their right; a wide character stands once. What a narrower screen hides is not seen. */
  screen(): string[] {
    const { rows, cols } = this.#xterm;
    return Array.from({ length: rows }, (_, row) =>
      (this.#line(row)?.translateToString(true, 0, cols) ?? "").trimEnd(),
    );
  }

  /** Throws outside the screen. */
  cell(row: number, column: number): Cell {
    const cell = this.#line(row)?.getCell(column);
    if (cell === undefined) throw new Error(`row ${row}, column ${column} is not on the screen`);
    return cellOf(cell);
  }

  get columns(): number {
    return this.#xterm.cols;
  }

  get rows(): number {
    return this.#xterm.rows;
  }

  get cursor(): { readonly row: number; readonly column: number; readonly shown: boolean } {
    const { cursorY, cursorX } = this.#xterm.buffer.active;
    return { row: cursorY, column: cursorX, shown: this.cursorShown };
  }

  get onAlternateScreen(): boolean {
    return this.#xterm.buffer.active.type === "alternate";
  }

  get modes(): IModes {
    return this.#xterm.modes;
  }

  resize(columns: number, rows: number): void {
    this.#xterm.resize(columns, rows);
  }

  dispose(): void {
    this.#xterm.dispose();
  }

  #line(row: number) {
    const buffer = this.#xterm.buffer.active;
    return row < 0 || row >= this.#xterm.rows ? undefined : buffer.getLine(buffer.baseY + row);
  }
}

/** `rgb:1e1e/1e1e/1e1e`, as xterm answers. */
function rgbOf(colour: string): string {
  return `rgb:${[1, 3, 5].map((at) => colour.slice(at, at + 2).repeat(2)).join("/")}`;
}
