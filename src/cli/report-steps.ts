import type { ReportCells } from "#cli/report-cells.js";
import type { Block } from "#documents/report-document.js";
import type { Entry } from "#domain/entry.js";
import type { StepEnd } from "#domain/run.js";
import type { ReportTexts } from "#messages/report-texts.js";
import type { RunReport } from "#procedures/report/run-report.js";
import type { TurnReport } from "#procedures/report/turn-report.js";

interface Saying {
  readonly report: RunReport;
  readonly texts: ReportTexts;
  readonly cells: ReportCells;
}

/** Every step that came, what was undone, and what has not come. */
export function stepBlocks(saying: Saying): readonly Block[] {
  const { report, texts, cells } = saying;
  const { headings, none } = texts;
  const { steps, undone, left } = report;
  return [
    { kind: "heading", level: 2, text: headings.steps },
    ...(steps.length === 0 ? [{ kind: "text", text: none } as const] : []),
    ...steps.flatMap((step, index) => turnBlocks(saying, step, `${index + 1}. `)),
    ...(undone.length === 0 ? [] : [{ kind: "heading", level: 2, text: headings.rollback } as const]),
    ...undone.flatMap((step) => turnBlocks(saying, step, "")),
    ...(left.length === 0
      ? []
      : [
          { kind: "heading", level: 2, text: headings.left } as const,
          {
            kind: "table",
            head: [texts.columns.step],
            rows: left.map((turn) => [cells.title(turn)]),
          } as const,
        ]),
  ];
}

function turnBlocks(saying: Saying, step: TurnReport, number: string): readonly Block[] {
  const { cells } = saying;
  return [
    { kind: "heading", level: 3, text: `${number}${cells.title(step.turn, step.undo)}` },
    { kind: "facts", rows: factsOf(saying, step) },
    ...eventBlock(saying, step),
    ...operationBlock(saying, step),
    ...checkBlock(saying, step),
  ];
}

type Rows = Extract<Block, { readonly kind: "facts" }>["rows"];

function factsOf(saying: Saying, step: TurnReport): Rows {
  const { texts, cells } = saying;
  const { labels } = texts;
  const { turn, entries, begun, end, answers } = step;
  const first = entries[0] as Entry;
  const plan = begun.at(-1)?.AFT ?? {};
  const state = end === null ? texts.unended : texts.steps[end.AFT?.state as StepEnd];
  const estimate = step.undo ? null : turn.step.estimateMs;
  const may = (label: string, value: string | null | undefined): Rows =>
    value === null || value === undefined || value === "" ? [] : [[label, value]];
  return [
    [labels.result, [state, end === null ? "" : seqIn(cells, end)].join(" ").trim()],
    ...may(labels.who, [...new Set(entries.map((entry) => cells.who(entry)))].join("; ")),
    [labels.started, first.STR],
    [labels.took, texts.time({ ms: lastTime(entries) - Date.parse(first.STR) })],
    ...may(labels.estimate, estimate === null ? null : texts.time({ ms: estimate })),
    ...may(labels.question, askedIn(end) ?? askedIn(answers.at(-1))),
    ...may(labels.line, typeof plan.line === "string" ? plan.line : null),
    ...may(labels.targets, typeof plan.targets === "string" ? targetsSaid(plan.targets) : null),
    ...may(labels.plan, typeof plan.plan === "string" ? plan.plan : null),
    ...may(labels.attempts, begun.length > 1 ? String(begun.length) : null),
    ...may(labels.said, saidIn([...answers, ...(end === null ? [] : [end])])),
    ...may(labels.reason, end?.RST?.status === "OK" ? null : end === null ? null : cells.result(end)),
  ];
}

/** What was begun, asked for, approved, tried again and ended, each by its entry; checks have their own table. */
function eventBlock({ texts, cells }: Saying, { entries }: TurnReport): readonly Block[] {
  const { columns } = texts;
  const rows = entries
    .filter(({ phase, OPR }) => phase === "procedure" && OPR !== "Check")
    .map((entry) => [cells.seq(entry), entry.END ?? entry.STR, entry.OPR, cells.result(entry)]);
  const head = [columns.entry, columns.time, columns.operation, columns.result];
  return rows.length === 0 ? [] : [{ kind: "table", head, rows }];
}

function askedIn(entry: Entry | null | undefined): string | null {
  const asked = entry?.AFT?.asked;
  return typeof asked === "string" ? asked : null;
}

/** What was seen stays said, however the step has ended. */
function saidIn(entries: readonly Entry[]): string {
  return [...new Set(entries.flatMap(({ why }) => why ?? []))].join("; ");
}

function operationBlock({ texts, cells }: Saying, { operations }: TurnReport): readonly Block[] {
  if (operations.length === 0) return [];
  const { columns, phases } = texts;
  const head = [
    columns.entry,
    columns.time,
    columns.kind,
    columns.operation,
    columns.target,
    columns.change,
    columns.result,
    columns.id,
  ];
  const rows = operations.map((entry) => [
    cells.seq(entry),
    entry.END ?? entry.STR,
    phases[entry.phase] ?? entry.phase,
    entry.OPR,
    cells.target(entry),
    cells.change(entry),
    cells.result(entry),
    entry.id,
  ]);
  return [{ kind: "table", head, rows }];
}

function checkBlock({ texts, cells }: Saying, { checks }: TurnReport): readonly Block[] {
  if (checks.length === 0) return [];
  const { columns, when } = texts;
  const rows = checks.map((entry) => {
    const { expression, when: at, value, seen } = entry.AFT ?? {};
    return [
      cells.seq(entry),
      entry.END ?? entry.STR,
      when[at as keyof typeof when] ?? String(at),
      String(expression),
      value === null ? texts.notTold : value === true ? texts.true : texts.false,
      seenSaid(String(seen)),
      cells.result(entry),
    ];
  });
  const head = [
    columns.entry,
    columns.time,
    columns.when,
    columns.expression,
    columns.value,
    columns.seen,
    columns.result,
  ];
  return [{ kind: "table", head, rows }];
}

function seqIn(cells: ReportCells, end: Entry): string {
  return `(${cells.seq(end)})`;
}

function lastTime(entries: readonly Entry[]): number {
  return Math.max(...entries.map(({ STR, END }) => Date.parse(END ?? STR)));
}

function targetsSaid(json: string): string {
  const targets: unknown = JSON.parse(json);
  return Array.isArray(targets) ? targets.join(", ") : "";
}

function seenSaid(json: string): string {
  const seen: unknown = JSON.parse(json);
  return Object.entries(Object(seen))
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}
