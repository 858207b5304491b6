import type { Datastore } from "#domain/datastore.js";
import { totalMiB } from "#providers/simulator/disks.js";
import type { DatastoreSpec } from "#providers/simulator/fabric.js";
import type { Machine } from "#providers/simulator/machine.js";

type Tenant = Pick<Machine, "datastore" | "disks">;

/** The datastores, and how much of each is taken by the machines on it. */
export class Space {
  readonly #specs: ReadonlyMap<string, DatastoreSpec>;
  readonly #takenMiB = new Map<string, number>();

  constructor(specs: readonly DatastoreSpec[]) {
    this.#specs = new Map(specs.map((spec) => [spec.id, spec]));
    for (const { id, otherMiB } of specs) this.#takenMiB.set(id, otherMiB);
  }

  take(machine: Tenant): void {
    this.#add(machine, 1);
  }

  giveBack(machine: Tenant): void {
    this.#add(machine, -1);
  }

  /** The datastore as a row of the inventory; the caller's own copy. */
  row(id: string): Datastore | undefined {
    const spec = this.#specs.get(id);
    if (spec === undefined) return undefined;
    const { otherMiB: _, ...facts } = spec;
    const { capacityMiB } = spec;
    const freeMiB = capacityMiB === null ? null : capacityMiB - (this.#takenMiB.get(id) ?? 0);
    return { ...facts, freeMiB };
  }

  rows(): Datastore[] {
    return [...this.#specs.keys()].flatMap((id) => this.row(id) ?? []);
  }

  #add({ datastore, disks }: Tenant, sign: 1 | -1): void {
    if (datastore === null) return;
    this.#takenMiB.set(datastore, (this.#takenMiB.get(datastore) ?? 0) + sign * totalMiB(disks));
  }
}
