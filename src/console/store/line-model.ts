import type { History } from "#console/line/history.js";
import type { HistoryFile, HistoryProblem } from "#console/line/history-file.js";
import { LineEditor } from "#console/line/line-editor.js";
import { ReverseSearch } from "#console/line/reverse-search.js";
import type { Problem } from "#domain/errors.js";
import type { Candidate } from "#language/candidate.js";
import type { Completion } from "#language/complete.js";

/** What is filtered while a filter is typed. */
export type Filtered = "inventory" | "audit";

/** Candidates that are shown above the line, and the one that stands in it. */
export interface Choosing {
  readonly candidates: readonly Candidate[];
  /** Null until one has been taken. */
  readonly index: number | null;
  readonly start: number;
}

/** The command line at the bottom: what is typed, what it could become, and what is wrong with it. */
export class LineModel {
  readonly editor = new LineEditor();
  readonly filterEditor = new LineEditor();
  readonly #file: HistoryFile;
  filtered: Filtered = "inventory";
  search: ReverseSearch | null = null;
  choosing: Choosing | null = null;
  /** What is wrong with the line, once it was entered; gone at the next key. */
  problem: Problem | null = null;

  constructor(file: HistoryFile) {
    this.#file = file;
  }

  get history(): History {
    return this.#file.history;
  }

  get text(): string {
    return this.editor.text;
  }

  /** The line has been understood: it is kept, and the next begins. Answers why it could not be kept on disk, once. */
  accept(): HistoryProblem | null {
    const problem = this.#file.add(this.editor.text);
    this.editor.set("");
    this.choosing = null;
    this.problem = null;
    return problem;
  }

  beginFilter(filtered: Filtered, text: string): void {
    this.filtered = filtered;
    this.filterEditor.set(text);
  }

  beginSearch(): void {
    this.choosing = null;
    this.search = new ReverseSearch(this.history, this.editor.text);
  }

  /** Ends a search; what it has found is the line now, else what was typed before. */
  endSearch(found: string): void {
    this.search = null;
    this.editor.set(found);
  }

  /** Shows what could stand at the cursor. */
  choose({ candidates, start }: Completion): void {
    this.choosing = candidates.length === 0 ? null : { candidates, index: null, start };
  }

  /** Puts the next or the previous candidate into the line. */
  turn(by: number): void {
    if (this.choosing === null) return;
    const { candidates, index, start } = this.choosing;
    const next =
      index === null
        ? by > 0
          ? 0
          : candidates.length - 1
        : (index + by + candidates.length) % candidates.length;
    this.replace(start, this.#wordEnd(), candidates[next]?.text ?? "");
    this.choosing = { candidates, index: next, start };
  }

  replace(start: number, end: number, text: string): void {
    const line = this.editor.text;
    // A candidate brings its own blank: two would be one too many.
    const after = text.endsWith(" ") ? line.slice(end).replace(/^ /u, "") : line.slice(end);
    this.editor.set(line.slice(0, start) + text + after, start + text.length);
  }

  /** The end of what a candidate stands in place of: the cursor, which stands behind the last one. */
  #wordEnd(): number {
    return this.editor.column;
  }
}
