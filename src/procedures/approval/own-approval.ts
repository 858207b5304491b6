import type { Problem } from "#domain/errors.js";
import { couldBe } from "#procedures/approval/own-name.js";

export type OwnApproval = Extract<Problem, { readonly code: "APPROVAL_OWN" }>;

/** All that an operator goes by, so that nobody approves for themselves. */
export interface OperatorNames {
  /** The principals of the journal's keys (`KeyRecord.identity`). */
  readonly identities: readonly string[];
  readonly os: string;
  readonly console: string;
  /** The hypervisor login. */
  readonly login: string;
  /** The fingerprints of the journal's keys, of all epochs. */
  readonly keys: readonly string[];
}

/** Whether the key that has approved, a fingerprint, is one of an operator's own: null when it is not. */
export function ownKey(key: string, keys: readonly string[]): OwnApproval | null {
  return keys.includes(key) ? { code: "APPROVAL_OWN", facts: { name: key, why: "KEY" } } : null;
}

/**
 * Whether whoever has approved is, or could be, an operator: null when they could not.
 *
 * @param lines the principals of each line of the approvers' file that has the key
 */
export function ownName(
  lines: readonly (readonly string[])[],
  {
    identities = [],
    os,
    console,
    login,
  }: Pick<OperatorNames, "os" | "console" | "login"> & Partial<OperatorNames>,
): OwnApproval | null {
  const names = [...identities, os, `${os}@${console}`, login];
  const own = lines.find((principals) => couldBe(principals, names));
  return own === undefined ? null : { code: "APPROVAL_OWN", facts: { name: own.join(","), why: "NAME" } };
}
