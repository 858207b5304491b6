import type { Asciinema, AsciinemaPlayer, PageDocument, PageElement } from "#handover/page/browser/dom.js";

/** Where the player is put, what chooses the recording, and where it is said that one cannot be read. */
type StageParts = Readonly<Record<"place" | "choice" | "error", PageElement>>;

/** The player, with the recording that is chosen. */
export class Stage {
  readonly #document: PageDocument;
  readonly #asciinema: Asciinema;
  readonly #parts: StageParts;
  #player: AsciinemaPlayer | null = null;
  /** The number of the recording that is seen. */
  shown = "";

  constructor(document: PageDocument, asciinema: Asciinema, parts: StageParts) {
    this.#document = document;
    this.#asciinema = asciinema;
    this.#parts = parts;
  }

  show(number: string): AsciinemaPlayer | null {
    if (number === this.shown) return this.#player;
    const { place, choice, error } = this.#parts;
    this.#player?.dispose();
    const cast = this.#document.getElementById(`cast-${number}`);
    this.shown = number;
    choice.value = number;
    error.textContent = "";
    const data = () => cast?.textContent ?? "";
    this.#player = this.#asciinema.create({ data }, place, { fit: "both", controls: true, preload: false });
    label(place);
    return this.#player;
  }

  /** @param at milliseconds from the beginning of the recording of that number */
  async jump(number: string, at: number, plays: boolean): Promise<void> {
    const player = this.show(number);
    try {
      await player?.seek(at / 1000);
      await (plays ? player?.play() : player?.pause());
    } catch {
      const cast = this.#document.getElementById(`cast-${number}`);
      this.#parts.error.textContent = cast?.dataset.unreadable ?? "";
    }
  }

  /** Milliseconds from the recording's beginning; null as long as it is not read. */
  at(): number | null {
    if (this.#player?.getDuration() === undefined) return null;
    return Math.round((this.#player.getCurrentTime() ?? 0) * 1000);
  }
}

/** What the player's own elements do not say: what the screen is, and that its other words are English. */
function label(place: PageElement): void {
  const screen = place.querySelector(".ap-term-text");
  screen?.setAttribute("role", "group");
  screen?.setAttribute("aria-label", place.dataset.screen ?? "");
  place.querySelector(".ap-control-bar")?.setAttribute("lang", "en");
}
