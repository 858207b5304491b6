import type { Console } from "#console/console.js";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { AtTurn, ConductedRun } from "#console/store/conducted-run.js";
import type { Entry, Facts } from "#domain/entry.js";
import { failure, type Problem } from "#domain/errors.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import type { Turn } from "#procedures/run/turns.js";

/** Why a step has not gone as it should, in the operator's language as far as the entries tell it. */
export function failureText({ catalogue }: Console, run: ConductedRun, at: AtTurn): readonly TextLine[] {
  if (run.place?.turn === at.turn && run.asking?.kind === "interruption")
    return [
      [
        ["danger", "  "],
        ["danger", explain(run.asking.problem, catalogue).what],
      ],
    ];
  const { record } = run.parts;
  const { end } = at.undoing ? record.undoing(at.turn.key) : record.turn(at.turn.key);
  const { RST, why } = end ?? {};
  if (RST === undefined || end === null) return [];
  const spoken: readonly TextLine[] =
    why === undefined
      ? []
      : [
          [
            ["dim", "  "],
            ["dim", printable(why)],
          ],
        ];
  if (RST.status === "OK") return spoken;
  return [
    [
      ["danger", "  ✗ "],
      ["danger", failedSaid({ catalogue }, run, at.turn, end)],
    ],
    ...spoken,
  ];
}

/** `CODE: what has happened`, of the end of a turn that is not good. */
export function failedSaid(
  { catalogue }: Pick<Console, "catalogue">,
  run: ConductedRun,
  turn: Turn,
  end: Entry,
): string {
  const { code, status, message } = end.RST ?? {};
  const problem = problemOf(run, turn, end);
  const what = problem === null ? printable(message ?? "") : explain(problem, catalogue).what;
  return `${code ?? status}: ${what}`;
}

/** What an entry says of it, as a problem again; null where it does not say enough. */
function problemOf(run: ConductedRun, turn: Turn, end: Entry): Problem | null {
  const { record } = run.parts;
  const code = end.RST?.code;
  if (code === "CHECK_FAILED") {
    const { AFT } = record.turn(turn.key).checks.at(-1) ?? {};
    const check = [
      ...turn.step.before,
      ...turn.step.after,
      ...(turn.step.kind === "check" ? [turn.step.check] : []),
    ].find(({ expression }) => expression.text === AFT?.expression);
    const seen = JSON.parse(String(AFT?.seen ?? "{}")) as Facts;
    return failure(code, { expression: String(AFT?.expression), seen, withinMs: check?.withinMs ?? 0 })
      .problem;
  }
  if (code === "SAID_NO" && turn.step.kind === "confirm")
    return failure(code, { question: run.textOf(turn.step.question, turn) }).problem;
  if (code === "STEP_UNCERTAIN") {
    const deed = record.turn(turn.key).deeds.find(({ last }) => last?.RST?.status !== "OK");
    if (deed === undefined) return null;
    return failure(code, { operation: deed.intent.OPR, name: deed.intent.TGT.name }).problem;
  }
  const { deeds } = record.turn(turn.key);
  const back = record.undoing(turn.key).deeds;
  const bad = [...deeds, ...back].findLast(({ last }) => last?.RST?.code === code);
  return run.problems.get(bad?.last?.id ?? "") ?? null;
}
