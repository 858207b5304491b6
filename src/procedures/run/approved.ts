import type { Entry } from "#domain/entry.js";
import { failure, type Problem } from "#domain/errors.js";
import type { Loop } from "#domain/procedure.js";
import { planHash } from "#procedures/approval/frozen-plan.js";
import type { ApprovalRequest } from "#procedures/approval/request.js";
import { verifyApproval } from "#procedures/approval/verify-approval.js";
import { frozenStep, frozenWhole, isInFrozenLoop } from "#procedures/run/frozen.js";
import { ENDED, endTurn, type Move, resultOf } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { Asked } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Plan } from "#session/plan.js";

/**
 * Whether what is about to be done is what a second person has approved, where one had to: null when it is. Where it is
 * not any more, the step that asks for the approval is open again, and that is where the run goes; so it does where the
 * whole is what is not approved any more.
 */
export function isStillApproved(parts: RunParts, turn: Turn, plans: readonly Plan[]): Move | null {
  if (parts.procedure.approval !== null && !isWholeApproved(parts)) return ENDED;
  for (const { asking, of } of askedFor(parts, turn)) {
    const { loop } = turn;
    const problem =
      loop !== null && of === loop.id
        ? refusalWhere(parts, of, (request) => isInLoop(parts, turn, loop, request))
        : refusalOf(parts, of, planHash(frozenStep(parts, turn, plans)));
    if (problem === null) continue;
    endTurn(parts, asking, false, { state: "failed", result: resultOf(parts, problem, "REFUSED") });
    return ENDED;
  }
  return null;
}

/** One lost machine takes nothing from the others of its loop: of what was approved, it is this turn's line that counts. */
function isInLoop(parts: RunParts, turn: Turn, loop: Loop, { AFT }: Entry): boolean {
  if (typeof AFT?.text !== "string") return false;
  const { frozen } = JSON.parse(AFT.text) as ApprovalRequest;
  return planHash(frozen) === AFT.plan && isInFrozenLoop(parts, turn, loop, frozen);
}

/** Whether a second person's approval of the whole holds now. */
export function isWholeApproved(parts: RunParts): boolean {
  return refusalOf(parts, null, planHash(frozenWhole(parts))) === null;
}

interface Approval {
  /** The turn that asks for it. */
  readonly asking: Turn;
  readonly of: string;
}

/** What approvals a turn needs: of its step, in a loop for the same item, and of its loop. */
function askedFor({ turns }: RunParts, { step, loop, item }: Turn): readonly Approval[] {
  return turns.flatMap((asking) => {
    if (asking.step.kind !== "approve") return [];
    const { of } = asking.step;
    const isOfStep = of === step.id && asking.item === item;
    return isOfStep || (asking.loop === null && of === loop?.id) ? [{ asking, of }] : [];
  });
}

/**
 * Why no approval counts, of what was accepted of a step or loop, or of the whole: null when one does. An approval is held
 * against whoever would use it now: a run can come to the very person who has approved it.
 */
export function refusalOf(parts: RunParts, of: string | null, plan: string): Problem | null {
  return refusalWhere(parts, of, ({ AFT }) => AFT?.plan === plan);
}

function refusalWhere(parts: RunParts, of: string | null, fits: (request: Entry) => boolean): Problem | null {
  const step = of ?? parts.procedure.title;
  const accepted = parts.record.asked.filter(
    ({ request, approved }) => request.AFT?.of === of && approved !== null,
  );
  if (accepted.length === 0) return failure("APPROVAL_MISSING", { step }).problem;
  const fitting = accepted.filter(({ request }) => fits(request));
  const problems = fitting.map((asked) => problemOf(parts, step, asked));
  if (problems.includes(null)) return null;
  return problems.at(-1) ?? failure("APPROVAL_PLAN_CHANGED", { step }).problem;
}

/** By its bytes, as when it was handed in: whoever has taken the run over believes nobody's word for it. */
function problemOf(
  { approving, record }: RunParts,
  step: string,
  { request, approved }: Asked,
): Problem | null {
  const { text, of = null, plan, expires } = request.AFT ?? {};
  const signature = approved?.AFT?.signatureText;
  const { approvers } = approving;
  if (typeof text !== "string" || typeof signature !== "string" || approvers === null)
    return failure("APPROVAL_MISSING", { step }).problem;
  const verdict = verifyApproval({
    request: Buffer.from(text),
    signature,
    expected: {
      run: record.id,
      step: of === null ? null : String(of),
      plan: String(plan),
      requests: new Set([String(request.AFT?.request)]),
      used: new Set(),
    },
    approvers,
    operator: approving.operator(),
    now: approving.now(),
  });
  if ("approved" in verdict) return null;
  const isOver = verdict.refused.code === "APPROVAL_EXPIRED";
  return isOver ? failure("APPROVAL_TOO_OLD", { step, expires: String(expires) }).problem : verdict.refused;
}

/** Those that can still be answered. */
export function openRequest({ record, approving }: RunParts, of: string | null, plan: string): Entry | null {
  const asked = record.asked.findLast(
    ({ request, approved }) =>
      approved === null &&
      request.AFT?.of === of &&
      request.AFT.plan === plan &&
      approving.now() < Date.parse(String(request.AFT.expires)),
  );
  return asked?.request ?? null;
}
