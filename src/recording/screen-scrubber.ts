import type { PaintedScreen } from "#recording/painted-screen.js";
import { scrubbedLine } from "#recording/scrub.js";
import { Secrets } from "#recording/secrets.js";
import { passwordsIn } from "#recording/url-password.js";

interface Scrubbed {
  readonly line: string;
  readonly isTyped: boolean;
  readonly shown: string;
}

/** Takes secrets out of screens; a row that is as it was is not looked at again. */
export class ScreenScrubber {
  readonly #secrets: Secrets;
  #all: Secrets;
  #known = "";
  #rows: readonly Scrubbed[] = [];

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
    this.#all = secrets;
  }

  /** @param typed what stands in the lines that are typed, of which a row may show a part only */
  scrubbed(screen: PaintedScreen, typed: string): PaintedScreen {
    this.#learn(passwordsIn(typed));
    const before = this.#rows;
    this.#rows = screen.lines.map((line, row) => {
      const isTyped = screen.cursor?.y === row;
      const known = before[row];
      if (known !== undefined && known.line === line && known.isTyped === isTyped) return known;
      return { line, isTyped, shown: scrubbedLine(line, this.#all, isTyped) };
    });
    return { ...screen, lines: this.#rows.map(({ shown }) => shown) };
  }

  /** Whether something was masked in the row with the cursor. */
  get hidesTyped(): boolean {
    return this.#rows.some(({ line, isTyped, shown }) => isTyped && line !== shown);
  }

  #learn(passwords: readonly string[]): void {
    const texts = [...this.#secrets.texts, ...passwords];
    const known = texts.join("\n");
    if (known === this.#known) return;
    this.#known = known;
    this.#all = new Secrets(texts);
    this.#rows = [];
  }
}
