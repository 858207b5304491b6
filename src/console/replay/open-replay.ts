import type { Held } from "#console/replay/held-by-journal.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import { ReplayDialog } from "#console/replay/replay-dialog.js";
import type { ReplayParts, Vouched } from "#console/replay/replay-parts.js";
import { Projector } from "#recording/replay/projector.js";
import { readCast } from "#recording/replay/read-cast.js";

/** What idle time is cut to, in milliseconds, unless something else is said. */
export const IDLE_MS = 2_000;

interface ReplayWish extends Pick<ReplayParts, "depth" | "changed" | "close"> {
  readonly showsEnd?: boolean;
  /** How long what plays is not shown anew, at least, in milliseconds. */
  readonly leastMs?: () => number;
  /** Shows the entry of a marker; not asked where the journal that it is in is not here. */
  readonly openEntry: (seq: number) => void;
  readonly speed?: number;
  /** Milliseconds; null for what is not cut. */
  readonly idle?: number | null;
  /** A time or an entry as they are typed (`12:30`, `#41`), instead of the moment that the source is asked for with. */
  readonly goTo?: string | null;
}

/**
 * A recording, opened: it plays from its beginning, and where a moment was asked for it stands there. Throws `CAST_INVALID`.
 */
export async function openReplay(
  { name, bytes, of, at }: RecordingSource,
  { speed = 1, idle = IDLE_MS, goTo = null, showsEnd = false, leastMs = () => 0, ...parts }: ReplayWish,
): Promise<ReplayDialog> {
  const cast = readCast(name, bytes);
  const { changed } = parts;
  const clock = () => performance.now();
  const projector = await Projector.open(cast, { clock, speed, idle, leastMs, changed });
  const vouched: Vouched = of.by === "journal" ? { ...of, until: vouchedUntil(name, bytes, of.held) } : of;
  const dialog = new ReplayDialog({
    ...parts,
    openEntry: of.by === "journal" ? parts.openEntry : null,
    title: name,
    projector,
    vouched,
    showsEnd,
    idle: idle ?? IDLE_MS,
  });
  if (goTo !== null) dialog.goTo(goTo);
  else if (at !== null) projector.player.seek(at);
  else if (!dialog.asks) projector.player.play();
  await projector.settled();
  return dialog;
}

/** The time of the last event that is vouched for; null where all are. */
function vouchedUntil(name: string, bytes: Uint8Array, held: Held): number | null {
  if (held.kind !== "sound" || held.to >= bytes.length) return null;
  // A piece ends with a line, and the header is in the first.
  return held.to === 0 ? -1 : readCast(name, bytes.subarray(0, held.to)).duration;
}
