import type { Decision, Question } from "#domain/handover.js";

/** How a handover stands; `waiting` until an answer is known. */
type HandoverState = "waiting" | Decision;

/** What was answered to a revision. */
export interface KnownAnswer {
  readonly decision: Decision;
  /** Of the entry that has it. */
  readonly seq: number;
  /** RFC 3339, of that entry. */
  readonly at: string;
  /** Of who answered, a fingerprint. */
  readonly key: string;
  readonly reason: string | null;
  readonly questions: readonly Question[];
}

/** A revision of a handover that this journal has made. */
export interface OutgoingHandover {
  readonly id: string;
  readonly revision: number;
  /** Lower-case hex SHA-256 of the report. */
  readonly report: string;
  /** Of its `HandOver`. */
  readonly seq: number;
  readonly at: string;
  readonly state: HandoverState;
  /** Oldest first. */
  readonly answers: readonly KnownAnswer[];
  /** Whether a later revision has taken its place. */
  readonly isReplaced: boolean;
}

/** A revision of somebody else's handover that was answered in this journal. */
export interface IncomingHandover {
  readonly id: string;
  readonly revision: number;
  readonly report: string;
  /** The other journal's name, and its key. */
  readonly origin: string;
  readonly key: string;
  /** Lower-case hex SHA-256 of the capsule's file. */
  readonly capsule: string;
  readonly state: Decision;
  /** What was answered, oldest first. */
  readonly answers: readonly KnownAnswer[];
  readonly isReplaced: boolean;
}

/** What a journal knows of handovers. */
export interface Standing {
  /** In the order in which they were handed over. */
  readonly outgoing: readonly OutgoingHandover[];
  /** In the order in which they were answered first. */
  readonly incoming: readonly IncomingHandover[];
}
