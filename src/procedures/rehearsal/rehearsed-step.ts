import type { Entry } from "#domain/entry.js";
import type { Step } from "#domain/procedure.js";
import type { PredictedEntry, RehearsedCheck, RehearsedStep, RehearsedUndoing } from "#domain/rehearsal.js";
import type { RehearsingConductor } from "#procedures/rehearsal/rehearsing-conductor.js";
import { undoableOf } from "#procedures/rehearsal/undoable.js";
import type { UsualDuration } from "#procedures/rehearsal/usual-durations.js";
import { type Deed, stateOf } from "#procedures/run/deeds.js";
import type { Reader } from "#procedures/run/parts.js";
import { endOf, type RunRecord } from "#procedures/run/run-record.js";
import { idOf, nameOf, type Turn } from "#procedures/run/turns.js";

/** Operations of one line that are under way at once. */
const AT_ONCE = 4;

/** What a rehearsal has left to tell of its steps. */
export interface Rehearsed {
  readonly record: RunRecord;
  readonly conductor: RehearsingConductor;
  readonly reader: Reader;
  readonly usually: UsualDuration;
  /** What each step is in the file. */
  readonly kindOf: (step: string) => Step["kind"];
  /** As it was when its turn came. */
  readonly titleOf: (turn: Turn) => string;
}

/** A turn as the rehearsal's entries have it. */
export function rehearsedStep(rehearsed: Rehearsed, turn: Turn): RehearsedStep {
  const { record, conductor, kindOf } = rehearsed;
  const { step, key } = turn;
  const { begun, deeds, checks, end } = record.turn(key);
  const line = begun?.AFT?.line;
  return {
    ...namesOf(rehearsed, turn),
    kind: kindOf(step.id),
    line: typeof line === "string" ? line : null,
    targets: conductor.targetsOf(key),
    predicted: deeds.map(predictedOf),
    checks: checks.map(checkOf),
    state: endOf(record.turn(key)),
    refused: refusalOf(end),
    undoable: undoableOf(step, deeds, saidWhy(rehearsed, turn)),
    estimateMs: step.estimateMs ?? estimateOf(rehearsed, turn, deeds),
  };
}

/** What undid a turn. */
export function rehearsedUndoing(rehearsed: Rehearsed, turn: Turn): RehearsedUndoing {
  const { record } = rehearsed;
  const { deeds, end } = record.undoing(turn.key);
  return {
    ...namesOf(rehearsed, turn),
    predicted: deeds.map(predictedOf),
    state: endOf(record.undoing(turn.key)),
    refused: refusalOf(end),
  };
}

function namesOf({ titleOf }: Rehearsed, turn: Turn) {
  const { step, item } = turn;
  const [id, itemName] = item === null ? [null, null] : [idOf(item), nameOf(item)];
  return { step: step.id, item: id, itemName, title: titleOf(turn) };
}

function predictedOf({ intent, last }: Deed): PredictedEntry {
  const { OPR, TGT, BEF = {} } = intent;
  const { id, name } = last?.TGT ?? TGT;
  const { status = "UNKNOWN", code = null, message = null } = last?.RST ?? {};
  return {
    OPR,
    target: { id: TGT.id ?? id, name: TGT.name === "" ? name : TGT.name },
    BEF: last?.BEF ?? BEF,
    AFT: last?.AFT ?? {},
    status,
    code,
    message,
  };
}

function checkOf({ AFT = {} }: Entry): RehearsedCheck {
  const { expression, when, value } = AFT;
  return {
    expression: String(expression),
    when: when === "before" || when === "after" ? when : "step",
    value: typeof value === "boolean" ? value : null,
  };
}

function refusalOf(end: Entry | null): RehearsedStep["refused"] {
  const { status = "OK", code = "", message = "" } = end?.RST ?? {};
  return status === "OK" ? null : { code, message };
}

function saidWhy({ reader }: Rehearsed, turn: Turn): string | null {
  const { undo } = turn.step;
  if (undo?.kind !== "none") return null;
  try {
    return reader.text(undo.why, turn);
  } catch {
    // What it names is gone by the end; what is written says enough.
    return undo.why.text;
  }
}

/** What its operations usually take, as many at once as they are run, and what was waited for. */
function estimateOf(
  { usually, conductor, kindOf }: Rehearsed,
  { step, key }: Turn,
  deeds: readonly Deed[],
): number | null {
  const waited = conductor.waitedMs(key);
  if (kindOf(step.id) === "check") return waited;
  if (step.kind !== "run") return null;
  const done = deeds.filter((deed) => stateOf(deed) === "done");
  const each = done.map(({ intent }) => usually(intent.OPR));
  const known = each.flatMap((ms) => ms ?? []);
  if (known.length < each.length || each.length === 0) return waited > 0 ? waited : null;
  const longest = Math.max(...known);
  return Math.ceil(known.length / AT_ONCE) * longest + waited;
}
