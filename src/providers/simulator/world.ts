import type { Host } from "#domain/host.js";
import type { Container, InventoryObject, InventoryUpdate } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { type Machine, type MachineChange, rowOf } from "#providers/simulator/machine.js";
import { buildMachines } from "#providers/simulator/machines.js";
import { seededRandom } from "#providers/simulator/random.js";
import { buildPremises } from "#providers/simulator/site.js";

/** What is out there: the only copy of the truth, which nobody outside holds a part of. */
export class World {
  readonly #containers: readonly Container[];
  readonly #hosts: readonly Host[];
  readonly #machines: Map<string, Machine>;
  readonly #watchers = new Set<(update: InventoryUpdate) => void>();
  #revision = 0;

  /** The same numbers give the same world, ids and UUIDs included. */
  constructor(vms: number, seed: number) {
    const premises = buildPremises(vms);
    this.#containers = premises.containers;
    this.#hosts = premises.hosts;
    const machines = buildMachines(vms, premises.sites, seededRandom(seed), this.#nextVersion());
    this.#machines = new Map(machines.map((machine) => [machine.id, machine]));
  }

  machine(id: string): Machine | undefined {
    return this.#machines.get(id);
  }

  /** Whether something else in the folder of this machine has the name. */
  nameTaken(machine: Machine, name: string): boolean {
    for (const one of this.#machines.values()) {
      if (one.parent === machine.parent && one.name === name && one.id !== machine.id) return true;
    }
    return this.#containers.some((one) => one.parent === machine.parent && one.name === name);
  }

  /** Changes a machine and tells those who watch. A change of its configuration makes a new `changeVersion`. */
  change(id: string, change: MachineChange): void {
    const before = this.#machines.get(id);
    if (before === undefined) return;
    const configured = Object.keys(change).some((key) => key !== "power");
    const changeVersion = configured ? this.#nextVersion() : before.changeVersion;
    const after = { ...before, ...change, changeVersion };
    this.#machines.set(id, after);
    const facts = difference(rowOf(before), rowOf(after));
    if (Object.keys(facts).length === 0) return;
    for (const watcher of this.#watchers) watcher({ change: "modify", id, facts });
  }

  /** Copies of all there is; what holds others comes before what it holds. */
  inventory(): InventoryObject[] {
    const copies = [...this.#containers, ...this.#hosts].map((object) => ({ ...object }));
    return [...copies, ...Array.from(this.#machines.values(), rowOf)];
  }

  /** Tells `watcher` of every later change, in order, until the returned function is called. */
  watch(watcher: (update: InventoryUpdate) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Marks of configurations look like vSphere's, times with microseconds, but count and so are never equal. */
  #nextVersion(): string {
    const revision = this.#revision++;
    const microseconds = String(revision % 1_000_000).padStart(6, "0");
    const second = new Date(Date.UTC(2026, 3, 1) + Math.floor(revision / 1_000_000) * 1000);
    return `${second.toISOString().slice(0, 19)}.${microseconds}Z`;
  }
}

function difference(before: VirtualMachine, after: VirtualMachine): Partial<VirtualMachine> {
  const changed = Object.entries(after).filter(
    ([key, value]) => before[key as keyof VirtualMachine] !== value,
  );
  return Object.fromEntries(changed);
}
