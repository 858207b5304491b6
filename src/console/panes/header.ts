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
    const space = width - columnsOf([GAP]) - 1;
    const said = [...evidence, ...anchoredSaid(canvas, store, space - columnsOf(evidence) - SHORT_KEY)];
    const shown: Span = ["dim", `${cutTo(key, Math.max(SHORT_KEY, space - columnsOf(said)))} `];
    return [paintEnds(paint, where, health, width), paintEnds(paint, said, [shown], width)];
  }
  const left = [...where, GAP, ...evidence];
  const right: readonly Span[] = [["dim", cutTo(key, SHORT_KEY)], GAP, ...health];
  const anchored = anchoredSaid(canvas, store, width - columnsOf([...left, GAP, ...right]));
  return [paintEnds(paint, [...left, ...anchored], right, width)];
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

/** How long ago the journal was anchored, as much of that as there is room for beside the rest. */
function anchoredSaid({ catalogue }: Canvas, { journal }: Store, room: number): readonly Span[] {
  const { header } = catalogue.console;
  const { minutes, isTroubled } = journal.anchors;
  const texts =
    minutes === null
      ? [header.notAnchored]
      : [
          header.anchored({ age: ageSaid(minutes * 60_000) }),
          header.anchoredShort({ age: roughly(minutes) }),
        ];
  const role = isTroubled ? "warning" : "dim";
  const spans = texts.map((text): readonly Span[] => [GAP, [role, isTroubled ? `! ${text}` : text]]);
  return spans.find((each) => columnsOf(each) <= room) ?? [];
}

function roughly(minutes: number): string {
  return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h`;
}

/** `42m`, `7h05m`. Seconds would change the line every second for nothing. */
function ageSaid(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60
    ? `${minutes}m`
    : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, "0")}m`;
}
