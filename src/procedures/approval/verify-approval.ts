import type { ErrorFacts, Problem } from "#domain/errors.js";
import type { SshKey } from "#journal/ssh/public-key.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";
import { approverOf } from "#procedures/approval/allowed-signers.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import { type OperatorNames, ownKey, ownName } from "#procedures/approval/own-approval.js";
import { readRequest } from "#procedures/approval/read-request.js";
import { APPROVAL_NAMESPACE, type ApprovalRequest, sha256Of } from "#procedures/approval/request.js";

/** Why an approval is refused. */
export type ApprovalCode =
  | "APPROVAL_ALTERED"
  | "APPROVAL_REPLAYED"
  | "APPROVAL_OTHER_PLAN"
  | "APPROVAL_EXPIRED"
  | "APPROVAL_OWN"
  | "APPROVAL_NOT_ALLOWED";

type ApprovalProblem = Extract<Problem, { readonly code: ApprovalCode }>;

/** An approval as it was handed in, and all that it is held against. */
export interface Presented {
  /** The bytes of the request file. */
  readonly request: Uint8Array;
  /** The text of the `.sig` file. */
  readonly signature: string;
  readonly expected: {
    readonly run: string;
    /** The step or loop; null for the whole. */
    readonly step: string | null;
    /** `planHash` of the plan as it is now. */
    readonly plan: string;
    /** The SHA-256 of every request that the run's entries hold (`RequestApproval`, AFT.request). */
    readonly requests: ReadonlySet<string>;
    /** The nonces of all requests of the run that an approval was accepted for, those of its capsules among them. */
    readonly used: ReadonlySet<string>;
  };
  readonly approvers: Approvers;
  readonly operator: OperatorNames;
  /** The later of the clock and the newest entry's time, in milliseconds since 1970: a clock set back revives nothing. */
  readonly now: number;
}

/** An approval that counts. Hashes are lower-case hex SHA-256. */
interface Approved {
  /** The principals of the line of the approvers' file that holds the key, as they are written there. */
  readonly approver: string;
  /** The fingerprint of the key that signed. */
  readonly key: string;
  readonly nonce: string;
  readonly plan: string;
  readonly request: string;
  readonly signature: string;
  readonly approvers: string;
  readonly writable: boolean;
}

export type ApprovalVerdict = { readonly approved: Approved } | { readonly refused: ApprovalProblem };

/**
 * Whether an approval counts: the second person, who is in the approvers' file and is not the one who asks, has signed
 * exactly this run's request for exactly the plan as it is now, in time, and for the first time. The first thing that is
 * wrong is why it is refused.
 */
export function verifyApproval(presented: Presented): ApprovalVerdict {
  const { approvers, signature } = presented;
  const read = readRequest(presented.request);
  if ("flaw" in read) return refused("APPROVAL_ALTERED", { what: "REQUEST" });
  const { request } = read;
  const key = keyThatSigned(signature, APPROVAL_NAMESPACE, presented.request);
  if (key === null) return refused("APPROVAL_ALTERED", { what: "SIGNATURE" });
  const problem = misplaced(presented, request) ?? notEntitled(presented, request, key);
  if (problem !== null) return { refused: problem };
  return {
    approved: {
      approver: namesOf(key, presented).join(" "),
      key: key.fingerprint,
      nonce: request.nonce,
      plan: request.plan,
      request: sha256Of(presented.request),
      signature: sha256Of(signature),
      approvers: approvers.sha256,
      writable: approvers.writable,
    },
  };
}

/** It is for something else, or for another time. */
function misplaced(
  { expected, request: bytes, now }: Presented,
  request: ApprovalRequest,
): ApprovalProblem | null {
  if (expected.used.has(request.nonce)) return problem("APPROVAL_REPLAYED", { run: request.run });
  if (request.run !== expected.run) return problem("APPROVAL_OTHER_PLAN", { what: "RUN" });
  if (request.step !== expected.step) return problem("APPROVAL_OTHER_PLAN", { what: "STEP" });
  if (request.plan !== expected.plan) return problem("APPROVAL_OTHER_PLAN", { what: "PLAN" });
  if (!expected.requests.has(sha256Of(bytes))) return problem("APPROVAL_ALTERED", { what: "NOT_REQUESTED" });
  if (now < Date.parse(request.expires)) return null;
  return problem("APPROVAL_EXPIRED", { expires: request.expires, now: new Date(now).toISOString() });
}

/** It is by somebody who may not. Whoever asked may not either, where another has taken the run over since. */
function notEntitled(presented: Presented, request: ApprovalRequest, key: SshKey): ApprovalProblem | null {
  const { operator, approvers } = presented;
  const asked = request.operator;
  const byKey = ownKey(key.fingerprint, [...operator.keys, asked.key]);
  if (byKey !== null) return byKey;
  const lines = linesOf(key, presented);
  if (lines.length === 0) {
    return problem("APPROVAL_NOT_ALLOWED", { key: key.fingerprint, path: approvers.path });
  }
  return ownName(lines, operator) ?? ownName(lines, { ...asked, login: asked.name });
}

function namesOf(key: SshKey, presented: Presented): readonly string[] {
  return [...new Set(linesOf(key, presented).map((principals) => principals.join(",")))];
}

function linesOf(key: SshKey, { approvers, now }: Presented): readonly (readonly string[])[] {
  return approverOf(approvers.text, key, APPROVAL_NAMESPACE, now);
}

function refused<C extends ApprovalCode>(code: C, facts: ErrorFacts[C]): ApprovalVerdict {
  return { refused: problem(code, facts) };
}

function problem<C extends ApprovalCode>(code: C, facts: ErrorFacts[C]): ApprovalProblem {
  return { code, facts } as ApprovalProblem;
}
