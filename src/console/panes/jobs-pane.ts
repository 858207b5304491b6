import type { Canvas } from "#console/panes/canvas.js";
import type { Job, JobsModel } from "#console/store/jobs-model.js";
import { paintEnds, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { printable } from "#messages/printable.js";
import type { Plan } from "#session/plan.js";

interface Row {
  readonly name: string;
  readonly target: string;
  readonly percent: number | null;
  readonly begun: number;
}

/** How many rows there are of what is running. */
export function jobRows(model: JobsModel): number {
  return model.jobs.reduce((sum, { running }) => sum + Math.max(1, running.size), 0);
}

/** What a target's name begins with: its endpoint, where there are several. */
type Lead = (plan: Plan) => string;

/** What is running, with its progress and how long it has been. */
export function jobsLines(
  { paint, catalogue }: Canvas,
  model: JobsModel,
  width: number,
  height: number,
  lead: Lead,
): readonly string[] {
  const { jobs: texts } = catalogue.console;
  const rows = model.jobs.flatMap((job) => rowsOf(job, lead));
  const shown = rows.length > height - 1 ? rows.slice(0, height - 2) : rows;
  const hidden = rows.length - shown.length;
  const counts: Span[] = model.jobs
    .filter(({ total }) => total > 1)
    .map(({ done, total }) => ["info", texts.done({ done, total })]);
  return [
    titleLine(paint, texts.title({ count: rows.length }), counts, false, width),
    ...shown.map(({ name, target, percent, begun }) => {
      const left: Span[] = [
        ["info", ` ${name} `],
        ["text", printable(target)],
      ];
      const right: Span[] = [
        ["accent", bar(percent)],
        ["text", percent === null ? "      " : ` ${String(percent).padStart(3)} %`],
        ["dim", `  ${((performance.now() - begun) / 1000).toFixed(1)} s `],
      ];
      return paintEnds(paint, left, right, width);
    }),
    ...(hidden === 0 ? [] : [paintEnds(paint, [["dim", ` ${texts.more({ count: hidden })}`]], [], width)]),
  ];
}

function rowsOf({ ask, begun, running }: Job, lead: Lead): readonly Row[] {
  if (running.size === 0) return [{ name: "…", target: ask, percent: null, begun }];
  return [...running].map(([plan, its]) => ({
    name: plan.operation.name,
    target: `${lead(plan)}${plan.target.name}${plan.via === undefined ? "" : `  ← ${plan.via}`}`,
    percent: its.percent,
    begun: its.begun,
  }));
}

const BAR = 16;

function bar(percent: number | null): string {
  if (percent === null) return "·".repeat(BAR);
  const full = Math.round((percent / 100) * BAR);
  return "█".repeat(full) + "░".repeat(BAR - full);
}
