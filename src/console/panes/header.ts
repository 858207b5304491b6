import type { Canvas } from "#console/panes/canvas.js";
import type { Store } from "#console/store/store.js";
import { paintEnds, type Span } from "#console/widgets/spans.js";
import { cutTo, widthOf } from "#console/widgets/width.js";
import { printable } from "#messages/printable.js";
import type { Link, LinkState } from "#session/fleet/link.js";
import type { Role } from "#themes/theme.js";

const GAP: Span = ["text", "  "];
/** Enough of a fingerprint to tell one key from another, in columns; all of it is in every entry. */
const SHORT_KEY = 19;

/** The sign says the state without colour. */
const SIGNS: Readonly<Record<LinkState, { readonly sign: string; readonly role: Role }>> = {
  connecting: { sign: "…", role: "warning" },
  open: { sign: "●", role: "ok" },
  interrupted: { sign: "!", role: "danger" },
  ended: { sign: "×", role: "danger" },
  closed: { sign: "-", role: "dim" },
};

/** Where one is connected, as whom and since when; and what the journal says of itself. */
export function headerLines(canvas: Canvas, store: Store, width: number, height: number): readonly string[] {
  const { paint } = canvas;
  const [where, health, evidence, key] = [
    [...recordingSaid(canvas, store), ...whereSaid(canvas, store)],
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

/** The endpoint and the login; of several each by its name, with a sign that says how it is. */
function whereSaid({ catalogue }: Canvas, { endpoints }: Store): readonly Span[] {
  const { links, used } = endpoints.fleet;
  const [only, another] = links;
  if (only === undefined) return [];
  if (another === undefined)
    return [["title", ` ${printable(only.endpoint)}`], GAP, ["text", printable(only.user)]];
  return links.flatMap((link): readonly Span[] => {
    const { sign, role } = SIGNS[link.state];
    return [
      ["accent", used === link ? " ›" : " "],
      [role, sign],
      [used === link ? "title" : "text", printable(link.name)],
      ["warning", isReadOnly(link) ? ` ${catalogue.console.header.readOnlyShort}` : ""],
      ["text", " "],
    ];
  });
}

/** How the first endpoint is that is not as it should be; else the one that is meant where nothing else is said. */
function healthSaid({ catalogue }: Canvas, { endpoints, journal, leaving }: Store): readonly Span[] {
  const { header } = catalogue.console;
  if (leaving) return [["warning", `! ${header.states.closed} `]];
  const troubled = endpoints.fleet.links.find(({ state }) => state === "interrupted" || state === "ended");
  const link = troubled ?? endpoints.primary;
  if (link === null) return [];
  const { state, roundTripMs, ageMs, attempts } = link;
  const named: readonly Span[] = endpoints.fleet.isSeveral ? [["dim", `${printable(link.name)} `]] : [];
  if (state === "interrupted") return [...named, ["danger", `! ${header.states.interrupted({ attempts })} `]];
  if (state !== "open")
    return [...named, [state === "ended" ? "danger" : "warning", `! ${header.states[state]} `]];
  const readOnly = journal.failed || isReadOnly(link);
  const held = !journal.failed && link.session?.restraints.readOnly === "handover";
  return [
    ...named,
    ["text", header.session({ age: ageSaid(ageMs) })],
    ...(roundTripMs === null
      ? []
      : ([
          GAP,
          ["dim", `${roundTripMs < 10 ? roundTripMs.toFixed(1) : Math.round(roundTripMs)} ms`],
        ] as Span[])),
    GAP,
    readOnly ? ["warning", `${held ? header.held : header.readOnly} `] : ["dim", `${header.readWrite} `],
  ];
}

/** Whether what is seen here is recorded; nothing where it is not. */
function recordingSaid({ catalogue }: Canvas, { recording }: Store): readonly Span[] {
  const { header } = catalogue.console;
  if (recording === "off") return [];
  // First of all: where there is little room, what is at the right gives way.
  if (recording === "failed") return [["danger", ` ! ${header.recordingFailed} `]];
  return [["warning", ` ● ${recording === "keys" ? header.recordingKeys : header.recording} `]];
}

function isReadOnly({ session }: Link): boolean {
  return (session?.restraints.readOnly ?? null) !== null;
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
