import type { Entry, Facts } from "#domain/entry.js";
import { change } from "#listings/change.js";
import type { ReportTexts } from "#messages/report-texts.js";
import { frozenText } from "#procedures/report/frozen-text.js";
import type { RunReport } from "#procedures/report/run-report.js";
import type { Turn } from "#procedures/run/turns.js";

/** What several parts of a report say in the same words. */
export class ReportCells {
  readonly #report: RunReport;
  readonly #texts: ReportTexts;
  readonly #partOf: ReadonlyMap<string, string>;

  constructor(report: RunReport, texts: ReportTexts) {
    this.#report = report;
    this.#texts = texts;
    const { parts } = report;
    this.#partOf = new Map(
      parts.length < 2
        ? []
        : parts.flatMap(({ entries }, index) => entries.map(({ id }) => [id, `${index + 1}:`] as const)),
    );
  }

  /** The entry's `seq`, with the number of its part where the run is in several journals. */
  seq({ id, seq }: Entry): string {
    return `${this.#partOf.get(id) ?? ""}${seq}`;
  }

  title(turn: Turn, undo = false): string {
    const { step, item } = turn;
    const title = frozenText({ text: step.title }, this.#report.names(turn));
    const name = item === null ? "" : ` [${typeof item === "string" ? item : `${item.name} ${item.id}`}]`;
    const said = step.title === step.id ? title : `${title} (${step.id})`;
    return undo ? this.#texts.undoOf({ title: `${said}${name}` }) : `${said}${name}`;
  }

  /** The turn that an entry is about; null for the whole run. */
  turnOf({ run }: Entry): Turn | null {
    const { steps } = this.#report;
    const found = steps.find(({ turn }) => turn.step.id === run?.step && isItem(turn, run?.item));
    return found?.turn ?? null;
  }

  who({ USR }: Entry): string {
    return `${USR.os}@${USR.console}, ${USR.name}`;
  }

  target({ TGT }: Entry): string {
    return TGT.id === null ? TGT.name : `${TGT.name} (${TGT.id})`;
  }

  result({ RST }: Entry): string {
    if (RST === undefined) return "";
    const { status, code = "", message = "", fault = "" } = RST;
    return [this.#texts.statuses[status], code, message, fault].filter((part) => part !== "").join(" ");
  }

  change(entry: Entry): string {
    const { BEF = {}, AFT = {}, RST, phase } = entry;
    if (phase === "intent") return "";
    const isGone = RST?.status === "OK" && Object.keys(AFT).length === 0;
    return (isGone ? factsSaid(BEF, "-") : change(entry)) ?? "";
  }
}

function isItem({ item }: Turn, id: string | undefined): boolean {
  return (item === null ? undefined : typeof item === "string" ? item : item.id) === id;
}

function factsSaid(facts: Facts, sign: string): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== "")
    .map(([key, value]) => `${sign}${key} ${value}`)
    .join(", ");
}
