import type { ReadOnlyBy } from "#domain/read-only.js";
import type { Inventory } from "#inventory/inventory.js";
import type { ProviderSession } from "#providers/contract.js";

/** The sessions beside one in the same console. */
export interface Neighbours {
  /** The endpoint of the session itself, as entries name it. */
  readonly own: string;
  /**
   * The session that is open at another endpoint; null where there is none, or nothing can be asked of it now.
   *
   * @param name by which it goes: of several logins at one endpoint that one is meant, and no other; missing where any will do
   */
  at(endpoint: string, name?: string): Neighbour | null;
}

export interface Neighbour {
  /** By which its session goes: `vc1`. */
  readonly name: string;
  readonly endpoint: string;
  readonly session: ProviderSession;
  readonly inventory: Inventory;
  /** Who wants that nothing is changed there, as of now. */
  readonly readOnly: ReadOnlyBy | null;
}
