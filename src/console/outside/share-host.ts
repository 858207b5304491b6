import type { Problem } from "#domain/errors.js";
import type { Listener } from "#session/listener.js";
import type { Proposal } from "#session/proposal.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** Who asks a console from outside. */
export interface Outsider {
  /** As entries say it in `USR.via`: `exec 4242`, the program and its process. */
  readonly via: string;
}

/** What a console does for others who go through its session. */
export interface ShareHost {
  /** The one that is open now; null where there is none. */
  session(): Session | null;
  /** Why nothing is done for others now: the console is locked, or about to leave. Null when something is. */
  refusal(): Problem | null;
  /**
   * Asks the operator about what cannot be taken back; waits as long as they do something else. What they answer with is
   * what it is done for; null: they do not agree.
   *
   * @param signal aborted: whoever asks wants it no more
   */
  confirm(proposal: Proposal, from: Outsider, purpose: Purpose, signal: AbortSignal): Promise<Purpose | null>;
  /** An operation is about to be carried out. */
  begin(proposal: Proposal): OutsideWork;
}

/** An operation of somebody else's, among what the console shows as running. */
export interface OutsideWork {
  /** To be told how it goes. */
  readonly listener: Listener;
  /** Aborted when the operator at the console has it cancelled. */
  readonly stopping: AbortSignal;
  /** Aborted when they wait no longer. */
  readonly givingUp: AbortSignal;
  end(): void;
}
