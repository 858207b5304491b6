import type { Facts, Result } from "#domain/entry.js";
import type { CastFaultCode } from "#domain/journal-fault.js";

/** The parts of a shift's report, in their order. */
export type HandoverSection =
  | "operations"
  | "failures"
  | "procedures"
  | "machines"
  | "tasks"
  | "approvals"
  | "notes"
  | "journal";

/** In the order in which they are shown. */
export const HANDOVER_SECTIONS: readonly HandoverSection[] = [
  "operations",
  "failures",
  "procedures",
  "machines",
  "tasks",
  "approvals",
  "notes",
  "journal",
];

/** What is said of an operation, wherever the report names one: out of its outcome or its recovery; an open intent has no end. */
export interface ReportedOperation {
  /** Of the entry that says how it stands. */
  readonly seq: number;
  /** Of its intent; the same as `seq` where it has no outcome. */
  readonly intent: number;
  /** `STR`, RFC 3339. */
  readonly at: string;
  /** The login. A login can be shared: the person is who works as `os` at `console`. */
  readonly who: string;
  readonly os: string;
  readonly console: string;
  readonly OPR: string;
  readonly endpoint: string;
  readonly target: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly before: Facts;
  readonly after: Facts;
  /** Null for an intent that nothing has completed. */
  readonly result: Result | null;
  readonly why: string | null;
  readonly ticket: string | null;
  /** The run of a procedure that it was done in. */
  readonly run: string | null;
}

/** All that was done to one target, in order. */
export interface TargetOperations {
  readonly target: ReportedOperation["target"];
  readonly endpoint: string;
  readonly operations: readonly ReportedOperation[];
}

/** A procedure that is neither complete nor rolled back. */
export interface OpenProcedure {
  readonly run: string;
  readonly title: string;
  readonly endpoint: string;
  /** Of its newest entry. */
  readonly seq: number;
  /** How it stands, e.g. `stopped`, `paused`, `cut-off`, `running`, `handed-over`. */
  readonly state: string;
  /** The step that comes next or was under way, by its id and title; null where that cannot be told. */
  readonly step: { readonly id: string; readonly title: string } | null;
  readonly done: number;
  readonly total: number;
}

/** What a target is left in other than it was found. */
export type LeftoverKind = "power" | "maintenance" | "snapshots" | "created" | "deleted" | "changed";

/** A machine or host that is left in another state than it was found in, by the entries of the shift. */
export interface Leftover {
  readonly kind: LeftoverKind;
  readonly target: ReportedOperation["target"];
  readonly endpoint: string;
  /** Of the last entry that made it so. */
  readonly seq: number;
  /** As it was found and as it is left, of what differs; e.g. `{power: "on"}` and `{power: "off"}`, `{snapshots: "before-patch"}`. */
  readonly before: Facts;
  readonly after: Facts;
}

/** A second person was asked, and there is no answer that counts. */
export interface PendingApproval {
  readonly seq: number;
  readonly run: string;
  readonly title: string;
  /** The step it is for; null for the whole procedure. */
  readonly of: string | null;
  /** RFC 3339. */
  readonly expires: string;
}

/** What an operator has noted (`note TEXT`). */
export interface ReportedNote {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly os: string;
  readonly console: string;
  readonly text: string;
}

/** A session of the shift: from its Login on. */
export interface ReportedSession {
  readonly session: string;
  readonly who: string;
  readonly os: string;
  readonly console: string;
  readonly endpoint: string;
  readonly from: string;
  /** Null while it lasts, or where it broke off. */
  readonly to: string | null;
  /** Whether its program died, as a later Login found out in the shift. */
  readonly brokeOff: boolean;
  readonly operations: number;
  readonly failures: number;
}

/** A recording that is gone, or not as the entries say. */
export interface LostRecording {
  readonly file: string;
  readonly code: CastFaultCode;
  /** In English. */
  readonly problem: string;
}

/** The journal as it is when the report is made. */
export interface ReportedJournal {
  /** Its name, a C2SP origin. */
  readonly origin: string;
  /** Of the checkpoint that the report is made at: entries, and base64 of the root. */
  readonly treeSize: number;
  readonly rootHash: string;
  /** What `verify` found of it; `problem` in English where it is not sound. */
  readonly sound: boolean;
  readonly problem: string | null;
  /** Of the newest anchor: when, and how many entries; null where there is none. `simulated`: in a simulator, which bears out nothing. */
  readonly anchor: {
    readonly seq: number;
    readonly at: string;
    readonly size: number;
    readonly simulated?: true;
  } | null;
  /** The keys that sign it, oldest first. */
  readonly keys: readonly {
    readonly fromSeq: number;
    readonly fingerprint: string;
    readonly identity: string;
  }[];
}

/** A shift's report. Its JCS bytes are what both operators sign; everything else (HTML, Markdown, screens) is made from it. */
export interface Handover {
  readonly format: "shoseki-handover/1";
  /** A UUIDv7, the same for every revision. */
  readonly id: string;
  /** 1, 2, ...: one more each time that it is signed again, after questions or a refusal. */
  readonly revision: number;
  /** RFC 3339. */
  readonly made: string;
  readonly outgoing: { readonly os: string; readonly console: string; readonly key: string };
  readonly shift: {
    readonly from: string;
    readonly to: string;
    /** Of the entries that it is made of. */
    readonly firstSeq: number;
    readonly lastSeq: number;
    readonly sessions: readonly ReportedSession[];
    /** The recordings that entries of the shift name, by file. */
    readonly recordings: readonly string[];
    /** Those of them that are gone, or not as the entries say: they do not go along. */
    readonly lost: readonly LostRecording[];
  };
  readonly operations: readonly TargetOperations[];
  /** NG, REFUSED and UNKNOWN. */
  readonly failures: readonly ReportedOperation[];
  readonly procedures: readonly OpenProcedure[];
  readonly machines: readonly Leftover[];
  /** Intents without an outcome, and those of which the newest word in the shift is that they are UNKNOWN. */
  readonly tasks: readonly ReportedOperation[];
  readonly approvals: readonly PendingApproval[];
  readonly notes: readonly ReportedNote[];
  readonly journal: ReportedJournal;
  /** What the outgoing operator adds, by section; a section without any has none. */
  readonly remarks: Readonly<Partial<Record<HandoverSection, readonly string[]>>>;
  /** What the incoming operator has asked of an earlier revision, and what is answered to it; null as long as nothing is. */
  readonly answers: readonly { readonly question: Question; readonly answer: string | null }[];
}

/** Something of the report that the incoming operator asks about. */
export interface Question {
  readonly section: HandoverSection;
  /** The entry that is asked about; null for the section. */
  readonly seq: number | null;
  readonly text: string;
}

/** What the incoming operator says to a report. */
export type Decision = "accepted" | "refused" | "questioned";

/** How a handover stands, as lists say it; `twice`: two people have accepted it. */
export type StandingWord = "waiting" | Decision | "replaced" | "twice";

/**
 * The incoming operator's answer, a file of its own. `signature` is over the report's bytes, the same that the outgoing operator
 * has signed, in the namespace of the decision; the answer itself is signed beside that.
 */
export interface HandoverAnswer {
  readonly format: "shoseki-handover-answer/1";
  readonly handover: string;
  readonly revision: number;
  /** Lower-case hex SHA-256 of the report's bytes. */
  readonly report: string;
  readonly decision: Decision;
  readonly reason: string | null;
  readonly questions: readonly Question[];
  readonly incoming: { readonly os: string; readonly console: string; readonly key: string };
  /** OpenSSH public key line. */
  readonly public: string;
  readonly at: string;
  /** Armoured SSHSIG over the report's bytes. */
  readonly signature: string;
}

/** Why a file is no answer to a handover that could be believed. */
export type AnswerProblem =
  /** Not of the published form, byte for byte. */
  | "FORM"
  /** It says two things that cannot both be. */
  | "CONTRADICTS"
  /** The answer is not signed by the key that it names. */
  | "SIGNATURE"
  /** The report that was handed over is not signed by the key that it names, for this decision. */
  | "REPORT_SIGNATURE";

/** SSHSIG namespaces: of the outgoing operator, and of the incoming one by decision, all over the report's bytes. */
export const HANDOVER_NAMESPACE = "handover@shoseki";
export const DECISION_NAMESPACES: Readonly<Record<Decision, string>> = {
  accepted: "handover-accepted@shoseki",
  refused: "handover-refused@shoseki",
  questioned: "handover-questioned@shoseki",
};
/** Of the bytes of an answer's file. */
export const ANSWER_NAMESPACE = "handover-answer@shoseki";

/** What is recorded of handovers: the `OPR` of entries of the phase `handover`. TGT is `{kind: "Handover", id: <handover's id>}`. */
export type HandoverEventName =
  /**
   * The outgoing operator has signed: AFT has `report` (SHA-256), `revision`, `text` (the report, whole), `signature` (armoured),
   * `language` (of its page), `firstSeq`, `lastSeq`, `treeSize`, `rootHash`.
   */
  | "HandOver"
  /**
   * The incoming operator has answered, in their own journal: AFT has `report`, `revision`, `text`, `signature`, `origin`, `key` (the outgoing's
   * fingerprint), `capsule` (SHA-256 of the file), `questions` (JSON), `answer` (the answer's file, whole); the reason is `why`.
   */
  | "AcceptHandover"
  | "RefuseHandover"
  | "QuestionHandover"
  /** The outgoing operator has taken in the answer: AFT has `decision`, `report`, `revision`, `key`, `signature`, `questions`, `answer`; the reason is `why`. */
  | "AnswerHandover"
  /** A shift begins without a handover, and `why` says why. */
  | "WaiveHandover";
