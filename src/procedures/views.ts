import type { Datastore } from "#domain/datastore.js";
import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import type { Thing, ThingKind } from "#domain/procedure-value.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import type { HostedMachines } from "#procedures/hosted-machines.js";

/** Something of the inventory as an expression sees it. A number that is not known is -1, a text that is not is empty. */
abstract class View {
  abstract readonly kind: ThingKind;
  protected abstract readonly row: { readonly id: string; readonly name: string };

  get id(): string {
    return this.row.id;
  }

  get name(): string {
    return this.row.name;
  }

  get thing(): Thing {
    return { kind: this.kind, id: this.id, name: this.name };
  }
}

export class MachineView extends View {
  readonly kind = "machine";
  protected readonly row: VirtualMachine;
  readonly #inventory: Inventory;

  constructor(row: VirtualMachine, inventory: Inventory) {
    super();
    this.row = row;
    this.#inventory = inventory;
  }

  get uuid(): string {
    return this.row.uuid ?? "";
  }

  get power(): string {
    return this.row.power;
  }

  get cpus(): bigint {
    return whole(this.row.cpus);
  }

  get memoryMiB(): bigint {
    return whole(this.row.memoryMiB);
  }

  /** The name of the host that it is registered on. */
  get host(): string {
    return this.#inventory.nameOf(this.row.host) ?? "";
  }

  get cluster(): string {
    const host = this.row.host === null ? null : this.#inventory.hosts.get(this.row.host);
    return clusterOf(host, this.#inventory);
  }

  /** The path of what holds it: `/DC0/vm/web`. */
  get folder(): string {
    return this.row.parent === null ? "" : this.#inventory.path(this.row.parent);
  }

  get ip(): string {
    return this.row.ip ?? "";
  }

  get template(): boolean {
    return this.row.template;
  }
}

export class HostView extends View {
  readonly kind = "host";
  protected readonly row: Host;
  readonly #inventory: Inventory;
  readonly #hosted: HostedMachines;

  constructor(row: Host, inventory: Inventory, hosted: HostedMachines) {
    super();
    this.row = row;
    this.#inventory = inventory;
    this.#hosted = hosted;
  }

  get connected(): boolean {
    return this.row.connection === "connected";
  }

  get power(): string {
    return this.row.power;
  }

  get maintenance(): boolean {
    return this.row.maintenance;
  }

  get cpus(): bigint {
    return whole(this.row.cpus);
  }

  get memoryMiB(): bigint {
    return whole(this.row.memoryMiB);
  }

  get cluster(): string {
    return clusterOf(this.row, this.#inventory);
  }

  /** How many machines are registered there. */
  get vms(): bigint {
    return BigInt(this.#hosted.on(this.row.id).registered);
  }

  /** How many of those are on. */
  get running(): bigint {
    return BigInt(this.#hosted.on(this.row.id).running);
  }
}

export class DatastoreView extends View {
  readonly kind = "datastore";
  protected readonly row: Datastore;

  constructor(row: Datastore) {
    super();
    this.row = row;
  }

  get type(): string {
    return this.row.type ?? "";
  }

  get capacityMiB(): bigint {
    return whole(this.row.capacityMiB);
  }

  get freeMiB(): bigint {
    return whole(this.row.freeMiB);
  }

  get accessible(): boolean {
    return this.row.accessible;
  }
}

export class NetworkView extends View {
  readonly kind = "network";
  protected readonly row: Network;

  constructor(row: Network) {
    super();
    this.row = row;
  }
}

export class FolderView extends View {
  readonly kind = "folder";
  protected readonly row: Container;
  readonly #inventory: Inventory;

  constructor(row: Container, inventory: Inventory) {
    super();
    this.row = row;
    this.#inventory = inventory;
  }

  get path(): string {
    return this.#inventory.path(this.row.id);
  }
}

export type AnyView = MachineView | HostView | DatastoreView | NetworkView | FolderView;

export function isView(value: unknown): value is AnyView {
  return value instanceof View;
}

function whole(value: number | null): bigint {
  return BigInt(Math.round(value ?? -1));
}

/** A host of its own has a compute resource that is no cluster. */
function clusterOf(host: Host | null, inventory: Inventory): string {
  const parent = host?.parent == null ? null : inventory.get(host.parent);
  return parent?.kind === "cluster" ? parent.name : "";
}
