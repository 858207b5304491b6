import type { Status } from "#domain/entry.js";
import type { ErrorCode } from "#domain/errors.js";

/** 0 all OK; 1 NG, REFUSED or unknown target; 2 bad usage; 3 no session; 4 the journal; 5 an outcome UNKNOWN. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

const BY_PREFIX: readonly (readonly [RegExp, ExitCode])[] = [
  [/^(JOURNAL|KEY|PASSPHRASES?)_|^ENTRY_TOO_LARGE$/, 4],
  [/^(UNREACHABLE|CERTIFICATE_UNTRUSTED|NOT_VSPHERE|VERSION_UNSUPPORTED|LOGIN_REFUSED|PASSWORD_MISSING)$/, 3],
  [/^(USAGE|UNKNOWN_VERB|SYNTAX|BAD_ENDPOINT|FILE_UNREADABLE)$/, 2],
];

/** What an error that ended a run makes its exit code; `connecting` while there is no session yet. */
export function exitCodeOfError(code: ErrorCode, connecting = false): ExitCode {
  return BY_PREFIX.find(([pattern]) => pattern.test(code))?.[1] ?? (connecting ? 3 : 1);
}

const OF_STATUS: Readonly<Record<Status, ExitCode>> = { OK: 0, NG: 1, REFUSED: 1, UNKNOWN: 5 };

export function exitCodeOfStatus(status: Status): ExitCode {
  return OF_STATUS[status];
}

/** What weighs more when several things went wrong. */
const WEIGHT: readonly ExitCode[] = [0, 1, 3, 5, 2, 4];

export function worse(one: ExitCode, other: ExitCode): ExitCode {
  return WEIGHT.indexOf(other) > WEIGHT.indexOf(one) ? other : one;
}
