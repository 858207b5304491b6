import type { Setting } from "#cli/io.js";
import type { Entry } from "#domain/entry.js";
import { ShosekiError } from "#domain/errors.js";
import type { StepEnd } from "#domain/run.js";
import { change } from "#listings/change.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import type { Looking } from "#procedures/run/conductor.js";
import type { RunParts } from "#procedures/run/parts.js";
import { titleOf } from "#procedures/run/title-of.js";
import { idOf, nameOf, type Turn } from "#procedures/run/turns.js";
import type { Plan } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";

/** How a run reaches whoever reads: its steps, plans and entries, as they come. */
export interface RunPrinter {
  turn(parts: RunParts, turn: Turn): void;
  plan(turn: Turn, proposal: Proposal, undoing: boolean): void;
  looking(looking: Looking): void;
  /** An entry of the phase `procedure`. */
  entry(entry: Entry): void;
}

/** JSON Lines: entries, and between them the plans that they come of. */
export function jsonRunPrinter({ io }: Setting): RunPrinter {
  return {
    turn: () => undefined,
    plan: ({ step, item }, { ask, plans }, undoing) => {
      const operations = plans.map(({ operation, target, prepared, refusal }) => ({
        operation: operation.name,
        target,
        before: prepared?.before ?? {},
        wanted: prepared?.wanted ?? {},
        losses: prepared?.losses ?? [],
        refusal: refusal?.code ?? null,
      }));
      const of = { step: step.id, item: item === null ? null : idOf(item), undoing };
      io.out(JSON.stringify({ plan: { ...of, line: ask, operations } }));
    },
    looking: () => undefined,
    entry: (entry) => io.out(JSON.stringify(entry)),
  };
}

export function humanRunPrinter(setting: Setting): RunPrinter {
  const { io, catalogue } = setting;
  const { procedureRun: texts, results, console } = catalogue;
  const out = (text: string) => io.out(text.split("\n").map(printable).join("\n"));
  let waitsFor: Looking["check"] | null = null;
  const planLine = ({ operation, target, prepared, refusal }: Plan): readonly string[] => {
    const differs =
      prepared === null
        ? null
        : change({ BEF: prepared.before, AFT: { ...prepared.before, ...prepared.wanted } });
    const named = [operation.name, target.name, differs].filter((part) => part !== null && part !== "");
    const refused = refusal === null ? [] : [`${refusal.code}: ${explain(refusal, catalogue).what}`];
    return [named.join("  "), ...results.losses(prepared?.losses ?? []), ...refused];
  };
  return {
    turn: (parts, turn) => {
      const { turns, record } = parts;
      const number = turns.findIndex(({ key }) => key === turn.key) + 1;
      const { item } = turn;
      const about = { number, count: turns.length, title: titleOf(parts, turn) };
      const undoing = record.backOut !== null;
      out(texts.turn({ ...about, item: item === null ? null : nameOf(item), undoing }));
    },
    plan: (_turn, { ask, plans }) => {
      // What undoes several has a line for each.
      const byLine = Map.groupBy(plans, (plan) => plan.ask);
      if (plans.length === 0) out(`  ${texts.plan({ line: ask, operations: 0 })}`);
      for (const [line, each] of byLine) {
        const lines = [texts.plan({ line, operations: each.length }), ...each.flatMap(planLine)];
        out(lines.map((text, index) => `${" ".repeat(index === 0 ? 2 : 4)}${text}`).join("\n"));
      }
    },
    looking: ({ check, until }) => {
      if (until === null || waitsFor === check) return;
      waitsFor = check;
      const { text: expression } = check.expression;
      out(`  ${texts.waits({ expression, until: new Date(until).toISOString() })}`);
    },
    entry: ({ OPR, AFT = {}, RST, TGT, run }) => {
      const { id = "" } = run ?? {};
      const { name: title } = TGT;
      if (OPR === "BeginRun") out(texts.begun({ title, id, steps: Number(AFT.steps) }));
      else if (OPR === "ResumeRun") out(texts.resumed({ title, id }));
      else if (OPR === "Check") {
        const value = typeof AFT.value === "boolean" ? AFT.value : null;
        out(`  ${texts.check({ expression: String(AFT.expression), value })}`);
      } else if (OPR === "EndStep") {
        const state = console.run.states[AFT.state as StepEnd];
        out(`  ${texts.ended({ state, what: RST?.status === "OK" ? "" : (RST?.message ?? "") })}`);
      }
    },
  };
}

/** What is said of a problem, in short. */
export function whatOf({ catalogue }: Setting, problem: ShosekiError["problem"]): string {
  const { problem: said } = new ShosekiError(problem);
  return `${said.code}: ${explain(said, catalogue).what}`;
}
