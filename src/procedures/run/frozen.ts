import { asShosekiError } from "#domain/errors.js";
import type { Loop, Step } from "#domain/procedure.js";
import {
  type FrozenItem,
  type FrozenOperation,
  type FrozenPlan,
  planHash,
} from "#procedures/approval/frozen-plan.js";
import type { RunParts } from "#procedures/run/parts.js";
import { FOR_NOTHING, lineNow } from "#procedures/run/plan-step.js";
import { idOf, nameOf, type Turn } from "#procedures/run/turns.js";
import type { Plan } from "#session/plan.js";

/** What a second person would approve of the whole: the file, what it was begun with, and what its loops are over. */
export function frozenWhole(parts: RunParts): FrozenPlan {
  const source = String(parts.record.begun?.AFT?.source);
  return { ...common(parts), step: null, operations: [], items: itemsOf(parts, null), source };
}

/** What would be approved of a step: its plans, as they are now. */
export function frozenStep(parts: RunParts, turn: Turn, plans: readonly Plan[]): FrozenPlan {
  return {
    ...common(parts),
    step: turn.step.id,
    operations: plans.map((plan) => operationOf(plan, turn.item === null ? null : idOf(turn.item))),
    items: [],
    source: null,
  };
}

/**
 * What would be approved of a loop: its items, and the lines for each. What each line finds is not known before those
 * before it have been run.
 */
export function frozenLoop(parts: RunParts, loop: Loop): FrozenPlan {
  const operations = linesOf(parts, loop).map(({ turn, step }) =>
    lineFrozen(turn, lineFor(parts, turn, step)),
  );
  return { ...common(parts), step: loop.id, operations, items: itemsOf(parts, loop), source: null };
}

/**
 * Whether a turn in a loop would do now what was approved of it in a plan of the loop: for the same run, the same items, and
 * by the same line. What the lines of others would be by now is theirs. Errors: those of its line.
 */
export function isInFrozenLoop(parts: RunParts, turn: Turn, loop: Loop, approved: FrozenPlan): boolean {
  const lines = linesOf(parts, loop);
  const at = lines.findIndex((line) => line.turn.key === turn.key);
  const [line, operation] = [lines[at], approved.operations[at]];
  if (line === undefined || operation === undefined || approved.operations.length !== lines.length)
    return false;
  const now = lineFrozen(turn, lineNow(parts, turn, line.step));
  const frame = { ...common(parts), step: loop.id, items: itemsOf(parts, loop), source: null };
  return planHash({ ...frame, operations: [now] }) === planHash({ ...approved, operations: [operation] });
}

interface LoopLine {
  readonly turn: Turn;
  readonly step: Extract<Step, { readonly kind: "run" }>;
}

/** The turns of a loop that are command lines, in their order. */
function linesOf({ turns }: RunParts, loop: Loop): readonly LoopLine[] {
  return turns.flatMap((turn) =>
    turn.loop === loop && turn.step.kind === "run" ? [{ turn, step: turn.step }] : [],
  );
}

/** What is not there any more keeps nobody from approving the rest: nothing is approved for it. */
function lineFor(parts: RunParts, turn: Turn, step: LoopLine["step"]): string {
  try {
    return lineNow(parts, turn, step);
  } catch (cause) {
    if (asShosekiError(cause).code !== "EXPRESSION_FAILED") throw cause;
    return FOR_NOTHING;
  }
}

function lineFrozen({ item }: Turn, line: string): FrozenOperation {
  return {
    line,
    operation: "",
    item: item === null ? null : idOf(item),
    target: { kind: "", id: null, name: item === null ? "" : nameOf(item) },
    before: {},
    wanted: {},
    chosen: {},
    losses: [],
  };
}

/** The loop of that id; null where what has it is none. */
export function loopCalled({ procedure }: RunParts, id: string): Loop | null {
  const found = procedure.steps.find((step) => step.id === id);
  return found?.kind === "for-each" ? found : null;
}

function common({ sha256, record, parameters, session }: RunParts) {
  const { endpoint } = session().login.HST;
  return {
    procedure: sha256,
    run: record.id,
    endpoint,
    ticket: record.begun?.ticket ?? null,
    parameters,
  };
}

function itemsOf({ sets }: RunParts, loop: Loop | null): readonly FrozenItem[] {
  return [...sets].flatMap(([id, items]) =>
    loop === null || loop.id === id ? items.map((item) => ({ id: idOf(item), name: nameOf(item) })) : [],
  );
}

function operationOf({ operation, ask, target, prepared }: Plan, item: string | null): FrozenOperation {
  return {
    line: ask,
    operation: operation.name,
    item,
    target: { kind: target.kind, id: target.id, name: target.name },
    before: prepared?.before ?? {},
    wanted: prepared?.wanted ?? {},
    chosen: prepared?.chosen ?? {},
    losses: prepared?.losses ?? [],
  };
}
