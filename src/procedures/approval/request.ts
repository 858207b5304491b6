import { createHash, randomBytes } from "node:crypto";
import { canonical } from "#journal/canonical.js";
import { type FrozenPlan, planHash, writable } from "#procedures/approval/frozen-plan.js";

/** The SSHSIG namespace of approvals: what is signed for anything else approves nothing. */
export const APPROVAL_NAMESPACE = "approval@shoseki";

export const REQUEST_FORMAT = "shoseki-approval-request/1";

/** Who asks, as the entries of the run name them (`USR`). */
export interface Asking {
  /** The hypervisor login. */
  readonly name: string;
  readonly os: string;
  readonly console: string;
  /** The fingerprint of the journal's key. */
  readonly key: string;
}

/** What a second person is asked to sign. The approver signs exactly the file's bytes. */
export interface ApprovalRequest {
  readonly format: typeof REQUEST_FORMAT;
  /** The run's UUIDv7. */
  readonly run: string;
  readonly title: string;
  /** Lower-case hex SHA-256 of the procedure file's bytes. */
  readonly procedure: string;
  readonly endpoint: string;
  /** The step or loop; null for the whole. */
  readonly step: string | null;
  /** `planHash(frozen)`. */
  readonly plan: string;
  readonly frozen: FrozenPlan;
  /** 32 random bytes in base64. */
  readonly nonce: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly issued: string;
  readonly expires: string;
  readonly operator: Asking;
  /** The origin of the journal that the run is recorded in. */
  readonly journal: string;
}

/** A new request for a plan, good for `validForMs` from `now` (milliseconds since 1970). */
export function newRequest(asked: {
  readonly title: string;
  readonly frozen: FrozenPlan;
  readonly operator: Asking;
  readonly journal: string;
  readonly now: number;
  readonly validForMs: number;
}): ApprovalRequest {
  const { title, operator, journal, now, validForMs } = asked;
  const frozen = writable(asked.frozen);
  return {
    format: REQUEST_FORMAT,
    run: frozen.run,
    title: writable(title),
    procedure: frozen.procedure,
    endpoint: frozen.endpoint,
    step: frozen.step,
    plan: planHash(frozen),
    frozen,
    nonce: randomBytes(32).toString("base64"),
    issued: new Date(now).toISOString(),
    expires: new Date(now + validForMs).toISOString(),
    operator: writable(operator),
    journal,
  };
}

/** The file: JCS (RFC 8785) and a newline. */
export function requestText(request: ApprovalRequest): string {
  return `${canonical(request)}\n`;
}

/** Lower-case hex SHA-256 of a file's bytes, as the entries name requests, signatures and approvers' files. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
