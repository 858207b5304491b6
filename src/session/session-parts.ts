import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Journal } from "#journal/journal.js";
import type { SessionLock } from "#journal/session-locks.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Anchoring } from "#session/anchoring.js";
import type { HandoverHold } from "#session/handover-hold.js";
import type { Ledger } from "#session/ledger.js";
import type { RestrainedNeighbours } from "#session/neighbouring.js";
import type { Cadence } from "#session/pulse.js";
import type { Restraints } from "#session/restraints.js";
import type { Rights } from "#session/rights.js";
import type { Trail } from "#session/trail.js";

/** What a session is made of, once its Login is on the disk. */
export interface SessionParts {
  /** The name by which it goes: `vc1`. */
  readonly name: string;
  readonly provider: ProviderSession;
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
  readonly inventory: Inventory;
  /** The Login's outcome. */
  readonly login: Entry;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly lock: SessionLock;
  readonly anchoring: Anchoring;
  readonly rights: Rights;
  /** What it is opened with. */
  readonly restraints: Restraints;
  /** The sessions beside it. */
  readonly neighbours?: RestrainedNeighbours | undefined;
  /** Of a session that waits for a handover. */
  readonly hold?: HandoverHold | undefined;
  readonly cadence?: Cadence | undefined;
  /** How long the way to the server may be gone until the session is given up, in milliseconds; for ever, where this is not said. */
  readonly patienceMs?: number | undefined;
  /** Told of what has been found out of an operation that was UNKNOWN. */
  readonly onEntry: (entry: Entry) => void;
  /** Told of what could not be recorded. */
  readonly onProblem: (error: ShosekiError) => void;
}
