import type { Canvas } from "#console/panes/canvas.js";
import type { Store } from "#console/store/store.js";
import { paintEnds, type Span } from "#console/widgets/spans.js";
import { cutTo, widthOf } from "#console/widgets/width.js";
import { printable } from "#messages/printable.js";

const GAP: Span = ["text", "  "];
/** Enough of a fingerprint to tell one key from another, in columns; all of it is in every entry. */
const SHORT_KEY = 19;

/** Where one is connected, as whom and since when; and what the journal says of itself. */
export function headerLines(canvas: Canvas, store: Store, width: number, height: number): readonly string[] {
  const { paint } = canvas;
  const [where, health, evidence, key] = [
    whereSaid(store),
    healthSaid(canvas, store),
    evidenceSaid(canvas, store),
    store.journal.key,
  ];
  if (height > 1) {
    const room = width - columnsOf(evidence) - columnsOf([GAP]) - 1;
    const shown: Span = ["dim", `${cutTo(key, Math.max(SHORT_KEY, room))} `];
    return [paintEnds(paint, where, health, width), paintEnds(paint, evidence, [shown], width)];
  }
  const short: readonly Span[] = [["dim", cutTo(key, SHORT_KEY)], GAP];
  return [paintEnds(paint, [...where, GAP, ...evidence], [...short, ...health], width)];
}

function columnsOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [, text]) => sum + widthOf(text), 0);
}

function whereSaid({ connection }: Store): readonly Span[] {
  return [["title", ` ${printable(connection.endpoint)}`], GAP, ["text", printable(connection.user)]];
}

function healthSaid({ catalogue }: Canvas, { connection, readOnly }: Store): readonly Span[] {
  const { header } = catalogue.console;
  const { state, roundTripMs, ageMs } = connection;
  if (state !== "open") return [[state === "lost" ? "danger" : "warning", `! ${header.states[state]} `]];
  return [
    ["text", header.session({ age: ageSaid(ageMs) })],
    ...(roundTripMs === null
      ? []
      : ([
          GAP,
          ["dim", `${roundTripMs < 10 ? roundTripMs.toFixed(1) : Math.round(roundTripMs)} ms`],
        ] as Span[])),
    GAP,
    readOnly === null ? ["dim", `${header.readWrite} `] : ["warning", `${header.readOnly} `],
  ];
}

function evidenceSaid({ catalogue }: Canvas, { journal }: Store): readonly Span[] {
  const { header } = catalogue.console;
  return [
    ["text", ` ${header.journal} ${journal.last === null ? "-" : `#${journal.last}`}`],
    GAP,
    journal.failed ? ["danger", `! ${header.failed}`] : ["ok", `✓ ${header.signed}`],
    GAP,
    [journal.open === 0 ? "dim" : "warning", header.openIntents({ count: journal.open })],
  ];
}

/** `42m`, `7:05:09`. Seconds would change the line every second for nothing. */
function ageSaid(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60
    ? `${minutes}m`
    : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, "0")}m`;
}
