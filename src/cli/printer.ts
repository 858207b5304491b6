import type { BesideRow } from "#domain/beside-row.js";
import type { Datastore } from "#domain/datastore.js";
import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Host } from "#domain/host.js";
import type { Network } from "#domain/network.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import type { ListedRows, ListKind } from "#listings/rows.js";
import type { Plan } from "#session/plan.js";

/** How a session's results reach the operator: as people read them, or as JSON Lines. */
export interface Printer {
  /** Login, Logout, and what recovery found. */
  aside(entry: Entry): void;
  /** An anchor that is not OK, and why. */
  notAnchored(entry: Entry, error: ShosekiError): void;
  /** There is no place to anchor the journal in. */
  anchoredNowhere(): void;
  /** What a plan has chosen where the command line left it open. */
  plan(plan: Plan): void;
  /** How far an operation is; null once it is over. */
  progress(plan: Plan, percent: number | null): void;
  /** The operator at the console has been asked to agree, and has not answered for a while. */
  awaitingAgreement(ask: string): void;
  /** The operator has asked to cancel what runs. */
  cancelling(tasks: number): void;
  /** @param error why it is not OK */
  outcome(entry: Entry, error: ShosekiError | null): void;
  /** After an operation on several targets. */
  summary(outcomes: readonly Entry[]): void;
  note(entry: Entry): void;
  list<K extends ListKind>(kind: K, inventory: Inventory, rows: readonly ListedRows[K][]): void;
  one(inventory: Inventory, row: VirtualMachine | Host | Datastore | Network, beside: BesideRow | null): void;
  help(text: string): void;
}
