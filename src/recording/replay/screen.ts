import type { IBufferLine, Terminal } from "@xterm/headless";
import { batches } from "#recording/replay/batches.js";
import type { Cast, ScreenSize } from "#recording/replay/cast.js";
import { type Emulator, loadEmulator } from "#recording/replay/emulator.js";
import { countUntil } from "#recording/replay/moments.js";
import { wholeFrames } from "#recording/replay/whole-frames.js";

/** The screen of a recording after so many of its events. It is asked for one thing at a time. */
export class ReplayScreen {
  readonly #cast: Cast;
  readonly #emulator: Emulator;
  readonly #whole: readonly { readonly at: number }[];
  #terminal: Terminal;
  #size: ScreenSize;
  #index = 0;
  #cursorShown = true;

  private constructor(cast: Cast, emulator: Emulator) {
    this.#cast = cast;
    this.#emulator = emulator;
    this.#whole = wholeFrames(cast).map((at) => ({ at }));
    this.#size = cast.size;
    this.#terminal = this.#begun();
  }

  /** Empty. The emulator is loaded by the first that is opened. */
  static async open(cast: Cast): Promise<ReplayScreen> {
    return new ReplayScreen(cast, await loadEmulator());
  }

  get size(): ScreenSize {
    return this.#size;
  }

  /** How many events it has shown. */
  get index(): number {
    return this.#index;
  }

  /** Counted from 0; null while it is hidden. */
  get cursor(): { readonly x: number; readonly y: number } | null {
    if (!this.#cursorShown) return null;
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { x: Math.min(cursorX, this.#size.columns - 1), y: cursorY };
  }

  /** Undefined outside of it. */
  row(y: number): IBufferLine | undefined {
    const { active } = this.#terminal.buffer;
    return y < 0 || y >= this.#size.rows ? undefined : active.getLine(active.baseY + y);
  }

  /** To what it is after so many events: on from here, or from a whole frame, or from the beginning. */
  async show(index: number): Promise<void> {
    const nearest = this.#whole[countUntil(this.#whole, index - 1) - 1]?.at ?? 0;
    if (index < this.#index || nearest > this.#index) this.#beginAt(nearest);
    await this.play(index);
  }

  /**
   * On from here, event by event, to what it is after so many.
   *
   * @param seen told after each of them, how many that makes
   */
  async play(index: number, seen: (index: number) => void = () => undefined): Promise<void> {
    const shown = () => {
      this.#index += 1;
      seen(this.#index);
    };
    for (const { texts, size } of batches(this.#cast.events, this.#index, index)) {
      await written(this.#terminal, texts, shown);
      if (size === null) continue;
      this.#size = size;
      this.#terminal.resize(...this.#emulator.sized(size));
      shown();
    }
  }

  close(): void {
    this.#terminal.dispose();
  }

  /** From nothing, with another emulator: no sequence is left that the one before was in the middle of. */
  #beginAt(index: number): void {
    this.close();
    const before = this.#cast.events.slice(0, index).findLast(({ kind }) => kind === "resize");
    this.#size = before?.kind === "resize" ? before.size : this.#cast.size;
    this.#index = index;
    this.#terminal = this.#begun();
  }

  #begun(): Terminal {
    this.#cursorShown = true;
    return this.#emulator.begin(this.#size, (shown) => {
      this.#cursorShown = shown;
    });
  }
}

/** Writes texts one after the other; `each` is called between them, when the screen is as it is then. */
async function written(terminal: Terminal, texts: readonly string[], each: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    let left = texts.length;
    if (left === 0) resolve();
    for (const text of texts)
      terminal.write(text, () => {
        each();
        left -= 1;
        if (left === 0) resolve();
      });
  });
}
