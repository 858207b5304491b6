import { type ColourDepth, createPaint, type Paint } from "#themes/painter.js";
import type { Theme } from "#themes/theme.js";

/** The theme that is painted with, and those that could be. */
export class ThemeModel {
  readonly themes: readonly Theme[];
  readonly #depth: ColourDepth;
  #theme: Theme;
  #paint: Paint;

  constructor(themes: readonly Theme[], theme: Theme, depth: ColourDepth) {
    this.themes = themes;
    this.#depth = depth;
    this.#theme = theme;
    this.#paint = createPaint(theme, depth);
  }

  /** What the terminal can show. */
  get depth(): ColourDepth {
    return this.#depth;
  }

  get theme(): Theme {
    return this.#theme;
  }

  get paint(): Paint {
    return this.#paint;
  }

  /** Switches to a theme while everything is shown. */
  use(theme: Theme): void {
    this.#theme = theme;
    this.#paint = createPaint(theme, this.#depth);
  }
}
