import type { Datastore } from "#domain/datastore.js";
import type { Host } from "#domain/host.js";
import type { Network } from "#domain/network.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";

/** A node of the inventory tree that only holds others. */
export interface Container {
  /** `endpoint`: where the inventories of several are shown as one. */
  readonly kind: "endpoint" | "folder" | "datacenter" | "cluster" | "compute" | "vapp";
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  /** The id of the resource pool that machines on it are put into; null for what runs none. */
  readonly pool: string | null;
}

export type InventoryObject = VirtualMachine | Host | Datastore | Network | Container;

/** What changed of one object. A `modify` holds only what is new; `kind` and `id` never change. */
export type InventoryUpdate =
  | { readonly change: "enter"; readonly object: InventoryObject }
  | { readonly change: "modify"; readonly id: string; readonly facts: InventoryFacts }
  | { readonly change: "leave"; readonly id: string };

type Changes<T> = Partial<Omit<T, "kind" | "id">>;

/** New values of some properties, of whichever kind the object is. */
export type InventoryFacts =
  | Changes<VirtualMachine>
  | Changes<Host>
  | Changes<Datastore>
  | Changes<Network>
  | Changes<Container>;
