/** Of a terminal. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** Something that happened in a recording; times are in milliseconds from its beginning, and never go back. */
export type CastEvent =
  /** What was written on the screen. */
  | { readonly at: number; readonly kind: "output"; readonly text: string }
  | { readonly at: number; readonly kind: "input"; readonly text: string }
  | { readonly at: number; readonly kind: "marker"; readonly text: string }
  | { readonly at: number; readonly kind: "resize"; readonly size: ScreenSize };

/** A recording as it is played: an asciicast v2 that has been read. */
export interface Cast {
  readonly size: ScreenSize;
  /** When it was begun, in milliseconds of the epoch; null where it does not say. */
  readonly begun: number | null;
  /** Empty where it has none. */
  readonly title: string;
  readonly events: readonly CastEvent[];
  /** Of its last event; 0 without any. */
  readonly duration: number;
  /** Its last line is not whole yet, or was cut: it is left out. */
  readonly isUnfinished: boolean;
}

/** What is played is at most so large: an hour of a busy console is a few megabytes. */
export const CAST_LIMITS = { bytes: 256 * 1024 * 1024, events: 2_000_000, columns: 1_000, rows: 1_000 };
