import type { Canvas } from "#console/panes/canvas.js";
import type { Span } from "#console/widgets/spans.js";
import { wrap } from "#console/widgets/wrap.js";
import type { Facts } from "#domain/entry.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { size, term } from "#messages/wording.js";
import type { Plan } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";

/**
 * One target of a plan in a line: sign, name, host, before → after or why not.
 *
 * @param lead what its name begins with: the endpoint, where there are several
 */
export function planSpans({ catalogue }: Canvas, plan: Plan, lead: string): readonly Span[] {
  const { prepared, refusal, target, host } = plan;
  const { facts } = catalogue.console.plan;
  const changes = prepared === null ? [] : changesOf(prepared.before, prepared.wanted, facts);
  return [
    refusal === null ? ["ok", "  ✓ "] : ["warning", "  ⊘ "],
    ["accent", printable(`${lead}${target.name}`)],
    ["dim", host === null ? "" : `  ${printable(host)}`],
    ["text", changes.length === 0 || refusal !== null ? "" : `  ${changes.join(", ")}`],
    ["warning", refusal === null ? "" : `  ${explain(refusal, catalogue).what}`],
  ];
}

/** What an operator should know of all of it: the risk, what would be lost, what was chosen, how it is undone. */
export function planNotes(
  { catalogue }: Canvas,
  { name, risk, plans }: Proposal,
  width: number,
): readonly Span[][] {
  const { console: texts, help, results } = catalogue;
  const able = plans.filter(({ refusal }) => refusal === null);
  const [only] = able.length === 1 ? able : [];
  const choices = only?.prepared?.choices ?? [];
  const losses = able.flatMap(({ prepared }) => prepared?.losses ?? []);
  const isPutOff = able.length > 0 && able.every(({ prepared }) => prepared?.chosen.atNextBoot === true);
  const said = risk === "disturbs" && isPutOff ? texts.plan.nextStart : texts.plan.risks[risk];
  const areKept = able.length > 0 && able.every(({ prepared }) => prepared?.chosen.keepDisks === true);
  // What stays is said of what was asked: not every platform leaves disks.
  const undone = name === "DeleteVM" ? texts.plan.deletion[areKept ? "stay" : "go"] : help.undo[name];
  const paragraph = (role: Span[0], text: string): readonly Span[][] =>
    wrap(printable(text), width - 4).map((line) => [[role, `  ${line}`]]);
  return [
    ...paragraph(risk === "destroys" ? "danger" : "dim", said),
    ...results.losses(losses).flatMap((line) => paragraph("danger", line)),
    ...(choices.length === 0
      ? []
      : paragraph("text", results.chosen({ operation: name, target: only?.target.name ?? "", choices }))),
    ...paragraph("dim", `${help.undoing} ${undone.replaceAll("\n", " ")}`),
  ];
}

/** `cpus 2 → 4`: what would differ, as far as it is known beforehand. */
function changesOf(before: Facts, wanted: Facts, terms: Readonly<Record<string, string>>): readonly string[] {
  const named = (key: string) => term(terms, key, key.replace(/MiB$/u, ""));
  return Object.entries(wanted).flatMap(([key, value]) => {
    const was = before[key] ?? null;
    if (was === value) return [];
    return was === null
      ? [`+${named(key)} ${said(key, value)}`]
      : [`${named(key)} ${said(key, was)} → ${said(key, value)}`];
  });
}

function said(key: string, value: Facts[string]): string {
  if (value === null || value === undefined) return "-";
  return typeof value === "number" && key.endsWith("MiB") ? size(value) : printable(String(value));
}
