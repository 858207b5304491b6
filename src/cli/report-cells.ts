import type { Entry } from "#domain/entry.js";
import { changeCell, resultCell, targetCell, whoCell } from "#listings/entry-cells.js";
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
    return whoCell(USR);
  }

  target({ TGT }: Entry): string {
    return targetCell(TGT);
  }

  result({ RST }: Entry): string {
    return RST === undefined ? "" : resultCell(RST, this.#texts.statuses);
  }

  change(entry: Entry): string {
    return entry.phase === "intent" ? "" : changeCell(entry);
  }
}

function isItem({ item }: Turn, id: string | undefined): boolean {
  return (item === null ? undefined : typeof item === "string" ? item : item.id) === id;
}
