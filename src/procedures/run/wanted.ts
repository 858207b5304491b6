import type { ShosekiError } from "#domain/errors.js";
import type { Journal } from "#journal/journal.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import type { Clock } from "#procedures/run/clock.js";
import type { Conductor } from "#procedures/run/conductor.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Listener } from "#session/listener.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** What it takes to carry a run on. */
export interface RunWanted {
  readonly journal: Journal;
  /** The newest session that there was. */
  session(): Session;
  readonly conductor: Conductor;
  readonly listener: Listener;
  readonly purpose: Purpose;
  /** Null where there are none, or none are wanted. */
  readonly approvers: Approvers | null;
  readonly explain: (error: ShosekiError) => string;
  /** This machine's, where it is not said. */
  readonly clock?: Clock | undefined;
  /** Shown what is to be done, before anything is recorded; throws why it is not. */
  readonly onTurns?: ((turns: readonly Turn[]) => void) | undefined;
  readonly stopping: AbortSignal;
  readonly signal: AbortSignal;
}
