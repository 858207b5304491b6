import { failure, type Problem } from "#domain/errors.js";
import type { UndoSaid } from "#domain/procedure.js";
import { answered, recordAnswer } from "#procedures/run/answers.js";
import { carryOut } from "#procedures/run/carry-out.js";
import { doubtfulOf } from "#procedures/run/deeds.js";
import { inversesOf } from "#procedures/run/inverses.js";
import { type Ending, endTurn, type Move, resultOf, uncertainty } from "#procedures/run/moves.js";
import { orNotTold } from "#procedures/run/not-told.js";
import type { RunParts } from "#procedures/run/parts.js";
import { FOR_NOTHING } from "#procedures/run/plan-step.js";
import { type Planned, planAsked, planLine } from "#procedures/run/planning.js";
import { textNotedBy } from "#procedures/run/run-line.js";
import { standingOf } from "#procedures/run/standing.js";
import type { Turn } from "#procedures/run/turns.js";

type End = (ending: Ending) => Move;

/** What was done in a turn is undone: planned again, agreed to again, recorded again; or left, and why. */
export async function undoTurn(parts: RunParts, turn: Turn): Promise<Move> {
  const since = performance.now();
  const end: End = (ending) => endTurn(parts, turn, true, { ...ending, since });
  const answer = await parts.conductor.atTurn(turn);
  if (answer.kind === "pause") return answer;
  if (answer.kind === "skip") return end({ state: "kept", why: answer.why });
  return await orNotTold(parts, turn, true, () => undo(parts, turn, since, end));
}

async function undo(parts: RunParts, turn: Turn, since: number, end: End): Promise<Move> {
  const said = turn.step.undo;
  if (said?.kind === "none") return end({ state: "kept", why: parts.reader.text(said.why, turn) });
  if (said?.kind === "manual") return await byHand(parts, turn, said, end);
  // What was done by hand is known to nobody but whoever did it.
  if (turn.step.kind === "manual" && said === null)
    return end({ state: "kept", result: resultOf(parts, notSaid(turn)) });
  const back = parts.record.undoing(turn.key);
  const doubtful = doubtfulOf([...parts.record.turn(turn.key).deeds, ...back.deeds], back.retriedAt);
  if (doubtful !== null) return end({ state: "undo-failed", result: uncertainty(parts, doubtful) });
  const standing = standingOf(back);
  if (standing.kind === "failed") return end({ state: "undo-failed", result: standing.result });
  return said?.kind === "run"
    ? await bySaidLine(parts, turn, said, since, end)
    : await byInverses(parts, turn, since, end);
}

async function byHand(
  parts: RunParts,
  turn: Turn,
  { instructions }: Extract<UndoSaid, { readonly kind: "manual" }>,
  end: End,
): Promise<Move> {
  const before = answered(parts, turn, true);
  if (before !== null) {
    const { asked, why } = before;
    return end({ state: "undone", asked, ...(why === undefined ? {} : { why }) });
  }
  const since = performance.now();
  const asked = parts.reader.text(instructions, turn);
  const said = await parts.conductor.atInstructions(turn, asked, true);
  if (said.kind === "seen") {
    recordAnswer(parts, turn, true, { asked, answer: "seen", why: said.text, since });
    return end({ state: "undone", asked, why: said.text });
  }
  if (said.kind === "skip") return end({ state: "kept", asked, why: said.why });
  return { kind: "pause", why: said.why };
}

function notSaid({ step }: Turn): Problem {
  return failure("NOT_UNDOABLE", { operation: step.id, why: "NOT_FROM_HERE" }).problem;
}

/** The command line that the file says; for those of its targets that are left, where it was begun before. */
async function bySaidLine(
  parts: RunParts,
  turn: Turn,
  said: Extract<UndoSaid, { readonly kind: "run" }>,
  since: number,
  end: End,
): Promise<Move> {
  const standing = standingOf(parts.record.undoing(turn.key));
  if (standing.kind === "done") return end({ state: "undone" });
  const line = standing.kind === "left" ? standing.line : parts.reader.line(said.line, turn);
  // Nothing is undone by what finds nothing, nor by what is only noted down.
  if (line === FOR_NOTHING) return end({ state: "kept", result: resultOf(parts, notSaid(turn)) });
  const noted = textNotedBy(line);
  if (noted !== null) return end({ state: "kept", why: noted });
  const planned = await planLine(parts, line, standing.kind === "left" ? standing.targets : null);
  return (await agreeAndCarryOut(parts, turn, planned, since)) ?? end({ state: "undone" });
}

/** The inverse of all that was done, the last first, as long as each is still as it was left. */
async function byInverses(parts: RunParts, turn: Turn, since: number, end: End): Promise<Move> {
  const { record } = parts;
  for (;;) {
    const { asked, kept } = inversesOf(record.turn(turn.key).deeds, record.undoing(turn.key).deeds);
    const [first] = asked;
    if (first === undefined) {
      if (kept === null) return end({ state: "undone" });
      return end({ state: "kept", result: resultOf(parts, kept) });
    }
    const planned = await planAsked(parts, asked.map(({ ask }) => ask).join("\n"), asked);
    const left = await agreeAndCarryOut(parts, turn, planned, since);
    if (left !== null) return left;
  }
}

/** Answers where the run goes when it was not carried out, or not all; null when it was. */
async function agreeAndCarryOut(
  parts: RunParts,
  turn: Turn,
  planned: Planned,
  since: number,
): Promise<Move | null> {
  if (planned.kind !== "planned") return planned;
  const { proposal, line } = planned;
  const answer = await parts.conductor.atPlan(turn, proposal, true);
  if (answer.kind === "skip") return endTurn(parts, turn, true, { state: "kept", why: answer.why, since });
  if (answer.kind !== "go") return { kind: "pause", why: answer.why };
  return await carryOut(parts, turn, { line, proposal, undoing: true, since });
}
