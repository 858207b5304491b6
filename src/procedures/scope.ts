import type { Item, ParameterValues } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";

/** What an expression is asked about: what it names is read of the inventory as that is now. */
export interface Scope {
  readonly inventory: Inventory;
  readonly values: ParameterValues;
  /** The item of the loop that it stands in, under its name there; null outside of one. */
  readonly item: { readonly as: string; readonly is: Item } | null;
  readonly now: Date;
  /** When the steps that were done, or left out, were so, by their ids: of one in a loop, the last time. */
  readonly done: ReadonlyMap<string, Date>;
}
