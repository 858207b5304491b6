import type { Canvas } from "#console/panes/canvas.js";
import type { Size } from "#console/view/layout.js";

/** A key that does something where one is, as the footer shows it. */
export interface KeyHint {
  readonly key: string;
  readonly does: string;
}

/** A place on the screen, counted from the top left of what is painted. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Painted {
  readonly lines: readonly string[];
  /** Where the terminal's cursor belongs: an input method composes there. Null hides it. */
  readonly cursor: Place | null;
}

/** Something that takes the keys until it is closed. It stands where the inventory is; header, audit and tasks stay seen. */
export interface Dialog {
  readonly title: string;
  /** Whether it stands where the audit is too: what it says must be seen whole before it is answered. */
  readonly isTall?: boolean;
  /** Whether it plays what was on a screen: it has all rows between header and notice, and shows its own keys. */
  readonly isWhole?: boolean;
  /** Whether a secret is typed into it: nothing is recorded while it is open. */
  readonly isSecret?: boolean;
  paint(canvas: Canvas, size: Size): Painted;
  /** `text` where the key is text that is typed. */
  press(key: string, text: string): void;
  paste?(text: string): void;
  /** What Escape does; a dialog without it is just closed. */
  cancel?(): void;
  keys(canvas: Canvas): readonly KeyHint[];
}
