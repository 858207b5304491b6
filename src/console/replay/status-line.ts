import type { Canvas } from "#console/panes/canvas.js";
import type { ReplayParts } from "#console/replay/replay-parts.js";
import { paintEnds, type Span } from "#console/widgets/spans.js";
import { widthOf } from "#console/widgets/width.js";
import { printable } from "#messages/printable.js";
import type { ReplayTexts } from "#messages/replay-texts.js";
import type { PlayerState } from "#recording/replay/player.js";
import { textOfTime } from "#recording/replay/time-text.js";
import type { Role } from "#themes/theme.js";

/** What the line under a replay tells of. */
export interface Shown {
  readonly parts: ReplayParts;
  /** How the last thing went, until the next. */
  readonly said: { readonly role: Role; text(texts: ReplayTexts): string } | null;
  /** Where the part of the recording begins that is seen, from 1; null where all of it is. */
  readonly part: { readonly column: number; readonly row: number } | null;
}

const SIGNS: Readonly<Record<PlayerState, string>> = { playing: "▶", paused: "‖", ended: "■" };

/** State, time and speed, then what there is room for, what must be known first. */
export function statusLine({ paint, catalogue }: Canvas, shown: Shown, width: number): string {
  const texts = catalogue.replay;
  const { player, reading } = shown.parts.projector;
  const { state, at, speed, cast, marker } = player;
  const time = `${textOfTime(at)}/${textOfTime(cast.duration)}`;
  const left: Span[] = [
    ["title", ` ${SIGNS[state]} ${texts.states[state]}`],
    ["text", ` ${time} ${speed}×`],
  ];
  const said: Span =
    reading === null
      ? [shown.said?.role ?? "text", printable(shown.said?.text(texts) ?? "")]
      : ["info", texts.reading({ percent: Math.floor(reading * 100) })];
  const more: readonly Span[] = [
    ...vouchedSaid(shown.parts, texts),
    said,
    ["dim", partSaid(shown, texts)],
    ["accent", printable(marker?.text ?? "")],
    ["dim", player.idle === null ? texts.notCut : texts.cut({ seconds: player.idle / 1_000 })],
    ["dim", cast.isUnfinished ? texts.unfinished : ""],
  ];
  const right: readonly Span[] = [["key", "? "]];
  let room = width - left.reduce((sum, [, text]) => sum + widthOf(text), 0) - 3;
  for (const [role, text] of more) {
    const needed = widthOf(text) + 2;
    // What comes first is cut rather than left out.
    if (text === "" || (needed > room && role === "dim") || room < 6) continue;
    left.push(["text", "  "], [role, text]);
    room -= needed;
  }
  return paintEnds(paint, left, right, width);
}

function vouchedSaid({ vouched, projector }: ReplayParts, texts: ReplayTexts): readonly Span[] {
  if (vouched.by !== "journal") return [["info", texts.vouched[vouched.by]]];
  const { held, until } = vouched;
  if (held.kind === "unsound") return [["danger", `! ${texts.unsound({ code: held.fault.code })}`]];
  if (held.kind === "unnamed") return [["danger", `! ${texts.unnamed}`]];
  const isVouched = until === null || projector.player.at <= until;
  return isVouched ? [] : [["warning", texts.after[held.after]]];
}

function partSaid({ part, parts }: Shown, texts: ReplayTexts): string {
  if (part === null) return "";
  const { columns, rows } = parts.projector.screen.size;
  return texts.part({ size: `${columns}x${rows}`, ...part });
}
