import type { ShosekiError } from "#domain/errors.js";
import type { ThemeProblem } from "#domain/theme-problem.js";

export type Json = null | boolean | number | string | readonly Json[] | ReadonlyMap<string, Json>;

/** Makes the error of a problem in the file that is being read. */
export type Refusal = (problem: ThemeProblem) => ShosekiError;

/** No theme nests deeper than four; a file that nests without end must not end the program. */
const DEEPEST = 32;

/**
 * Reads JSON (RFC 8259). JSON.parse says where a text is wrong only in some of its messages, and takes the last of two members of
 * one name in silence: a line that was copied and forgotten. Throws what `refusal` makes of SYNTAX and KEY_TWICE.
 */
export function readJson(text: string, refusal: Refusal): Json {
  return new Reader(text, refusal).document();
}

const BLANKS = /[\t\n\r ]*/uy;
const MARK = /[{}[\],:]/uy;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON takes none of them in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

class Reader {
  readonly #text: string;
  readonly #refusal: Refusal;
  #offset = 0;

  constructor(text: string, refusal: Refusal) {
    this.#text = text;
    this.#refusal = refusal;
  }

  document(): Json {
    const value = this.#value([]);
    this.#take(BLANKS);
    if (this.#offset < this.#text.length) throw this.#syntax();
    return value;
  }

  #value(path: readonly string[]): Json {
    this.#take(BLANKS);
    if (this.#text[this.#offset] === "{") return this.#object(path);
    if (this.#text[this.#offset] === "[") return this.#array(path);
    const scalar = this.#take(STRING) ?? this.#take(NUMBER_OR_WORD);
    if (scalar === null) throw this.#syntax();
    return JSON.parse(scalar) as Json;
  }

  #object(path: readonly string[]): ReadonlyMap<string, Json> {
    const members = new Map<string, Json>();
    this.#list(path, "}", () => {
      this.#take(BLANKS);
      const before = this.#offset;
      const name = this.#take(STRING);
      if (name === null) throw this.#syntax();
      const key = JSON.parse(name) as string;
      const at = [...path, key];
      if (members.has(key)) {
        throw this.#refusal({ kind: "KEY_TWICE", at: at.join("."), line: this.#place(before).line });
      }
      this.#expect(":");
      members.set(key, this.#value(at));
    });
    return members;
  }

  #array(path: readonly string[]): readonly Json[] {
    const items: Json[] = [];
    this.#list(path, "]", () => items.push(this.#value([...path, String(items.length)])));
    return items;
  }

  /** From the opening mark to the closing one. */
  #list(path: readonly string[], end: string, item: () => void): void {
    if (path.length >= DEEPEST) throw this.#syntax();
    this.#offset += 1;
    this.#take(BLANKS);
    if (this.#text[this.#offset] === end) {
      this.#offset += 1;
      return;
    }
    for (;;) {
      item();
      if (this.#expect(`,${end}`) === end) return;
    }
  }

  /** The next mark, which must be one of `marks`. */
  #expect(marks: string): string {
    this.#take(BLANKS);
    const mark = this.#take(MARK);
    if (mark !== null && marks.includes(mark)) return mark;
    this.#offset -= mark?.length ?? 0;
    throw this.#syntax();
  }

  #take(pattern: RegExp): string | null {
    const token = new RegExp(pattern);
    token.lastIndex = this.#offset;
    const [found] = token.exec(this.#text) ?? [null];
    this.#offset += found?.length ?? 0;
    return found;
  }

  #syntax(): ShosekiError {
    return this.#refusal({ kind: "SYNTAX", ...this.#place(this.#offset) });
  }

  /** Line and column from 1; a column is a character as editors count them. */
  #place(offset: number): { readonly line: number; readonly column: number } {
    const lines = this.#text.slice(0, offset).split(/\r\n|[\r\n]/u);
    return { line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
  }
}
