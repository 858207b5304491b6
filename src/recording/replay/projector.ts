import type { Cast } from "#recording/replay/cast.js";
import { Player } from "#recording/replay/player.js";
import { ReplayScreen } from "#recording/replay/screen.js";
import { TextTrack } from "#recording/replay/text-track.js";

/** What plays is shown anew at most this often, and the time at least, in milliseconds. */
const LEAST_MS = 25;
const MOST_MS = 500;

interface ProjectorOptions {
  /** Milliseconds that pass. */
  readonly clock: () => number;
  readonly speed: number;
  /** Milliseconds; null for what is not cut. */
  readonly idle: number | null;
  /** Milliseconds that it is not shown anew, where that is more than usual. */
  readonly leastMs: () => number;
  /** Told whenever there is something else to see. */
  readonly changed: () => void;
}

/** Plays a recording on a screen: moves on by the clock, and brings the screen to where the player is. */
export class Projector {
  readonly player: Player;
  readonly screen: ReplayScreen;
  /** How much of the text was read, 0 to 1; null while nobody reads it. */
  reading: number | null = null;
  readonly #changed: () => void;
  readonly #leastMs: () => number;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #showing: Promise<void> | null = null;
  #track: Promise<TextTrack | null> | null = null;

  private constructor(cast: Cast, screen: ReplayScreen, options: ProjectorOptions) {
    this.player = new Player(cast, options.clock, options);
    this.screen = screen;
    this.#changed = options.changed;
    this.#leastMs = options.leastMs;
  }

  /** At the recording's beginning, paused. */
  static async open(cast: Cast, options: ProjectorOptions): Promise<Projector> {
    const projector = new Projector(cast, await ReplayScreen.open(cast), options);
    await projector.settled();
    return projector;
  }

  /** Something was done with the player: what it shows now is shown. */
  moved(): void {
    if (this.#stop.signal.aborted) return;
    this.#showing ??= this.#show();
    this.#wait();
  }

  /** Resolves once the screen is where the player was when it was asked. */
  async settled(): Promise<void> {
    this.moved();
    await this.#showing;
  }

  /** The text of the whole recording, read once; null when that was given up. */
  async text(): Promise<TextTrack | null> {
    const progress = (part: number) => {
      this.reading = part;
      this.#changed();
    };
    this.#track ??= TextTrack.of(this.player.cast, progress, this.#stop.signal).finally(() => {
      this.reading = null;
    });
    return await this.#track;
  }

  close(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    // What is being shown is still written to it.
    void (this.#showing ?? Promise.resolve()).then(() => this.screen.close());
  }

  /** Until it is where the player is, which may have gone on meanwhile. */
  async #show(): Promise<void> {
    // Whoever has asked knows of it by then, also where there is nothing to do.
    await Promise.resolve();
    try {
      while (!this.#stop.signal.aborted && this.screen.index !== this.player.index)
        await this.screen.show(this.player.index);
    } finally {
      this.#showing = null;
    }
    if (!this.#stop.signal.aborted) this.#changed();
  }

  #wait(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const { due } = this.player;
    if (due === null) {
      this.#timer = null;
      return;
    }
    this.#timer = setTimeout(
      () => {
        this.player.tick();
        this.moved();
      },
      Math.min(MOST_MS, Math.max(LEAST_MS, this.#leastMs(), due)),
    );
    this.#timer.unref();
  }
}
