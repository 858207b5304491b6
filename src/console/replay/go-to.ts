import type { Shown } from "#console/replay/status-line.js";
import { MARKER_LABEL } from "#domain/recording.js";
import type { Projector } from "#recording/replay/projector.js";
import { timeOfText } from "#recording/replay/time-text.js";

/** To a time (`12:30`) or an entry's marker (`#41`); answers what is to be said where that is none. */
export function goTo(projector: Projector, text: string): Shown["said"] {
  const { player } = projector;
  const seq = /^#(\d{1,15})$/u.exec(text)?.[1];
  const at =
    seq === undefined
      ? timeOfText(text)
      : (player.markers.find((marker) => MARKER_LABEL.exec(marker.text)?.groups?.seq === seq)?.at ?? null);
  if (at === null) {
    return {
      role: "warning",
      text: (texts) => (seq === undefined ? texts.notAMoment({ text }) : texts.notHere({ seq: Number(seq) })),
    };
  }
  // What was on the screen then is to be looked at, and not what came next.
  if (seq !== undefined) player.pause();
  player.seek(at);
  projector.moved();
  return null;
}
