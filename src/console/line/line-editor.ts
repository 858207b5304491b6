import { Edits } from "#console/line/edits.js";
import { Graphemes } from "#console/line/graphemes.js";
import { KillRing } from "#console/line/kill-ring.js";
import { LineWindow, type Visible } from "#console/line/line-window.js";
import {
  blankLeft,
  left,
  lineEnd,
  lineStart,
  type Motion,
  right,
  wordLeft,
  wordRight,
} from "#console/line/motions.js";
import { oneLine } from "#console/line/one-line.js";
import {
  capitalize,
  lowerCase,
  type Rewrite,
  transposeCharacters,
  transposeWords,
  upperCase,
} from "#console/line/rewrites.js";

const MOVES: ReadonlyMap<string, Motion> = new Map([
  ["left", left],
  ["ctrl+b", left],
  ["right", right],
  ["ctrl+f", right],
  ["home", lineStart],
  ["ctrl+a", lineStart],
  ["end", lineEnd],
  ["ctrl+e", lineEnd],
  ["alt+b", wordLeft],
  ["alt+left", wordLeft],
  ["ctrl+left", wordLeft],
  ["alt+f", wordRight],
  ["alt+right", wordRight],
  ["ctrl+right", wordRight],
]);

/** What is deleted lies between the cursor and where this would bring it. */
const DELETIONS: ReadonlyMap<string, Motion> = new Map([
  ["backspace", left],
  ["ctrl+h", left],
  ["delete", right],
  ["ctrl+d", right],
]);

/** The same, and it can be yanked. */
const KILLS: ReadonlyMap<string, Motion> = new Map([
  ["ctrl+k", lineEnd],
  ["ctrl+u", lineStart],
  ["ctrl+w", blankLeft],
  ["alt+d", wordRight],
  ["alt+backspace", wordLeft],
]);

const REWRITES: ReadonlyMap<string, Rewrite> = new Map([
  ["ctrl+t", transposeCharacters],
  ["alt+t", transposeWords],
  ["alt+u", upperCase],
  ["alt+l", lowerCase],
  ["alt+c", capitalize],
]);

type Last = { readonly did: "kill" | "other" } | { readonly did: "yank"; readonly at: number };

/**
 * One line of text that is being edited, by the keys of GNU Readline in its emacs mode
 * (https://tiswww.case.edu/php/chet/readline/readline.html, "Bindable Readline Commands"). A character is a grapheme:
 * the cursor never stands inside one. What is killed stays to be yanked when the text is set anew.
 */
export class LineEditor {
  #graphemes = new Graphemes("");
  #column = 0;
  readonly #edits = new Edits();
  readonly #kills = new KillRing();
  readonly #window = new LineWindow();
  /** What the last key did, where the next one may go on with it. */
  #last: Last = { did: "other" };

  readonly #others = new Map<string, (before: Last) => void>([
    ["ctrl+y", () => this.#yank()],
    ["alt+y", (before) => this.#yankOlder(before)],
    ["ctrl+_", () => this.#undo()],
    ["ctrl+/", () => this.#undo()],
  ]);

  /** In one line, and well-formed; composed and decomposed characters are as they were typed. */
  get text(): string {
    return this.#graphemes.text;
  }

  /** Where the cursor is, in UTF-16 units; always between graphemes. */
  get column(): number {
    return this.#column;
  }

  /** Begins anew with another text, the cursor at its end or near `column`. What came before cannot be undone. */
  set(text: string, column?: number): void {
    this.#graphemes = new Graphemes(oneLine(text));
    this.#column = this.#graphemes.boundary(column ?? this.text.length);
    this.#edits.clear();
    this.#last = { did: "other" };
  }

  /** Puts a text that was typed or pasted at the cursor, as `oneLine` makes it. */
  insert(text: string): void {
    this.replace(this.#column, this.#column, text);
  }

  /** Puts a text in the place of the columns `from` to `to`, as `oneLine` makes it, and the cursor after it. */
  replace(from: number, to: number, text: string): void {
    this.#last = { did: "other" };
    const start = this.#graphemes.boundary(from);
    this.#edit(start, Math.max(start, this.#graphemes.boundary(to)), oneLine(text));
  }

  /** Does what a key does, and answers whether it is one of those that edit a line. Keys are named as `ctrl+left`. */
  press(key: string): boolean {
    const before = this.#last;
    this.#last = { did: "other" };
    const move = MOVES.get(key);
    const deletion = DELETIONS.get(key);
    const kill = KILLS.get(key);
    const rewrite = REWRITES.get(key);
    const other = this.#others.get(key);
    if (move !== undefined) this.#column = move(this.#graphemes, this.#column);
    else if (deletion !== undefined) this.#delete(deletion);
    else if (kill !== undefined) this.#kill(kill, before.did === "kill");
    else if (rewrite !== undefined) this.#rewrite(rewrite);
    else if (other !== undefined) other(before);
    else return false;
    return true;
  }

  /** The part of the text that is seen in a window of `width` columns of the terminal. Moves the window to the cursor. */
  visible(width: number): Visible {
    return this.#window.on(this.#graphemes, this.#column, width);
  }

  #delete(motion: Motion): string {
    const other = motion(this.#graphemes, this.#column);
    const from = Math.min(this.#column, other);
    const to = Math.max(this.#column, other);
    const deleted = this.text.slice(from, to);
    this.#edit(from, to, "");
    return deleted;
  }

  #kill(motion: Motion, goesOn: boolean): void {
    const side = motion(this.#graphemes, this.#column) < this.#column ? "left" : "right";
    const killed = this.#delete(motion);
    if (killed === "") return;
    if (goesOn) this.#kills.join(killed, side);
    else this.#kills.add(killed);
    this.#last = { did: "kill" };
  }

  #yank(): void {
    const { current } = this.#kills;
    if (current === null) return;
    this.#last = { did: "yank", at: this.#column };
    this.#edit(this.#column, this.#column, current);
  }

  /** In the place of what has just been yanked; after anything else it does nothing. */
  #yankOlder(before: Last): void {
    if (before.did !== "yank") return;
    this.#last = before;
    const end = before.at + (this.#kills.current ?? "").length;
    this.#kills.rotate();
    this.#edit(before.at, end, this.#kills.current ?? "");
  }

  #rewrite(rewrite: Rewrite): void {
    const replacement = rewrite(this.#graphemes, this.#column);
    if (replacement !== null) this.#edit(replacement.from, replacement.to, replacement.text);
  }

  #undo(): void {
    const edit = this.#edits.takeLast();
    if (edit !== null) this.#put(edit.at, edit.at + edit.inserted.length, edit.removed);
  }

  #edit(from: number, to: number, inserted: string): void {
    const removed = this.text.slice(from, to);
    const typed = removed === "" && new Graphemes(inserted).after(0) === inserted.length;
    if (removed !== inserted) this.#edits.add({ at: from, removed, inserted, typed });
    this.#put(from, to, inserted);
  }

  /** Two graphemes that come together may become one: then the cursor goes to its end. */
  #put(from: number, to: number, text: string): void {
    this.#graphemes = new Graphemes(this.text.slice(0, from) + text + this.text.slice(to));
    this.#column = this.#graphemes.boundary(from + text.length);
  }
}
