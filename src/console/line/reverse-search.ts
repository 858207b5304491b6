import { Graphemes } from "#console/line/graphemes.js";
import type { History, Match } from "#console/line/history.js";
import { oneLine } from "#console/line/one-line.js";

/** What came of a key: the search goes on, or it is over with the line that it found, or with the old one. */
export type Searching = "searching" | "accepted" | "given up";

type Press = (search: ReverseSearch) => Searching;

const KEYS: ReadonlyMap<string, Press> = new Map<string, Press>([
  ["ctrl+r", (search) => search.older()],
  ["ctrl+s", (search) => search.newer()],
  ["backspace", (search) => search.backspace()],
  ["ctrl+h", (search) => search.backspace()],
  ["esc", (search) => search.giveUp()],
  ["ctrl+g", (search) => search.giveUp()],
]);

/** Looking for a line of the history by a part of it, as Ctrl-R does in Readline. */
export class ReverseSearch {
  readonly #history: History;
  readonly #old: string;
  #query = "";
  #match: Match | null = null;
  #failed = false;

  /** @param old the line that was being typed */
  constructor(history: History, old: string) {
    this.#history = history;
    this.#old = old;
  }

  get query(): string {
    return this.#query;
  }

  /** The last line that was found; it stays while a longer query, or going further, finds nothing. */
  get match(): Match | null {
    return this.#match;
  }

  /** Whether nothing was found for what was typed or pressed last. */
  get failed(): boolean {
    return this.#failed;
  }

  /** What is to stand in the command line now. */
  get line(): string {
    return this.#match?.line ?? this.#old;
  }

  /**
   * Does what a key does. `accepted` leaves the key to be done on the line: Enter runs it, Ctrl-A goes to its beginning.
   *
   * @param text what the key types, empty for a key that types nothing
   */
  press(key: string, text = ""): Searching {
    const known = KEYS.get(key);
    if (known !== undefined) return known(this);
    return text === "" ? "accepted" : this.type(text);
  }

  /** The query grows by what was typed or pasted; the search goes on from the line that is found now. */
  type(text: string): "searching" {
    return this.#look(this.#query + oneLine(text));
  }

  /** Takes the last character from the query. */
  backspace(): "searching" {
    return this.#look(this.#query.slice(0, new Graphemes(this.#query).before(this.#query.length)));
  }

  older(): "searching" {
    if (this.#match !== null) this.#found(this.#history.search(this.#query, this.#match.at - 1));
    return "searching";
  }

  newer(): "searching" {
    if (this.#match !== null) this.#found(this.#history.searchNewer(this.#query, this.#match.at + 1));
    return "searching";
  }

  /** Back to the old line. */
  giveUp(): "given up" {
    this.#look("");
    return "given up";
  }

  #look(query: string): "searching" {
    this.#query = query;
    if (query === "") {
      this.#match = null;
      this.#failed = false;
    } else this.#found(this.#history.search(query, this.#match?.at ?? this.#history.lines.length - 1));
    return "searching";
  }

  #found(match: Match | null): void {
    this.#failed = match === null;
    this.#match = match ?? this.#match;
  }
}
