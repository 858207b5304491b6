import type { Entry } from "#domain/entry.js";
import { failure, type Problem } from "#domain/errors.js";
import type { Step } from "#domain/procedure.js";
import { type FrozenPlan, planHash } from "#procedures/approval/frozen-plan.js";
import { newRequest, requestText, sha256Of } from "#procedures/approval/request.js";
import { verifyApproval } from "#procedures/approval/verify-approval.js";
import { openRequest, refusalOf } from "#procedures/run/approved.js";
import type { Answer, RequestFile } from "#procedures/run/conductor.js";
import { endByChecks } from "#procedures/run/end-by-checks.js";
import { frozenLoop, frozenStep, frozenWhole, loopCalled } from "#procedures/run/frozen.js";
import { ENDED, type Move, recordTurn, resultOf, type TurnEvent } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import { FOR_NOTHING, lineNow, planStep } from "#procedures/run/plan-step.js";
import { recordWhole } from "#procedures/run/record-whole.js";
import type { Turn } from "#procedures/run/turns.js";

type ApproveStep = Extract<Step, { readonly kind: "approve" }>;

/** A step that waits until a second person has approved what a later one would do, as it would be done now. */
export async function runApprove(parts: RunParts, turn: Turn, step: ApproveStep): Promise<Move> {
  const since = performance.now();
  const frozen = await frozenSubject(parts, turn, step.of);
  if ("kind" in frozen) return frozen;
  // It was accepted before this process was killed, or before a check after it was not so.
  if (refusalOf(parts, step.of, planHash(frozen)) === null) return await endByChecks(parts, turn, { since });
  const move = await approvalOf(parts, turn, { of: step.of, frozen, validForMs: step.validForMs });
  return move ?? (await endByChecks(parts, turn, { since }));
}

/** The approval of the whole, before its first step. */
export async function approveWhole(parts: RunParts): Promise<Move> {
  const validForMs = parts.procedure.approval?.validForMs ?? 0;
  const frozen = frozenWhole(parts);
  const refusal = refusalOf(parts, null, planHash(frozen));
  const isVoid = refusal !== null && refusal.code !== "APPROVAL_MISSING";
  if (isVoid) recordVoid(parts, planHash(frozen), refusal);
  const wanted = { of: null, frozen, validForMs };
  return (await approvalOf(parts, null, wanted, isVoid ? refusal : null)) ?? ENDED;
}

/** What was accepted does not count any more, and why: once, however often it is asked for anew. */
function recordVoid(parts: RunParts, plan: string, refusal: Problem): void {
  if (openRequest(parts, null, plan) !== null) return;
  const accepted = parts.record.asked.findLast(
    ({ request, approved }) => request.AFT?.of === null && approved,
  );
  record(parts, null, {
    OPR: "Approve",
    after: { of: null, request: String(accepted?.request.AFT?.request), plan },
    result: resultOf(parts, refusal, "REFUSED"),
    ref: accepted?.request.id,
  });
}

async function frozenSubject(parts: RunParts, asking: Turn, of: string): Promise<FrozenPlan | Move> {
  const loop = loopCalled(parts, of);
  if (loop !== null) return frozenLoop(parts, loop);
  // In a loop it is the step for the same item.
  const turn = parts.turns.find(({ step, item }) => step.id === of && item === asking.item);
  if (turn?.step.kind !== "run")
    throw failure("INTERNAL", { problem: `an approval of ${of}, which is no step that is run` });
  if (lineNow(parts, turn, turn.step) === FOR_NOTHING) return frozenStep(parts, turn, []);
  const planned = await planStep(parts, turn, turn.step);
  return planned.kind === "planned" ? frozenStep(parts, turn, planned.proposal.plans) : planned;
}

interface Wanted {
  readonly of: string | null;
  readonly frozen: FrozenPlan;
  readonly validForMs: number;
}

/**
 * Asks until there is an approval that counts: null then. Every one that does not is recorded, and why.
 *
 * @param before why what was accepted before does not count any more
 */
async function approvalOf(
  parts: RunParts,
  turn: Turn | null,
  { of, frozen, validForMs }: Wanted,
  before: Problem | null = null,
): Promise<Answer<"back-out" | "pause"> | null> {
  const asked = requestFor(parts, turn, { of, frozen, validForMs });
  let refusal = before;
  for (;;) {
    const answer = await parts.conductor.atApproval(turn, asked, refusal);
    if (answer.kind !== "approval") return answer;
    refusal = present(parts, { turn, of, plan: planHash(frozen), asked }, answer);
    if (refusal === null) return null;
  }
}

/** One that is still open is asked again: a second person may have it in hand. */
function requestFor(parts: RunParts, turn: Turn | null, { of, frozen, validForMs }: Wanted): RequestFile {
  const { approving, procedure, session } = parts;
  const open = openRequest(parts, of, planHash(frozen));
  const text = open?.AFT?.text;
  if (typeof text === "string") {
    return { request: JSON.parse(text) as RequestFile["request"], bytes: Buffer.from(text) };
  }
  const { USR } = session().login;
  const request = newRequest({
    title: procedure.title,
    frozen,
    operator: { name: USR.name, os: USR.os, console: USR.console, key: USR.key },
    journal: approving.origin,
    now: approving.now(),
    validForMs,
  });
  const bytes = Buffer.from(requestText(request));
  const { nonce, expires, plan } = request;
  record(parts, turn, {
    OPR: "RequestApproval",
    after: { request: sha256Of(bytes), plan, nonce, expires, of, text: bytes.toString() },
  });
  return { request, bytes };
}

interface Presenting {
  readonly turn: Turn | null;
  readonly of: string | null;
  readonly plan: string;
  readonly asked: RequestFile;
}

/** Holds what was handed in against what was asked, and records how that went. Answers why it does not count. */
function present(
  parts: RunParts,
  { turn, of, plan, asked }: Presenting,
  { request, signature }: Answer<"approval">,
): Problem | null {
  const { approving } = parts;
  if (approving.approvers === null) throw failure("INTERNAL", { problem: "an approval without approvers" });
  const requests = new Set(parts.record.asked.map(({ request: each }) => String(each.AFT?.request)));
  const verdict = verifyApproval({
    request,
    signature,
    expected: { run: parts.record.id, step: of, plan, requests, used: approving.used() },
    approvers: approving.approvers,
    operator: approving.operator(),
    now: approving.now(),
  });
  const ref = entryOf(parts, sha256Of(request)) ?? entryOf(parts, sha256Of(asked.bytes));
  const { path, text } = approving.approvers;
  const about = { of, request: sha256Of(request), signature: sha256Of(signature) };
  if ("refused" in verdict) {
    record(parts, turn, {
      OPR: "Approve",
      after: {
        ...about,
        plan,
        approvers: approving.approvers.sha256,
        approversPath: path,
        approversText: text,
        ...(isArmour(signature) ? { signatureText: signature } : {}),
      },
      result: resultOf(parts, verdict.refused, "REFUSED"),
      ref,
    });
    return verdict.refused;
  }
  const { approver, key, nonce, approvers, writable } = verdict.approved;
  // All that it takes to come to the same verdict without this program: the request's text is in its own entry.
  const kept = { signatureText: signature, approversPath: path, approversText: text };
  record(parts, turn, {
    OPR: "Approve",
    after: { ...about, plan, approver, key, nonce, approvers, approversWritable: writable, ...kept },
    ref,
  });
  return null;
}

/** Many times what a signature has, in UTF-16 units. */
const LONGEST_SIGNATURE = 16_384;

/** What is kept of one that was refused: it came from elsewhere, and may be anything. */
function isArmour(signature: string): boolean {
  return signature.length <= LONGEST_SIGNATURE && /^[\n -~]*$/u.test(signature);
}

/** Under the step that asks, and its item; where the whole is asked for, under none. */
function record(parts: RunParts, turn: Turn | null, event: Omit<TurnEvent, "why" | "since">): void {
  if (turn === null) recordWhole(parts, event);
  else recordTurn(parts, turn, false, event);
}

function entryOf({ record }: RunParts, sha256: string): string | undefined {
  const asked = record.asked.find(({ request }) => request.AFT?.request === sha256);
  return (asked?.request satisfies Entry | undefined)?.id;
}
