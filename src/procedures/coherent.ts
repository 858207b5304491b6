import type { Loop, Place, Procedure, Step } from "#domain/procedure.js";
import type { ProcedureProblem } from "#domain/procedure-problem.js";
import { nearestWord } from "#language/nearest-word.js";
import { RESERVED_NAMES } from "#procedures/reserved-names.js";
import { patternProblem } from "#procedures/safe-pattern.js";

/** What is wrong with a file each part of which fits, and where. */
export interface Incoherence {
  readonly at: Place;
  readonly problem: ProcedureProblem;
}

/** The most steps of a file, loops and those in them together. */
const MOST_STEPS = 500;

/** What does not go together in a procedure: names and ids that are taken, approvals of nothing. In the order of the file's parts. */
export function incoherences(procedure: Procedure): readonly Incoherence[] {
  return [...ofNames(procedure), ...ofChange(procedure), ...ofIds(procedure), ...ofApprovals(procedure)];
}

function ofNames({ parameters, steps }: Procedure): readonly Incoherence[] {
  const loops = steps.filter((step) => step.kind === "for-each");
  const taken = new Set(parameters.map(({ name }) => name));
  const reserved = [
    ...parameters.map(({ name, at }) => ({ name, at })),
    ...loops.map(({ as: name, at }) => ({ name, at })),
  ].filter(({ name }) => RESERVED_NAMES.has(name));
  return [
    ...reserved.map(({ name, at }) => ({ at, problem: { kind: "NAME_RESERVED", name } as const })),
    ...loops
      .filter(({ as }) => taken.has(as))
      .map(({ as: name, at }) => ({ at, problem: { kind: "NAME_TWICE", name } as const })),
  ];
}

function ofChange({ change }: Procedure): readonly Incoherence[] {
  const kind = change === null ? null : patternProblem(change.text);
  if (change === null || kind === null) return [];
  return [{ at: change.at, problem: { kind, at: "change", text: change.text } }];
}

function ofIds({ steps }: Procedure): readonly Incoherence[] {
  const all = steps.flatMap((step) => (step.kind === "for-each" ? [step, ...step.steps] : [step]));
  const tooMany = all[MOST_STEPS];
  if (tooMany !== undefined) {
    return [{ at: tooMany.at, problem: { kind: "TOO_MANY", at: "steps", limit: MOST_STEPS } }];
  }
  const first = new Map<string, Place>();
  return all.flatMap(({ id, at }) => {
    const before = first.get(id);
    if (before !== undefined) return [{ at, problem: { kind: "ID_TWICE", id, line: before.line } }];
    first.set(id, at);
    return [];
  });
}

function ofApprovals({ steps }: Procedure): readonly Incoherence[] {
  const levels = [steps, ...steps.flatMap((step) => (step.kind === "for-each" ? [step.steps] : []))];
  return levels.flatMap((level) => level.flatMap((step, index) => ofApproval(step, level.slice(index + 1))));
}

/** What a plan is agreed to must come after that: a run, or a loop. */
function ofApproval(step: Step | Loop, later: readonly (Step | Loop)[]): readonly Incoherence[] {
  if (step.kind !== "approve") return [];
  const ids = later.filter(({ kind }) => kind === "run" || kind === "for-each").map(({ id }) => id);
  if (ids.includes(step.of)) return [];
  const problem = { kind: "APPROVES_NOTHING", id: step.of, nearest: nearestWord(step.of, ids) } as const;
  return [{ at: step.at, problem }];
}
