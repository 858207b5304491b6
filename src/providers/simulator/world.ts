import type { Datastore } from "#domain/datastore.js";
import type { Host } from "#domain/host.js";
import type { InventoryObject, InventoryUpdate } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import type { Beginning } from "#providers/simulator/beginning.js";
import type { Births } from "#providers/simulator/births.js";
import { type Machine, type MachineChange, rowOf } from "#providers/simulator/machine.js";
import { Space } from "#providers/simulator/space.js";
import { Tree } from "#providers/simulator/tree.js";

/** What can become of a host. */
export type HostChange = Partial<Pick<Host, "connection" | "power" | "maintenance">>;

/** What of a machine is not of its configuration, and so leaves its mark alone. */
const NOT_CONFIGURATION: ReadonlySet<string> = new Set(["power", "host", "parent", "address"]);

/** What is out there: the only copy of the truth, which nobody outside holds a part of. */
export class World {
  readonly tree: Tree;
  readonly births: Births;
  readonly #hosts: Map<string, Host>;
  readonly #networks: ReadonlyMap<string, Network>;
  readonly #machines: Map<string, Machine>;
  readonly #left: Machine[] = [];
  readonly #space: Space;
  readonly #entering = new Map<string, number>();
  readonly #watchers = new Set<(update: InventoryUpdate) => void>();

  constructor({ containers, hosts, networks, datastores, machines, births }: Beginning) {
    this.tree = new Tree(containers);
    this.#hosts = new Map(hosts.map((host) => [host.id, host]));
    this.#networks = new Map(networks.map((network) => [network.id, network]));
    this.#space = new Space(datastores);
    this.births = births;
    for (const machine of machines) this.#space.take(machine);
    this.#machines = new Map(machines.map((machine) => [machine.id, machine]));
  }

  /** A machine whose host is away is as far away. */
  machine(id: string): Machine | undefined {
    const machine = this.#machines.get(id);
    const host = machine?.host == null ? undefined : this.#hosts.get(machine.host);
    if (machine === undefined || host === undefined || host.connection === "connected") return machine;
    return { ...machine, reachable: false };
  }

  machines(): Machine[] {
    return [...this.#machines.values()];
  }

  /** Machines that are gone, and whose disks are there. */
  left(): readonly Machine[] {
    return this.#left;
  }

  host(id: string): Host | undefined {
    return this.#hosts.get(id);
  }

  network(id: string): Network | undefined {
    return this.#networks.get(id);
  }

  datastore(id: string): Datastore | undefined {
    return this.#space.row(id);
  }

  /** Whether the host is in maintenance or on the way there: no machine starts on it or comes to it. */
  closed(host: Host): boolean {
    return host.maintenance || (this.#entering.get(host.id) ?? 0) > 0;
  }

  /** The host is on its way into maintenance until the returned function is called. */
  close(host: string): () => void {
    const add = (more: number): unknown => this.#entering.set(host, (this.#entering.get(host) ?? 0) + more);
    add(1);
    return () => add(-1);
  }

  /** Changes a machine and tells those who watch. A change of its configuration makes a new `changeVersion`. */
  changeMachine(id: string, change: MachineChange): void {
    const before = this.#machines.get(id);
    if (before === undefined) return;
    const configured = Object.keys(change).some((key) => !NOT_CONFIGURATION.has(key));
    const changeVersion = configured ? this.births.changeVersion() : before.changeVersion;
    const after = { ...before, ...change, changeVersion };
    this.#machines.set(id, after);
    this.#tell({ change: "modify", id, facts: difference(rowOf(before), rowOf(after)) });
    this.#move(before, after);
  }

  /**
   * More becomes known of a machine. Nothing changes by it: nobody is told, and what its disks take is taken of their
   * datastore already.
   */
  learn(id: string, facts: Partial<Machine>): void {
    const machine = this.#machines.get(id);
    if (machine !== undefined) this.#machines.set(id, { ...machine, ...facts });
  }

  addMachine(machine: Machine): void {
    this.#machines.set(machine.id, machine);
    this.#tell({ change: "enter", object: rowOf(machine) });
    this.#move(null, machine);
  }

  removeMachine(id: string): void {
    const machine = this.#machines.get(id);
    if (machine === undefined) return;
    this.#machines.delete(id);
    this.#tell({ change: "leave", id });
    this.#move(machine, null);
  }

  /** The machine goes, and its disks stay: what they take stays taken. */
  leaveDisks(id: string): void {
    const machine = this.#machines.get(id);
    if (machine === undefined) return;
    this.#machines.delete(id);
    this.#left.push(machine);
    this.#tell({ change: "leave", id });
  }

  changeHost(id: string, change: HostChange): void {
    const before = this.#hosts.get(id);
    if (before === undefined) return;
    const after = { ...before, ...change };
    this.#hosts.set(id, after);
    this.#tell({ change: "modify", id, facts: difference(before, after) });
  }

  /** Copies of all there is; what holds others comes before what it holds. */
  inventory(): InventoryObject[] {
    const hosts = Array.from(this.#hosts.values(), (host) => ({
      ...host,
      datastores: [...host.datastores],
      networks: [...host.networks],
    }));
    const others = [...this.tree.all, ...this.#networks.values()].map((object) => ({ ...object }));
    return [...others, ...this.#space.rows(), ...hosts, ...Array.from(this.#machines.values(), rowOf)];
  }

  /**
   * Tells `watcher` of every later change, in order, until the returned function is called. A `modify` without any
   * facts is a change that the rows of the inventory do not show.
   */
  watch(watcher: (update: InventoryUpdate) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** What a machine takes of its datastore goes with it. */
  #move(before: Machine | null, after: Machine | null): void {
    const touched = new Set([before?.datastore, after?.datastore].filter((id) => id != null));
    const free = (id: string): number | null => this.#space.row(id)?.freeMiB ?? null;
    const were = new Map([...touched].map((id) => [id, free(id)]));
    if (before !== null) this.#space.giveBack(before);
    if (after !== null) this.#space.take(after);
    for (const [id, was] of were) {
      const freeMiB = free(id);
      if (freeMiB !== was) this.#tell({ change: "modify", id, facts: { freeMiB } });
    }
  }

  #tell(update: InventoryUpdate): void {
    for (const watcher of this.#watchers) watcher(update);
  }
}

function difference<T extends object>(before: T, after: T): Partial<T> {
  const changed = Object.entries(after).filter(([key, value]) => before[key as keyof T] !== value);
  return Object.fromEntries(changed) as Partial<T>;
}
