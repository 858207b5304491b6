import type { Container } from "#domain/inventory-update.js";

/** What holds others: it is laid out once and never changes. */
export class Tree {
  /** Parents before children. */
  readonly all: readonly Container[];
  readonly #containers: ReadonlyMap<string, Container>;

  constructor(containers: readonly Container[]) {
    this.all = containers;
    this.#containers = new Map(containers.map((container) => [container.id, container]));
  }

  find(id: string): Container | undefined {
    return this.#containers.get(id);
  }

  /** Whether a folder is one for machines: in the one named `vm` that each datacenter has, or that one itself. */
  holdsMachines(container: Container): boolean {
    if (container.kind !== "folder") return false;
    const parent = container.parent === null ? undefined : this.#containers.get(container.parent);
    if (parent === undefined) return false;
    return parent.kind === "datacenter" ? container.name === "vm" : this.holdsMachines(parent);
  }

  /** What has the resource pool. */
  ofPool(pool: string): Container | undefined {
    return this.all.find((one) => one.pool === pool);
  }

  /** The id of the datacenter that something is in; null above all of them. */
  datacenterOf(id: string | null): string | null {
    const container = id === null ? undefined : this.#containers.get(id);
    if (container === undefined) return null;
    return container.kind === "datacenter" ? container.id : this.datacenterOf(container.parent);
  }
}
