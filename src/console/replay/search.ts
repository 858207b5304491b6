import type { Shown } from "#console/replay/status-line.js";
import type { Projector } from "#recording/replay/projector.js";
import { textOfTime } from "#recording/replay/time-text.js";

/** Looks for a text in all that was to be read on a recording's screen. */
export class Search {
  text = "";
  readonly #projector: Projector;
  #begun = 0;

  constructor(projector: Projector) {
    this.#projector = projector;
  }

  /** What is being looked for is not wanted any more. */
  giveUp(): void {
    this.#begun += 1;
  }

  /** Pauses at the next time at which the text comes up, or the last before this one; answers what is to be said of it. */
  async find(by: 1 | -1): Promise<Shown["said"]> {
    const { text } = this;
    const { player } = this.#projector;
    player.pause();
    this.#begun += 1;
    const begun = this.#begun;
    const track = await this.#projector.text();
    // Meanwhile the operator may have gone on with something else.
    if (track === null || begun !== this.#begun) return null;
    const times = track.times(text);
    const here = player.at;
    const index = by === 1 ? times.findIndex((at) => at > here) : times.findLastIndex((at) => at < here);
    const at = times[index];
    if (at !== undefined) {
      player.seek(at);
      this.#projector.moved();
      return { role: "match", text: (texts) => texts.found({ text, at: index + 1, of: times.length }) };
    }
    const { until } = track;
    if (until !== null)
      return { role: "warning", text: (texts) => texts.readUntil({ at: textOfTime(until) }) };
    const isElsewhere = times.some((each) => each !== here);
    const other = isElsewhere ? (by === 1 ? "N" : "n") : null;
    return {
      role: "warning",
      text: (texts) => (times.length === 0 ? texts.notFound({ text }) : texts.noMore({ text, other })),
    };
  }
}
