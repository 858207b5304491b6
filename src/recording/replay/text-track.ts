import type { Cast } from "#recording/replay/cast.js";
import { type ReadRow, ReadRows } from "#recording/replay/read-rows.js";
import { ReplayScreen } from "#recording/replay/screen.js";
import { wholeFrames } from "#recording/replay/whole-frames.js";

/** What was to be read on the screen, event by event: the rows that have changed, and only those. */
export class TextTrack {
  /** Up to when it was read, where that is not the end: there was more than is kept. */
  readonly until: number | null;
  readonly #changes: readonly Change[];

  private constructor(changes: readonly Change[], until: number | null) {
    this.#changes = changes;
    this.until = until;
  }

  /**
   * Plays a recording through, on a screen of its own.
   *
   * @param progress told how much of it is done, 0 to 1
   * @param stop no further once it is aborted: null is answered then
   * @param most how much is kept, in UTF-16 units
   */
  static async of(
    cast: Cast,
    progress: (part: number) => void,
    stop: AbortSignal,
    most = MOST_KEPT,
  ): Promise<TextTrack | null> {
    const screen = await ReplayScreen.open(cast);
    const changes: Change[] = [];
    const rows = new ReadRows(screen, wholeFrames(cast).length > 0);
    const total = cast.events.length;
    let kept = 0;
    let read = 0;
    let told = performance.now();
    const isOver = () => stop.aborted || kept >= most;
    try {
      while (read < total && !isOver())
        await screen.play(Math.min(total, read + STRETCH), (index) => {
          if (isOver()) return;
          read = index;
          const event = cast.events[index - 1];
          if (event?.kind !== "output" && event?.kind !== "resize") return;
          for (const change of rows.changed(event.kind === "output" ? event.text : null)) {
            changes.push({ at: event.at, ...change });
            kept += change.text.length + A_CHANGE;
          }
          if (performance.now() - told < TOLD_MS) return;
          told = performance.now();
          progress(index / total);
        });
    } finally {
      screen.close();
    }
    if (stop.aborted) return null;
    return new TextTrack(changes, read < total ? (cast.events[read - 1]?.at ?? 0) : null);
  }

  /**
   * The times at which a text comes up: at which it stands on the screen once more than before. Capitals or not is the same.
   * In order, each once.
   */
  times(wanted: string): readonly number[] {
    const needle = wanted.toLowerCase();
    const counts = new Map<number, number>();
    const found: number[] = [];
    for (let from = 0; from < this.#changes.length && needle !== ""; ) {
      const at = this.#changes[from]?.at ?? 0;
      let more = 0;
      for (; this.#changes[from]?.at === at; from += 1) {
        const { row, text } = this.#changes[from] ?? NO_CHANGE;
        const count = text.split(needle).length - 1;
        more += count - (counts.get(row) ?? 0);
        counts.set(row, count);
      }
      if (more > 0) found.push(at);
    }
    return found;
  }
}

/** A row that is another from a time on. */
interface Change extends ReadRow {
  readonly at: number;
}

const NO_CHANGE: Change = { at: 0, row: 0, text: "" };
/** A hundred megabytes or two; a shift has a tenth of it. */
const MOST_KEPT = 64 * 1024 * 1024;
/** What a change takes beside its text. */
const A_CHANGE = 64;
/** So many events at a time: what is not wanted any more, or is too much, ends with them. */
const STRETCH = 100;
/** How often at most it is told how far it has come, in milliseconds. */
const TOLD_MS = 200;
