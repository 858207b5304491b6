import type { PageElement } from "#handover/page/browser/dom.js";

/** A row, and its moment: in which recording, and when in it, in milliseconds. */
interface Moment {
  readonly row: PageElement;
  readonly number: string | undefined;
  readonly at: number;
}

/** Marks the row of the moment that is seen: the last that is not after it. `view` is what the table scrolls in. */
export class Marker {
  readonly #view: PageElement;
  readonly #moments: readonly Moment[];
  #marked: PageElement | null = null;
  #preferred: Moment | null = null;

  constructor(view: PageElement, rows: readonly PageElement[]) {
    this.#view = view;
    this.#moments = rows
      .map((row) => ({ row, number: row.dataset.cast, at: Number(row.dataset.at) }))
      .sort((one, other) => one.at - other.at);
  }

  /** Of several rows, the one that was jumped to: until the recording goes on from where it was jumped to, `at`. */
  prefer(row: PageElement, at: number): void {
    this.#preferred = { row, number: row.dataset.cast, at };
  }

  /** @param at null where nothing is seen */
  mark(number: string, at: number | null, follows: boolean): void {
    const found = at === null ? null : this.#rowAt(number, at);
    if (found === this.#marked) return;
    this.#marked?.removeAttribute("aria-current");
    found?.setAttribute("aria-current", "true");
    this.#marked = found;
    if (found !== null && follows) this.#bringIntoView(found);
  }

  #rowAt(number: string, at: number): PageElement | null {
    const jumped = this.#preferred;
    if (jumped?.number === number && at <= jumped.at && at >= Number(jumped.row.dataset.at))
      return jumped.row;
    const last = this.#moments.findLast((moment) => moment.number === number && moment.at <= at);
    return last?.row ?? null;
  }

  /** Within the table's view only: the page stays where it is. */
  #bringIntoView(row: PageElement): void {
    if (row.hidden) return;
    const middle = row.offsetTop - (this.#view.clientHeight - row.offsetHeight) / 2;
    this.#view.scrollTop = Math.max(0, middle);
  }
}
