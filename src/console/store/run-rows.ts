import type { ConductedRun } from "#console/store/conducted-run.js";
import { type TurnState, turnState } from "#console/store/turn-state.js";
import type { Loop } from "#domain/procedure.js";
import { endOf, type RunRecord } from "#procedures/run/run-record.js";
import { nameOf, type Turn } from "#procedures/run/turns.js";

/** One line of a run's list of steps: a step, or a loop above the steps of one of its items. */
export interface RunRow {
  /** The turn's, or the loop's id. */
  readonly key: string;
  readonly title: string;
  readonly isInLoop: boolean;
  readonly state: TurnState;
  readonly isCurrent: boolean;
  /** Null for a loop. */
  readonly turn: Turn | null;
  /** Of a loop: its turns, how many items are over, and the item whose steps are below. */
  readonly loop: LoopRow | null;
}

interface LoopRow {
  readonly turns: readonly Turn[];
  readonly over: number;
  readonly of: number;
  /** Its name; empty where none is shown. */
  readonly item: string;
}

/** The steps in their order; of each loop the item that it is at, or was at last. */
export function runRows(run: ConductedRun): readonly RunRow[] {
  const { procedure, turns, record } = run.parts;
  const { place } = run;
  const current = place?.turn.key ?? null;
  const stateOf: StateOf = (turn) =>
    turnState(record, turn, turn.key !== current ? null : place?.undoing === true ? "undo" : "run");
  const row = (turn: Turn): RunRow => ({
    key: turn.key,
    title: run.titleOf(turn),
    isInLoop: turn.loop !== null,
    state: stateOf(turn),
    isCurrent: turn.key === current,
    turn,
    loop: null,
  });
  return procedure.steps.flatMap((step) => {
    if (step.kind === "for-each") {
      const its = turns.filter(({ loop }) => loop?.id === step.id);
      const shown = itemShown(record, its, current);
      const below = its.filter(({ item }) => shown !== null && item === shown.item);
      return [loopRow(run, step, { its, stateOf, shown }), ...below.map(row)];
    }
    const turn = turns.find(({ key }) => key === step.id);
    return turn === undefined ? [] : [row(turn)];
  });
}

/** A turn of the item that is shown of a loop: where the run is, where it was last, or the first; null when all is over. */
function itemShown(record: RunRecord, its: readonly Turn[], current: string | null): Turn | null {
  const at = its.find(({ key }) => key === current);
  if (at !== undefined) return at;
  if (its.every(({ key }) => isOver(record, key))) return null;
  return its.findLast(({ key }) => record.turn(key).end !== null) ?? its[0] ?? null;
}

type StateOf = (turn: Turn) => TurnState;

interface OfLoop {
  readonly its: readonly Turn[];
  readonly stateOf: StateOf;
  readonly shown: Turn | null;
}

function loopRow(run: ConductedRun, { id, title, at }: Loop, { its, stateOf, shown }: OfLoop): RunRow {
  const { record } = run.parts;
  const [first] = its;
  const items = Map.groupBy(its, ({ item }) => item);
  const over = [...items.values()].filter((each) => each.every(({ key }) => isOver(record, key))).length;
  return {
    key: id,
    title: first === undefined ? title : run.textOf({ text: title, at }, first),
    isInLoop: false,
    state: loopState(its.map(stateOf)),
    isCurrent: false,
    turn: null,
    loop: {
      turns: its,
      over,
      of: items.size,
      item: shown === null || shown.item === null ? "" : nameOf(shown.item),
    },
  };
}

function isOver(record: RunRecord, key: string): boolean {
  const end = endOf(record.turn(key));
  return end === "done" || end === "skipped";
}

/** One turn that is so says it of the whole loop, the first of these. */
const TELLING: readonly TurnState[] = ["undo-failed", "uncertain", "failed", "undoing", "current"];
const SETTLED: readonly TurnState[] = ["kept", "undone", "done", "skipped"];

/** The worst of its turns where one is not as it should be; else whether all, some or none are over. */

function loopState(all: readonly TurnState[]): TurnState {
  const states = new Set(all);
  const found = TELLING.find((state) => states.has(state));
  if (found !== undefined) return found;
  if (states.has("waiting")) return states.size > 1 ? "current" : "waiting";
  return SETTLED.find((state) => states.has(state)) ?? "done";
}
