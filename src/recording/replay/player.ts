import type { Cast, CastEvent } from "#recording/replay/cast.js";
import { countUntil, type Marker, markersOf } from "#recording/replay/moments.js";

/** How much faster than it was; as far as `>` and `<` go. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 32, 64] as const;

const JUST_NOW_MS = 1_000;

export type PlayerState = "playing" | "paused" | "ended";

/** Where in a recording one is, and how it goes on. Times are milliseconds of the recording. */
export class Player {
  readonly cast: Cast;
  readonly markers: readonly Marker[];
  /** Times with nothing to be seen are cut to so many milliseconds; null for none. */
  idle: number | null;
  readonly #clock: () => number;
  /** What is seen to happen: keys that were pressed are not. */
  readonly #seen: readonly CastEvent[];
  #speed: number;
  #at = 0;
  /** Of the clock, when `at` was worked out last; null while it does not go on. */
  #since: number | null = null;

  /** It is paused at its beginning. @param clock milliseconds that pass */
  constructor(
    cast: Cast,
    clock: () => number,
    options: { readonly speed: number; readonly idle: number | null },
  ) {
    this.cast = cast;
    this.#clock = clock;
    this.#speed = options.speed;
    this.idle = options.idle;
    this.markers = markersOf(cast);
    this.#seen = cast.events.filter(({ kind }) => kind !== "input");
  }

  get at(): number {
    return this.#at;
  }

  get speed(): number {
    return this.#speed;
  }

  get state(): PlayerState {
    if (this.#since !== null) return "playing";
    return this.#at >= this.cast.duration ? "ended" : "paused";
  }

  /** How many of the recording's events have happened. */
  get index(): number {
    return countUntil(this.cast.events, this.#at);
  }

  /** The last marker that was passed; null before the first. */
  get marker(): Marker | null {
    return this.markers[countUntil(this.markers, this.#at) - 1] ?? null;
  }

  /** From its end it begins again. */
  play(): void {
    if (this.state === "ended") this.#at = 0;
    this.#since ??= this.#clock();
  }

  pause(): void {
    this.tick();
    this.#since = null;
  }

  /** One further, or one back, in `SPEEDS`. */
  changeSpeed(by: 1 | -1): void {
    this.tick();
    const faster = SPEEDS.filter((speed) => speed > this.#speed);
    const slower = SPEEDS.filter((speed) => speed < this.#speed);
    this.#speed = (by === 1 ? faster[0] : slower.at(-1)) ?? this.#speed;
  }

  /** Goes on as far as the clock has. */
  tick(): void {
    if (this.#since === null) return;
    const now = this.#clock();
    this.#forward(Math.max(0, now - this.#since) * this.#speed);
    this.#since = this.#at >= this.cast.duration ? null : now;
  }

  /** Of the clock, how long it is until something is seen to happen; null while it does not go on. */
  get due(): number | null {
    if (this.#since === null) return null;
    const next = this.#seen[countUntil(this.#seen, this.#at)]?.at ?? this.cast.duration;
    return this.#playedUntil(next) / this.#speed;
  }

  /** To a time, kept within the recording; what plays goes on from there. */
  seek(at: number): void {
    this.#at = Math.min(Math.max(0, at), this.cast.duration);
    if (this.#since !== null) this.#since = this.#at >= this.cast.duration ? null : this.#clock();
  }

  /** Pauses at the next moment at which the screen changes, or the last before this one. */
  step(by: 1 | -1): void {
    this.pause();
    const frames = this.#seen.filter(({ kind }) => kind !== "marker");
    const passed = countUntil(frames, this.#at);
    if (by === 1) this.seek(frames[passed]?.at ?? this.cast.duration);
    else this.seek(frames.findLast(({ at }) => at < (frames[passed - 1]?.at ?? 0))?.at ?? 0);
  }

  /** To the next marker, or the last before this one; false where there is none. */
  seekMarker(by: 1 | -1): boolean {
    this.tick();
    // What plays has left a marker already when the key comes that is to go back beyond it.
    const before = this.#at - (this.#since === null ? 0 : JUST_NOW_MS * this.#speed);
    const marker =
      by === 1
        ? this.markers.find(({ at }) => at > this.#at)
        : this.markers.findLast(({ at }) => at < before);
    if (marker !== undefined) this.seek(marker.at);
    return marker !== undefined;
  }

  /** Through a time that has passed, a stretch between two things that happened after the other. */
  #forward(played: number): void {
    for (let left = played, next = countUntil(this.#seen, this.#at); left > 0; next += 1) {
      const to = this.#seen[next]?.at ?? this.cast.duration;
      const needed = this.#playedUntil(to);
      if (needed > left) this.#at += left;
      else this.#at = to;
      left -= needed;
      if (next >= this.#seen.length) return;
    }
  }

  /** How long it takes to play from here to what happens next. */
  #playedUntil(next: number): number {
    if (this.idle === null) return next - this.#at;
    const before = this.#seen[countUntil(this.#seen, this.#at) - 1]?.at ?? 0;
    const cutAt = before + this.idle;
    return next <= cutAt ? next - this.#at : Math.max(0, cutAt - this.#at);
  }
}
