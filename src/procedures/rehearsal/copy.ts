import type { RehearsalWarning } from "#domain/rehearsal.js";
import type { Journal } from "#journal/journal.js";
import type { Session } from "#session/session.js";

/** A copy of what is out there to rehearse on: a session on it, and the journal that this writes and nobody keeps. */
export interface Copy {
  readonly session: Session;
  readonly journal: Journal;
  /** What of it may not be as it is out there, as far as anybody has looked. */
  warnings(): readonly RehearsalWarning[];
  /** Ends the session and throws the journal away. */
  close(): Promise<void>;
}

/** Makes a copy of what a session sees now. The session is only read by, now and while the copy is used. */
export type CopyMaker = (live: Session) => Promise<Copy>;
