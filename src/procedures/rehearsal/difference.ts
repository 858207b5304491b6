import type { Difference, TurnDifference, TurnVerdict } from "#domain/difference.js";
import type { Rehearsal, RehearsedStep } from "#domain/rehearsal.js";
import type { StepEnd } from "#domain/run.js";
import { bornIn } from "#procedures/rehearsal/born-in.js";
import { entryDifferences } from "#procedures/rehearsal/entry-differences.js";
import { endOf, type RunRecord, type TurnRecord } from "#procedures/run/run-record.js";
import { idOf, keyOf, nameOf, type Turn } from "#procedures/run/turns.js";

/** What a run has come to so far beside what was predicted of it. */
export function difference(rehearsal: Rehearsal, record: RunRecord, turns: readonly Turn[]): Difference {
  const rehearsed = new Map(rehearsal.steps.map((step) => [keyOfStep(step), step]));
  const known = new Set(turns.map(({ key }) => key));
  const gone = rehearsal.steps.filter((step) => !known.has(keyOfStep(step))).map(notInRun);
  const born = bornIn(rehearsal);
  const all = [
    ...turns.map((turn) => differenceIn(rehearsed.get(turn.key), turn, record.turn(turn.key), born)),
    ...gone,
  ];
  const end = { predicted: rehearsal.end, actual: record.end };
  return {
    rehearsedAt: rehearsal.at,
    end,
    turns: all,
    isAsPredicted: end.predicted === end.actual && all.every(({ verdict }) => verdict === "as-predicted"),
  };
}

function keyOfStep({ step, item }: Pick<RehearsedStep, "step" | "item">): string {
  return keyOf({ step, ...(item === null ? {} : { item }) });
}

function differenceIn(
  rehearsed: RehearsedStep | undefined,
  turn: Turn,
  record: TurnRecord,
  born: ReadonlySet<string>,
): TurnDifference {
  const { item, step } = turn;
  const state = { predicted: rehearsed?.state ?? null, actual: endOf(record) };
  const isBegun = record.begun !== null || record.checks.length > 0 || state.actual !== null;
  const entries =
    state.predicted === null || !isBegun
      ? []
      : entryDifferences(rehearsed?.predicted ?? [], record.deeds, born);
  return {
    step: step.id,
    item: item === null ? null : idOf(item),
    itemName: item === null ? null : nameOf(item),
    verdict: verdictOn(state, isBegun, entries.length > 0),
    state,
    // Of what was left out nothing is missing.
    entries: state.actual === "skipped" ? [] : entries,
    ms: { estimated: rehearsed?.estimateMs ?? null, actual: record.end?.ms ?? null },
  };
}

interface States {
  readonly predicted: StepEnd | null;
  readonly actual: StepEnd | null;
}

function verdictOn({ predicted, actual }: States, isBegun: boolean, entriesDiffer: boolean): TurnVerdict {
  if (predicted === null) return isBegun ? "not-predicted" : "as-predicted";
  if (!isBegun) return "not-reached";
  if (actual === "skipped" && predicted !== "skipped") return "skipped";
  return predicted !== actual || entriesDiffer ? "differs" : "as-predicted";
}

function notInRun({ step, item, itemName, state, estimateMs }: RehearsedStep): TurnDifference {
  return {
    step,
    item,
    itemName,
    verdict: "not-in-run",
    state: { predicted: state, actual: null },
    entries: [],
    ms: { estimated: estimateMs, actual: null },
  };
}
