import type { Status } from "#domain/entry.js";
import type { ErrorCode } from "#domain/errors.js";

/** 0 all OK; 1 NG, REFUSED or unknown target; 2 bad usage; 3 no session; 4 the journal; 5 an outcome UNKNOWN. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

const OF_ERROR: Readonly<Partial<Record<ErrorCode, ExitCode>>> = {
  USAGE: 2,
  UNKNOWN_VERB: 2,
  SYNTAX: 2,
  BAD_ENDPOINT: 2,
  FILE_UNREADABLE: 2,
  CERTIFICATE_FILE_UNFIT: 2,
  THEME_INVALID: 2,
  PROFILE_INVALID: 2,
  PROFILE_UNKNOWN: 2,
  PROFILE_EXISTS: 2,
  PROFILE_UNWRITABLE: 2,
  PROCEDURE_INVALID: 2,
  PROCEDURE_UNSOUND: 2,
  RUN_NEEDS_YES: 2,
  RUN_UNKNOWN: 2,
  APPROVERS_MISSING: 2,
  APPROVERS_UNREADABLE: 2,
  APPROVERS_WRITABLE: 2,
  APPROVAL_REQUEST_INVALID: 2,
  EXPRESSION_FAILED: 2,
  PARAMETER_MISSING: 2,
  PARAMETER_INVALID: 2,
  PARAMETER_UNKNOWN: 2,
  ONE_JOURNAL_ONLY: 4,
  JOURNAL_MISSING: 2,
  KNOWN_HOSTS_UNWRITABLE: 2,
  EVIDENCE_UNREADABLE: 2,
  EVIDENCE_ELSEWHERE: 2,
  CAPSULE_INVALID: 2,
  CAPSULE_KEY_UNKNOWN: 2,
  CAPSULE_NOT_WRITTEN: 4,
  RECORDING_FAILED: 4,
  RECORDING_REQUIRED: 2,
  HANDOVER_INVALID: 2,
  HANDOVER_UNSIGNED: 2,
  HANDOVER_OTHER_FILE: 2,
  HANDOVER_NO_ENTRY: 2,
  EDITOR_FAILED: 2,
  HANDOVER_KEY_UNKNOWN: 2,
  HANDOVER_ANSWER_INVALID: 2,
  HANDOVER_UNKNOWN: 2,
  HANDOVER_NOT_WRITTEN: 4,
  REPORT_INVALID: 2,
  CAST_INVALID: 2,
  RECORDING_UNKNOWN: 2,
  NOT_RECORDED: 2,
  REPLAY_NEEDS_TERMINAL: 2,
  REPORT_NOT_WRITTEN: 4,
  REMARKS_INVALID: 2,
  DRAFT_NOT_WRITTEN: 4,
  PROOF_WITHOUT_KEYS: 2,
  UNREACHABLE: 3,
  CERTIFICATE_UNTRUSTED: 3,
  CERTIFICATE_CHANGED: 3,
  NOT_VSPHERE: 3,
  VERSION_UNSUPPORTED: 3,
  LOGIN_REFUSED: 3,
  AUTH_UNSUPPORTED: 3,
  CLIENT_CERTIFICATE_REFUSED: 3,
  PASSWORD_MISSING: 3,
  PASSWORD_COMMAND_FAILED: 3,
  PASSWORD_KEYRING_FAILED: 3,
  SHARED_SESSION_LOST: 5,
  JOURNAL_UNWRITABLE: 4,
  JOURNAL_LOCKED: 4,
  JOURNAL_DAMAGED: 4,
  JOURNAL_FAILED: 4,
  OUTCOME_NOT_RECORDED: 4,
  KEY_MISSING: 4,
  KEY_UNREADABLE: 4,
  PASSPHRASE_MISSING: 4,
  PASSPHRASE_WRONG: 4,
  PASSPHRASES_DIFFER: 4,
  KEYRING_TIMEOUT: 4,
  KEYRING_FAILED: 4,
  KEY_ROTATED: 4,
  JOURNAL_IN_USE: 4,
  KEY_NOT_EXPORTED: 4,
  ENTRY_TOO_LARGE: 4,
};

/** What an error that ended a run makes its exit code; `connecting` while there is no session yet. */
export function exitCodeOfError(code: ErrorCode, connecting = false): ExitCode {
  return OF_ERROR[code] ?? (connecting ? 3 : 1);
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
