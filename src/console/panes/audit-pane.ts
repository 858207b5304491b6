import type { Canvas } from "#console/panes/canvas.js";
import type { AuditModel } from "#console/store/audit-model.js";
import type { Size } from "#console/view/layout.js";
import { localTime } from "#console/widgets/local-time.js";
import { fitSpans, paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { cutTo, fitTo, widthOf } from "#console/widgets/width.js";
import { windowTop } from "#console/widgets/window.js";
import type { Entry } from "#domain/entry.js";
import { change } from "#listings/change.js";
import { printable } from "#messages/printable.js";
import type { Role } from "#themes/theme.js";

/** `RemoveSnapshot`, `EnterMaintenance`. */
const LONGEST_NAME = 16;
/** Less of an endpoint's name than this tells it from no other. */
const SHORTEST_LEAD = 5;

/** The journal's newest entries, one a line, the newest at the bottom. */
export class AuditPane {
  #top = 0;

  /**
   * @param leadOf what an entry's target begins with: its endpoint, where there are several
   * @param itemOf what the item of a loop is called that an entry of a run is about
   */
  lines(
    canvas: Canvas,
    model: AuditModel,
    { width, height }: Size,
    focused: boolean,
    leadOf: (entry: Entry) => string,
    itemOf: (entry: Entry) => string,
  ): readonly string[] {
    const { paint, catalogue } = canvas;
    const { audit } = catalogue.console;
    const { entries, filter, index } = model;
    model.page = Math.max(1, height - 1);
    this.#top =
      model.cursor === null
        ? entries.length - model.page
        : windowTop(this.#top, index, model.page, entries.length);
    this.#top = Math.max(0, this.#top);
    const details: Span[] = [
      ...(filter.length === 0 ? [] : ([["match", `/${filter.join(" ")}  `]] as Span[])),
      [
        "dim",
        model.cursor === null ? audit.following : audit.position({ at: index + 1, of: entries.length }),
      ],
    ];
    const shown = entries.slice(this.#top, this.#top + model.page);
    return [
      titleLine(paint, audit.title, details, focused, width),
      ...shown.map((entry, offset) => {
        const here = focused && this.#top + offset === index;
        const signed = model.isSigned(entry);
        const mark = signed ? " ✓ " : ` ✗ ${audit.notSigned} `;
        const room = width - widthOf(mark);
        const row = fitSpans(
          this.#row(canvas, entry, model, { width, room, lead: leadOf(entry), item: itemOf(entry) }),
          room,
        );
        const spans: readonly Span[] = [...row, [signed ? "dim" : "danger", mark]];
        return paintLine(paint, spans, width, here ? "selection" : undefined);
      }),
    ];
  }

  #row(
    { catalogue }: Canvas,
    entry: Entry,
    model: AuditModel,
    { width, room, lead, item }: Record<"width" | "room", number> & Record<"lead" | "item", string>,
  ): readonly Span[] {
    const { role, sign, word } = resultSaid(entry, catalogue);
    const wide = width >= 110;
    const who = wide
      ? `${fitTo(printable(entry.USR.name), 14)} ${fitTo(printable(entry.HST.host ?? "-"), 14)} `
      : "";
    const what = change(entry) ?? entry.RST?.code ?? printable(wordsOf(entry));
    const about = printable(aboutOf(entry, item));
    const first: readonly Span[] = [
      ["dim", ` ${localTime(entry.END ?? entry.STR)} ${fitTo(`#${entry.seq}`, 6, "right")} `],
      [role, fitTo(`${sign} ${word}`, 10)],
      [model.isOwn(entry) ? "text" : "info", ` ${fitTo(entry.OPR, LONGEST_NAME)} `],
      ["dim", who],
    ];
    const last: readonly Span[] = [
      ["info", entry.USR.via === undefined ? "" : `  ← ${printable(entry.USR.via)}`],
      ["text", `  ${what}`],
    ];
    const taken = [...first, ...last].reduce((sum, [, text]) => sum + widthOf(text), widthOf(about));
    return [...first, ["accent", `${leadWithin(printable(lead), room - taken)}${about}`], ...last];
  }
}

/** An endpoint's name gives way to what has changed: cut where it leaves too little room for that, and left away where it must. */
function leadWithin(lead: string, room: number): string {
  if (widthOf(lead) <= room) return lead;
  return room < SHORTEST_LEAD ? "" : `${cutTo(lead.slice(0, -1), room - 1)}:`;
}

/** What it is about: of a step of a procedure, which; its target is the whole run. */
function aboutOf({ phase, run, TGT }: Entry, item: string): string {
  if (phase !== "procedure" || run?.step === undefined) return TGT.name;
  return item === "" ? run.step : `${run.step} ${item}`;
}

/** What an entry without a change says in words. */
function wordsOf({ phase, why = "", AFT }: Entry): string {
  if (phase === "note") return why;
  if (phase !== "procedure") return "";
  const { state, line, expression } = AFT ?? {};
  // What undoes a step may be several lines.
  const said = String(expression ?? line ?? state ?? "").replaceAll("\n", "; ");
  return [said, why].filter((part) => part !== "").join("  ");
}

interface Said {
  readonly role: Role;
  readonly sign: string;
  readonly word: string;
}

const RESULTS: Readonly<Record<string, { readonly role: Role; readonly sign: string }>> = {
  OK: { role: "ok", sign: "✓" },
  NG: { role: "danger", sign: "✗" },
  REFUSED: { role: "warning", sign: "⊘" },
  UNKNOWN: { role: "danger", sign: "?" },
};

/** How an entry ended, told by sign and word as much as by colour; for one without a result, what it is. */
export function resultSaid({ RST, phase }: Entry, { console: texts }: Canvas["catalogue"]): Said {
  const status = RST?.status ?? null;
  if (status === null)
    return { role: "dim", sign: phase === "intent" ? "→" : "·", word: texts.audit.phases[phase] };
  const { role, sign } = RESULTS[status] ?? { role: "text", sign: " " };
  return { role, sign, word: status };
}
