import type { Facts } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Procedure, Written } from "#domain/procedure.js";
import type { FrozenSets } from "#domain/procedure-value.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import type { FrozenParameter } from "#procedures/approval/frozen-plan.js";
import type { OperatorNames } from "#procedures/approval/own-approval.js";
import type { Clock } from "#procedures/run/clock.js";
import type { Conductor } from "#procedures/run/conductor.js";
import type { Hold } from "#procedures/run/hold.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Listener } from "#session/listener.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** What a run is carried out with. */
export interface RunParts {
  readonly procedure: Procedure;
  /** Lower-case hex SHA-256 of the procedure file's bytes. */
  readonly sha256: string;
  readonly parameters: Readonly<Record<string, FrozenParameter>>;
  readonly sets: FrozenSets;
  readonly turns: readonly Turn[];
  /** Kept up by whoever made it: it holds an entry by the time that `session.procedure` or the listener has answered. */
  readonly record: RunRecord;
  /** Nothing of the run is written once another program has it. */
  readonly hold: Hold;
  /** The newest session that there was: it may be over, and says so. */
  session(): Session;
  readonly reader: Reader;
  readonly conductor: Conductor;
  readonly listener: Listener;
  readonly purpose: Purpose;
  readonly approving: Approving;
  /** Puts an error in words for the record. */
  readonly explain: (error: ShosekiError) => string;
  /** What is waited for is waited for by it; this machine's, where it is not said. What is recorded has real times. */
  readonly clock?: Clock | undefined;
  /** Aborted: nothing new is begun, what is under way is cancelled, and nothing is waited for: the run is paused. */
  readonly stopping: AbortSignal;
  /** Aborted: what is under way is not waited for either. */
  readonly signal: AbortSignal;
}

/** What an approval is held against. */
export interface Approving {
  /** Null where the procedure needs none. */
  readonly approvers: Approvers | null;
  /** The journal's name. */
  readonly origin: string;
  /** All that this operator goes by. */
  operator(): OperatorNames;
  /** The nonces of all approvals that the run has accepted, in whatever journal: one of another run is another run's. */
  used(): ReadonlySet<string>;
  /** The later of the clock and the newest entry's time, in milliseconds since 1970. */
  now(): number;
}

/** Reads what a procedure's file says, as things are now. `line` and `text` throw why that cannot be told. */
export interface Reader {
  /** A command line with its values in their places, one word each. */
  line(written: Written, turn: Turn): string;
  text(written: Written, turn: Turn): string;
  look(expression: Written, turn: Turn): Looked;
  /** Resolves when what is looked at is no older than this call. Throws why that cannot be told. */
  caughtUp(signal: AbortSignal): Promise<void>;
  /** Told whenever what was looked at may have changed; until what is returned is called. */
  watch(listener: () => void): () => void;
}

/** What an assertion came to: null where it could not be told, and why. */
export interface Looked {
  readonly value: boolean | null;
  /** The scalars that it names, by how it names them: `vm.power`. */
  readonly seen: Facts;
  readonly error: ShosekiError | null;
}
