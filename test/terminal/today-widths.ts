import type { IUnicodeVersionProvider } from "@xterm/headless";
import stringWidth from "string-width";

/**
 * Widths as terminals of today have them. The emulator itself knows Unicode 6 only, where an emoji is one column wide.
 * A character's properties are packed as xterm.js packs them: joins the one before (1 bit), width (2 bits).
 */
export class TodayWidths implements IUnicodeVersionProvider {
  readonly version = "today";
  readonly #known = new Map<number, 0 | 1 | 2>();

  wcwidth(codepoint: number): 0 | 1 | 2 {
    const known = this.#known.get(codepoint);
    if (known !== undefined) return known;
    const width = Math.min(stringWidth(String.fromCodePoint(codepoint)), 2) as 0 | 1 | 2;
    this.#known.set(codepoint, width);
    return width;
  }

  charProperties(codepoint: number, preceding: number): number {
    const own = this.wcwidth(codepoint);
    const before = (preceding >> 1) & 3;
    const joins = own === 0 && before !== 0;
    return ((joins ? before : own) << 1) | (joins ? 1 : 0);
  }
}
