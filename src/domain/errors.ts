import type { CapsuleProblem } from "#domain/capsule-problem.js";
import type { CastProblem } from "#domain/cast-problem.js";
import type { Certificate, KnownCertificate } from "#domain/certificate.js";
import type { CertificateFileProblem } from "#domain/certificate-file-problem.js";
import type { Facts } from "#domain/entry.js";
import type { Evidence, OtherEvidence } from "#domain/evidence.js";
import type { FailedCommand, UnfinishedCommand } from "#domain/failed-command.js";
import type { AnswerProblem, Decision, HandoverSection } from "#domain/handover.js";
import type { KeyringLook } from "#domain/key-place.js";
import type { LackReason } from "#domain/lack.js";
import type { Loss } from "#domain/loss.js";
import type { ApartReason, Crossed, MoveObstacle } from "#domain/move-obstacle.js";
import type { NameProblem } from "#domain/name-problem.js";
import type { NotAsked } from "#domain/not-asked.js";
import type { NotShared } from "#domain/not-shared.js";
import type { NotSigned } from "#domain/not-signed.js";
import type { PasswordCommandProblem, PasswordKeyringProblem } from "#domain/password-problem.js";
import type { PlaceKind } from "#domain/place-kind.js";
import type { ParameterType } from "#domain/procedure.js";
import type { ExpressionProblem, ParameterProblem, ProcedureProblem } from "#domain/procedure-problem.js";
import type { ProfileProblem } from "#domain/profile-problem.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import type { RecordingWanted, WithoutRecording } from "#domain/recording.js";
import type { RemarksProblem } from "#domain/remarks-problem.js";
import type { RequestProblem } from "#domain/request-problem.js";
import type { SizeProblem } from "#domain/size-problem.js";
import type { SocketProblem } from "#domain/socket-problem.js";
import type { SyntaxProblem } from "#domain/syntax-problem.js";
import type { ThemeProblem } from "#domain/theme-problem.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import type { UsageProblem } from "#domain/usage-problem.js";

/**
 * Every error that a person can meet: a closed set of codes, each with the facts its explanation needs.
 * What happened, what was not done and what to do next are said in `messages/`, in English and Japanese.
 */
export interface ErrorFacts {
  // What was asked cannot be read.
  USAGE: { problem: UsageProblem | string };
  /** Columns are UTF-16 units from 0; -1 for what is told with a place of its own. */
  UNKNOWN_VERB: { line: string; column: number; word: string; nearest: string | null };
  SYNTAX: {
    line: string;
    column: number;
    word: string;
    problem: SyntaxProblem;
    /** What could stand there instead, e.g. `8GiB`, or the verb's usage. */
    suggestions: readonly string[];
  };
  BAD_ENDPOINT: { text: string; problem: string };
  FILE_UNREADABLE: { path: string; cause: string };
  /** `path` is the theme's file, or the name that no theme has. */
  THEME_INVALID: { path: string; problem: ThemeProblem };
  /** Lines and columns count from 1. */
  PROFILE_INVALID: { path: string; line: number; column: number; problem: ProfileProblem };
  /** `path` is where it would be. */
  PROFILE_UNKNOWN: { name: string; nearest: string | null; path: string };
  PROFILE_EXISTS: { name: string; path: string };
  PROFILE_UNWRITABLE: { path: string; cause: string };
  /**
   * A console writes one journal, `open`, and the profile `name` wants `wanted`. Null: the open one is the simulator's, whose key
   * nobody keeps.
   */
  ONE_JOURNAL_ONLY: { name: string; open: string; wanted: string | null };

  /** Lines and columns count from 1. */
  PROCEDURE_INVALID: { path: string; line: number; column: number; problem: ProcedureProblem };
  /** `expression` is as it stands in the file. */
  EXPRESSION_FAILED: { expression: string; line: number; column: number; problem: ExpressionProblem };
  PARAMETER_MISSING: { name: string; type: ParameterType; description: string };
  PARAMETER_INVALID: { name: string; text: string; problem: ParameterProblem };
  PARAMETER_UNKNOWN: { name: string; nearest: string | null; names: readonly string[] };
  /** What a loop would be gone through for is more than it may be. */
  SET_TOO_LARGE: { loop: string; count: number; most: number };

  // The target cannot be told.
  TARGET_UNKNOWN: { text: string; nearest: readonly string[] };
  TARGET_AMBIGUOUS: { text: string; candidates: readonly string[] };
  ONE_TARGET_ONLY: { operation: string; text: string; count: number };

  // The plan says why it would be refused.
  POWER_STATE: { name: string; power: string; needs: string };
  NO_CHANGE: { name: string; what: string; value: string };
  NAME_TAKEN: { name: string; path: string };
  NAME_INVALID: { name: string; problem: NameProblem; limit: number };
  NO_HOT_ADD: { name: string; what: string };
  NO_HOT_REMOVE: { name: string; what: string };
  SIZE_IMPOSSIBLE: { what: string; asked: string; problem: SizeProblem };
  IS_TEMPLATE: { name: string };
  MACHINE_UNREACHABLE: { name: string };
  NOT_SUPPORTED: { operation: string; platform: string; why?: LackReason };
  /** `known` are the kinds of guests that the host runs. */
  NO_GUEST_KIND: { guest: string; known: readonly string[] };
  /** `losses` is what it would take away for good. */
  NEEDS_YES: { operation: string; name: string; losses: readonly Loss[] };
  TARGET_CHANGED: { name: string };
  /** `platform` has no way to take a machine away and leave its disks. */
  DISKS_NOT_KEPT: { name: string; platform: string };
  /** It is there only as long as it runs, and nothing of it could be kept. */
  NOT_KEPT: { name: string };
  NO_TOOLS: { name: string };
  NO_DISK: { name: string };
  /** `label` is null when none was said. */
  DISK_NOT_ONE: { name: string; label: string | null; labels: readonly string[] };
  DISK_ONLY_GROWS: { name: string; label: string; sizeMiB: number; askedMiB: number };
  /** `why`: it is not the disk that is in the way. */
  DISK_FIXED: { name: string; label: string; why?: LackReason };
  HAS_SNAPSHOTS: { name: string; label: string; snapshots: readonly string[] };
  NO_DISK_SLOT: { name: string };
  NO_SNAPSHOT: { name: string };
  /** `snapshot` is null when none was said. */
  SNAPSHOT_NOT_ONE: { name: string; snapshot: string | null; candidates: readonly string[] };
  HOST_UNREACHABLE: { name: string };
  IN_MAINTENANCE: { name: string };
  NOT_IN_MAINTENANCE: { name: string };
  MACHINES_RUNNING: { name: string; machines: readonly string[] };
  DATASTORE_UNREACHABLE: { name: string };
  NOT_ENOUGH_SPACE: { datastore: string; freeMiB: number; neededMiB: number };
  /** Nothing of the kind is there that would do. */
  NO_PLACE: { what: PlaceKind };
  /** The host does not reach the datastore or network, or the folder is in another datacenter. */
  PLACE_APART: { what: PlaceKind; name: string; host: string };
  /** Of an undo. `what` is a key of BEF; null is what there is not. */
  TARGET_NOT_AS_LEFT: { name: string; what: string; left: Facts[string]; now: Facts[string] };
  /** Of an undo. `operation` is the entry's. */
  NOT_UNDOABLE: { operation: string; why: UndoImpossible };
  STOPPED_BY_OPERATOR: Record<never, never>;
  READ_ONLY: { by: ReadOnlyBy };
  /** `pattern` is the one of the profile's that the name or path matches. */
  PROTECTED: { name: string; pattern: string };
  /** The profile, or an option, wants it with every change. */
  PURPOSE_MISSING: { what: "reason" | "ticket" };
  /** What a console was asked from outside, and the operator at it did not agree to. */
  NOT_CONFIRMED: { operation: string; name: string };
  /** A place on another server than the target's. Names are the endpoints'. */
  PLACE_ELSEWHERE: { what: string; endpoint: string; target: string; why?: ApartReason };
  /** A machine cannot go where it is to go, or not as it is. `about` is the disk, or what the URI is to have. */
  MOVE_IMPOSSIBLE: { name: string; to: string; why: MoveObstacle; about: string | null };

  // There is no session.
  /** `socket`: what is the matter with the socket of a server on this machine. */
  UNREACHABLE: { endpoint: string; cause: string; socket?: SocketProblem };
  /** `reasons` are all that speak against it, by Node's names or in words. */
  CERTIFICATE_UNTRUSTED: Certificate & { endpoint: string; reasons: readonly string[] };
  /** Another one is known of the host: `known` is its thumbprint, and the rest says where that is written. */
  CERTIFICATE_CHANGED: Certificate &
    Omit<KnownCertificate, "thumbprint"> & { endpoint: string; known: string };
  /** What is known of the hosts' certificates could not be changed. */
  KNOWN_HOSTS_UNWRITABLE: { path: string; cause: string };
  /** `path` is our file of them. */
  HOST_NOT_KNOWN: { host: string; path: string };
  NOT_VSPHERE: { endpoint: string; problem: string };
  VERSION_UNSUPPORTED: { endpoint: string; version: string };
  LOGIN_REFUSED: { user: string; fault: string; message: string };
  /** What the server wants of who logs in is not done here; `wants` is it, in the server's words. */
  AUTH_UNSUPPORTED: { endpoint: string; wants: string };
  /** A file of certificates that can be read, and not be used. */
  CERTIFICATE_FILE_UNFIT: { path: string; problem: CertificateFileProblem };
  /** Of a server that wants one. `subject` and `path` are those of the certificate that was shown it, null for none. */
  CLIENT_CERTIFICATE_REFUSED: {
    endpoint: string;
    subject: string | null;
    path: string | null;
    cause: string;
  };
  PASSWORD_MISSING: { user: string };
  /** `command` is the program's name. */
  PASSWORD_COMMAND_FAILED: { command: string; why: PasswordCommandProblem };
  /** The OS keyring did not do what was asked of it; `endpoint` is its name. */
  PASSWORD_KEYRING_FAILED: { user: string; endpoint: string; why: PasswordKeyringProblem };
  /** Of a Login that has succeeded. */
  PASSWORD_NOT_KEPT: { user: string; endpoint: string; why: PasswordKeyringProblem };

  /** Of a session that was open: the way to the server is gone, and is looked for. */
  INTERRUPTED: { endpoint: string };
  CONSOLE_LOCKED: Record<never, never>;
  /** Of the endpoints of a console; `names` are those it has. */
  ENDPOINT_UNKNOWN: { text: string; names: readonly string[] };
  /** `another`: which other endpoint has the name; missing where it is the same one. */
  ENDPOINT_TAKEN: { name: string; another?: string };
  /** What is asked from other programs does not go through this console's session. */
  SESSION_NOT_SHARED: { why: NotShared };
  /** What is to be made, and nobody has said where. */
  ENDPOINT_NOT_ONE: { names: readonly string[] };

  /** Right before the call, and nothing was sent that would change anything. */
  NOT_ASKED: NotAsked;

  // A call was made.
  SERVER_FAULT: { fault: string; message: string };
  TASK_FAILED: { fault: string; message: string };
  /** The server says of a call, or of its task, that it has failed, and the target, which was otherwise before, shows what was asked. */
  FAILED_YET_SHOWN: { name: string; fault: string; message: string };
  /** The server has answered that it does not know itself what became of the call. */
  SERVER_UNSURE: { fault: string; message: string };
  SESSION_ENDED: Record<never, never>;
  NOT_SENT: { cause: string };
  CONNECTION_LOST: { cause: string };
  REPLY_TIMEOUT: { seconds: number };
  REPLY_INVALID: { problem: string };
  GAVE_UP_WAITING: Record<never, never>;
  /** The console whose session it was has gone while something was asked of it, or makes no sense. */
  SHARED_SESSION_LOST: Record<never, never>;
  /** The server ended the task before it was done, as the operator had asked. */
  CANCELLED: { fault: string; message: string };
  /** The outcome is OK: the operator had asked to cancel the task, and the server saw it to its end. */
  NOT_CANCELLED: { name: string };
  /** The outcome is OK: the server says so of the task, or has taken the request, and only the target does not show it. */
  CHANGE_NOT_SHOWN: { name: string; of: "TASK" | "REQUEST" };
  /** Of a move to another endpoint: where the machine is seen, which is not as it was to be, whatever the server says of the move. */
  AT_BOTH: Crossed;
  /** Only where the server says that it has succeeded. */
  STILL_THERE: Crossed;
  NOWHERE: Crossed;
  /** It is gone where it was, and nothing can be asked of the other endpoint now. */
  LOOK_ELSEWHERE: Crossed;

  // The journal.
  JOURNAL_UNWRITABLE: { directory: string; cause: string };
  JOURNAL_LOCKED: { directory: string; seconds: number };
  JOURNAL_DAMAGED: { where: string; problem: string };
  JOURNAL_MISSING: { directory: string };
  JOURNAL_FAILED: { directory: string; cause: string };
  /** What became of an operation is known here, and is not in the journal. `cause` is the journal's error, in words. */
  OUTCOME_NOT_RECORDED: { operation: string; name: string; status: string; cause: string };
  KEY_MISSING: { fingerprint: string; path: string; keyring: KeyringLook };
  KEY_UNREADABLE: { path: string; cause: string };
  PASSPHRASE_MISSING: { path: string };
  PASSPHRASE_WRONG: { path: string };
  PASSPHRASES_DIFFER: Record<never, never>;
  /** The OS keyring, where the key may be, did not answer: it may be locked. */
  KEYRING_TIMEOUT: { fingerprint: string; path: string; seconds: number };
  KEYRING_FAILED: { fingerprint: string; path: string; cause: string };
  /** Another key signs what comes next in a journal that was open. */
  KEY_ROTATED: { directory: string };
  /** `sessions` is how many others there are. */
  JOURNAL_IN_USE: { directory: string; sessions: number };
  KEY_NOT_EXPORTED: { path: string; cause: string };
  /** Entries go on being written: the next checkpoint takes in what this one did not. */
  CHECKPOINT_NOT_SIGNED: { directory: string; cause: string };
  /** `command` is the program's name; it says of itself that it has not put the checkpoint away. */
  ANCHOR_COMMAND_FAILED: { command: string; why: FailedCommand };
  /** Whether it has put the checkpoint away is not known. */
  ANCHOR_COMMAND_UNFINISHED: { command: string; why: UnfinishedCommand };
  ENTRY_TOO_LARGE: { bytes: number; limit: number };
  ENTRY_UNKNOWN: { seq: number };
  /** A file that somebody was to hold against a journal, and that is not what it is said to be. */
  EVIDENCE_UNREADABLE: { path: string; expected: Evidence };
  /** It is evidence, and is checked elsewhere than where it was given. */
  EVIDENCE_ELSEWHERE: { path: string; is: OtherEvidence };
  /** A proof cannot be checked without a key that is held by whoever checks it. */
  PROOF_WITHOUT_KEYS: { path: string };

  // Approvals by a second person.
  APPROVERS_MISSING: { path: string };
  APPROVERS_UNREADABLE: { path: string; cause: string };
  /** `at` is the file, or a directory that it is in, and the operator owns it, or may write there. */
  APPROVERS_WRITABLE: { path: string; at: string; why: "OWNED" | "GRANTED" | "NOT_KNOWN" };
  /** `at` is the place in the file (`frozen.operations.0.line`), empty for the whole of it. */
  APPROVAL_REQUEST_INVALID: { path: string; at: string; problem: RequestProblem };
  APPROVAL_NOT_SIGNED: { path: string; why: NotSigned };
  /** What does not fit: the request's bytes, the signature over them, or no such request was made in the run. */
  APPROVAL_ALTERED: { what: "REQUEST" | "SIGNATURE" | "NOT_REQUESTED" };
  APPROVAL_REPLAYED: { run: string };
  APPROVAL_OTHER_PLAN: { what: "RUN" | "STEP" | "PLAN" };
  /** Times are RFC 3339; `now` is the later of the clock and the newest entry. */
  APPROVAL_EXPIRED: { expires: string; now: string };
  /** The key is one of the asking operator's own, or the principals could be the operator's name. */
  APPROVAL_OWN: { name: string; why: "KEY" | "NAME" };
  /** `key` is the fingerprint, `path` the approvers' file. */
  APPROVAL_NOT_ALLOWED: { key: string; path: string };

  // Capsules of runs.
  /** `seq` is the entry that it is about; null where it is about the whole. */
  CAPSULE_INVALID: { path: string; problem: CapsuleProblem; seq: number | null };
  /** Whoever takes the run over does not hold the key, and has not agreed to it. */
  CAPSULE_KEY_UNKNOWN: { path: string; key: string; origin: string };
  CAPSULE_TOO_LARGE: { run: string; bytes: number; limit: number };
  CAPSULE_NOT_WRITTEN: { path: string; cause: string };

  // Recordings of consoles.
  /** `file` is `<session>-<n>.cast`; `full`: its disk is. */
  RECORDING_FAILED: { file: string; cause: string; full: boolean; means: WithoutRecording };
  /** An endpoint is worked at only while that is recorded: its profile says so, or `--record`. */
  RECORDING_REQUIRED: { name: string; by: RecordingWanted["by"] };

  // Handovers of shifts.
  /** A file of remarks on a report; `line` counts from 1. */
  REMARKS_INVALID: { path: string; line: number; problem: RemarksProblem };
  DRAFT_NOT_WRITTEN: { path: string; cause: string };
  /** It cannot be believed; `problem` in English, of the first thing that is wrong. */
  HANDOVER_INVALID: { path: string; problem: string };
  /** `member` is empty for the whole capsule. */
  HANDOVER_TOO_LARGE: { member: string; bytes: number; limit: number };
  /** It is a draft: nobody has signed it. */
  HANDOVER_UNSIGNED: { path: string };
  /** Whoever signed a handover, or an answer to one, is not known here, and nobody has agreed to the key. */
  HANDOVER_KEY_UNKNOWN: { path: string; key: string; origin: string; of: "OUTGOING" | "INCOMING" };
  /** The key that hands over and the key that answers are one operator's. */
  HANDOVER_OWN: { key: string };
  /** The user and the machine that hand over are those that accept, and no reason is given. */
  HANDOVER_SAME_OPERATOR: { who: string };
  /** An answer to a handover, where that is wanted; or the other way about. */
  HANDOVER_OTHER_FILE: { path: string; is: "ANSWER" | "HANDOVER" };
  /** It is asked about an entry that the section does not name. */
  HANDOVER_NO_ENTRY: { section: HandoverSection; seq: number };
  /** There is no entry in the shift, from `firstSeq` on. */
  HANDOVER_EMPTY: { firstSeq: number };
  /** `newest` is the revision that is known. */
  HANDOVER_NOT_NEWEST: { handover: string; revision: number; newest: number };
  /** `seq` is of the entry that says so, in the journal of whose side it is. */
  HANDOVER_ANSWERED: {
    handover: string;
    revision: number;
    decision: Decision;
    seq: number;
    by: "OUTGOING" | "INCOMING";
  };
  HANDOVER_ANSWER_INVALID: { path: string; problem: AnswerProblem };
  /** `nearest` are some that there are. */
  HANDOVER_UNKNOWN: { handover: string; nearest: readonly string[] };
  /** A next revision is of one that was questioned or refused. */
  HANDOVER_NOT_REVISABLE: { handover: string; revision: number; state: "waiting" | "accepted" };
  /** Questions of the incoming operator that have no answer. */
  HANDOVER_UNANSWERED: { questions: number };
  /** So many entries of what was done were written since the report was drawn. */
  HANDOVER_STALE: { entries: number };
  /** Of an editor that remarks are written with. */
  EDITOR_FAILED: { editor: string; cause: string; path: string };
  /** `ANSWER`: of another operator's shift, which was not answered. */
  HANDOVER_NOT_SIGNED: { why: "NO_TERMINAL" | "DECLINED" | "ANSWER" };
  /** `recorded` is the seq of the entry that is written already; null where nothing is. */
  HANDOVER_NOT_WRITTEN: { path: string; cause: string; recorded: number | null };

  // Recordings that are played.
  /** Lines count from 1. */
  CAST_INVALID: { path: string; line: number; problem: CastProblem };
  /** `nearest` are sessions whose ids begin so. */
  RECORDING_UNKNOWN: { word: string; nearest: readonly string[] };
  /** An entry names it. */
  RECORDING_MISSING: { file: string; directory: string };
  NOT_RECORDED: { seq: number };
  REPLAY_NEEDS_TERMINAL: Record<never, never>;

  // Reports of runs.
  REPORT_INVALID: { path: string };
  REPORT_NOT_WRITTEN: { path: string; cause: string };

  // Runs of procedures.
  /** `seen` is what the expression names; `withinMs` how long it was waited for. */
  CHECK_FAILED: { expression: string; seen: Facts; withinMs: number };
  CHECK_NOT_TOLD: { expression: string; cause: string };
  SAID_NO: { question: string };
  /** Nobody knows whether it was done. */
  STEP_UNCERTAIN: { operation: string; name: string };
  /** `step` is what has to be approved. */
  APPROVAL_MISSING: { step: string };
  APPROVAL_PLAN_CHANGED: { step: string };
  APPROVAL_TOO_OLD: { step: string; expires: string };
  /** `nearest` are runs that go on. */
  RUN_UNKNOWN: { run: string; nearest: readonly string[] };
  /** Another process goes on with it now; `since` is when it was taken on, RFC 3339, where it was carried on here until then. */
  RUN_HELD: { run: string; console: string; since?: string };
  RUN_OVER: { run: string; end: string };
  RUN_HANDED_OVER: { run: string; capsule: string };
  RUN_ELSEWHERE: { run: string; endpoint: string; here: string };
  /** The text of the file that it was begun with is not in the journal as it was. */
  RUN_UNREADABLE: { run: string; cause: string };
  /** `errors` is how many the check has found; `line` and `column` are those of the first. */
  PROCEDURE_UNSOUND: { path: string; line: number; column: number; errors: number };
  /** It is said beforehand that everything is agreed to, or there must be somebody to ask. */
  RUN_NEEDS_YES: { file: string };
  REQUEST_NOT_WRITTEN: { path: string; cause: string };
  /** `pattern` is null where any number will do. */
  CHANGE_NUMBER_INVALID: { ticket: string | null; pattern: string };
  /** A run was begun for another change. */
  CHANGE_NUMBER_OTHER: { run: string; ticket: string; begun: string };

  INTERNAL: { problem: string };
}

export type ErrorCode = keyof ErrorFacts;

/** `{ code, facts }` for every code: what an error is, without being thrown. */
export type Problem = { [C in ErrorCode]: { readonly code: C; readonly facts: ErrorFacts[C] } }[ErrorCode];

/** An error that a person can meet. `message` is for logs; people read `messages/`. */
export class ShosekiError extends Error {
  override readonly name = "ShosekiError";
  readonly problem: Problem;

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(`${problem.code} ${JSON.stringify(problem.facts)}`, options);
    this.problem = problem;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }
}

/** Makes an error of a closed code, with the facts that this code needs. */
export function failure<C extends ErrorCode>(code: C, facts: ErrorFacts[C], cause?: unknown): ShosekiError {
  return new ShosekiError({ code, facts } as Problem, cause === undefined ? undefined : { cause });
}

/** What happened, as a ShosekiError: anything that is not one is a defect of ours, and says so. */
export function asShosekiError(error: unknown): ShosekiError {
  if (error instanceof ShosekiError) return error;
  return failure("INTERNAL", { problem: error instanceof Error ? error.message : String(error) }, error);
}
