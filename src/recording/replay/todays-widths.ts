import type { IUnicodeVersionProvider } from "@xterm/headless";
import stringWidth from "string-width";

/** A sign that is longer, in UTF-16 units, is taken for two: nobody writes one but to be a nuisance. */
const LONGEST = 256;
/** So many pairs are known at a time. */
const MOST_KNOWN = 10_000;

/**
 * Widths as our panes count them (`string-width`), sign by sign: what several code points make together is as wide as they say,
 * so that a row ends here where it ended when it was painted. The emulator itself knows Unicode 6 only, where an emoji is one
 * column wide and nothing is joined. A character's properties are packed as xterm.js packs them: joins the one before (1 bit),
 * width (2 bits). It is of one terminal.
 */
export class TodaysWidths implements IUnicodeVersionProvider {
  readonly version = "today";
  readonly #widths = new Map<number, 0 | 1 | 2>();
  readonly #added = new Map<string, Added>();
  readonly #graphemes = new Intl.Segmenter();
  /** The sign that was written last, as far as it has come. */
  #sign = "";

  wcwidth(codepoint: number): 0 | 1 | 2 {
    const known = this.#widths.get(codepoint);
    if (known !== undefined) return known;
    const width = Math.min(stringWidth(String.fromCodePoint(codepoint)), 2) as 0 | 1 | 2;
    this.#widths.set(codepoint, width);
    return width;
  }

  /** @param preceding what was answered for the character before; 0 where none is right before it */
  charProperties(codepoint: number, preceding: number): number {
    const own = this.wcwidth(codepoint);
    const character = String.fromCodePoint(codepoint);
    const before = (preceding >> 1) & 3;
    const isAnew = before === 0 || beginsAnew(codepoint);
    const { isSame, columns } = isAnew ? { isSame: false, columns: own } : this.#addedBy(character);
    this.#sign = isSame && this.#sign.length < LONGEST ? this.#sign + character : character;
    // What is seen by itself, and takes columns of its own, has cells of its own.
    if (own > 0 && (!isSame || columns > 0)) return Math.min(columns, 2) << 1;
    return (Math.min(before + Math.max(columns, 0), 2) << 1) | 1;
  }

  /** What a character does to the sign before it. */
  #addedBy(character: string): Added {
    const text = this.#sign + character;
    const known = this.#added.get(text);
    if (known !== undefined) return known;
    const isSame = [...this.#graphemes.segment(text)].length === 1;
    const columns = stringWidth(text) - stringWidth(this.#sign);
    if (this.#added.size >= MOST_KNOWN) this.#added.clear();
    this.#added.set(text, { isSame, columns });
    return { isSame, columns };
  }
}

interface Added {
  /** Whether it is one sign with what is before it. */
  readonly isSame: boolean;
  readonly columns: number;
}

/** Most text: Latin, what panes are drawn with, kana and ideographs are never a part of what is before them. */
function beginsAnew(codepoint: number): boolean {
  return ANEW.some(([from, to]) => codepoint >= from && codepoint <= to);
}

const ANEW = [
  [0x20, 0x2ff],
  [0x2500, 0x257f],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fff],
] as const;
