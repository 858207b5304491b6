import type { ReplayScreen } from "#recording/replay/screen.js";
import { touchedRows } from "#recording/replay/touched-rows.js";

/** A row of a screen, counted from 0, and what is to be read there, in lower case. */
export interface ReadRow {
  readonly row: number;
  readonly text: string;
}

/** Reads a screen again and again, and tells what is another than before. */
export class ReadRows {
  readonly #screen: ReplayScreen;
  readonly #isOurs: boolean;
  readonly #rows: string[] = [];

  /** @param isOurs whether the recording is of the kind of which `touchedRows` can tell something */
  constructor(screen: ReplayScreen, isOurs: boolean) {
    this.#screen = screen;
    this.#isOurs = isOurs;
  }

  /** @param written what has changed the screen since the last time; null where that was no text */
  changed(written: string | null): readonly ReadRow[] {
    const { size } = this.#screen;
    const touched = written === null || !this.#isOurs ? null : touchedRows(written, size.rows);
    const changed: ReadRow[] = [];
    const look = (row: number) => {
      const text = (this.#screen.row(row)?.translateToString(true) ?? "").toLowerCase();
      if (text === (this.#rows[row] ?? "")) return;
      this.#rows[row] = text;
      changed.push({ row, text });
    };
    if (touched !== null) for (const row of touched) look(row);
    else for (let row = 0; row < Math.max(size.rows, this.#rows.length); row += 1) look(row);
    return changed;
  }
}
