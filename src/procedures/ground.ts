import type { Item, ParameterValue, Thing } from "#domain/procedure-value.js";
import type { Row } from "#inventory/lookup.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { HostedMachines } from "#procedures/hosted-machines.js";
import { NoObject } from "#procedures/no-object.js";
import type { Scope } from "#procedures/scope.js";
import {
  type AnyView,
  DatastoreView,
  FolderView,
  HostView,
  MachineView,
  NetworkView,
} from "#procedures/views.js";

/** Makes what the library has a length of time as, of milliseconds. */
export type DurationMaker = (ms: number) => unknown;

/**
 * The values of all names in an expression, each made when it is first asked for: with ten thousand machines, those that name
 * none cost nothing. One thing is one view, so that the library's `==` and `in` tell things by what they are.
 *
 * @param durations the names of parameters that are lengths of time
 */
export function groundOf(
  scope: Scope,
  durations: ReadonlySet<string>,
  durationOf: DurationMaker,
): Readonly<Record<string, unknown>> {
  const ground: Record<string, unknown> = Object.create(null);
  const views = new Views(scope);
  const name = (key: string, make: () => unknown) => lazily(ground, key, make);
  for (const [key, value] of scope.values) {
    name(key, () => (durations.has(key) ? durationOf(Number(value)) : views.value(value)));
  }
  const { item } = scope;
  if (item !== null) name(item.as, () => views.value(item.is));
  name("vms", () => views.all("machine"));
  name("hosts", () => views.all("host"));
  name("datastores", () => views.all("datastore"));
  name("now", () => scope.now);
  name("done", () => scope.done);
  return ground;
}

function lazily(into: object, key: string, make: () => unknown): void {
  Object.defineProperty(into, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = make();
      Object.defineProperty(into, key, { value, enumerable: true });
      return value;
    },
  });
}

class Views {
  readonly #scope: Scope;
  readonly #hosted: HostedMachines;
  readonly #made = new Map<string, AnyView>();

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#hosted = new HostedMachines(scope.inventory);
  }

  /** Throws `NoObject` for a thing that is not there any more. */
  value(value: ParameterValue | Item): unknown {
    if (typeof value === "number") return BigInt(value);
    if (typeof value !== "object") return value;
    return "id" in value ? this.#live(value) : value.map((each) => this.#live(each));
  }

  /** In natural order of name: a set that is frozen is gone through so. */
  all(kind: "machine" | "host" | "datastore"): readonly AnyView[] {
    const { machines, hosts, datastores } = this.#scope.inventory;
    const rows: readonly Row[] = { machine: machines, host: hosts, datastore: datastores }[kind].all();
    return inNaturalOrder(rows).flatMap(({ id }) => this.#view(kind, id) ?? []);
  }

  #live({ kind, id, name }: Thing): AnyView {
    const view = this.#view(kind, id);
    if (view === null) throw new NoObject(name);
    return view;
  }

  #view(kind: Thing["kind"], id: string): AnyView | null {
    const known = this.#made.get(id);
    if (known !== undefined) return known;
    const made = this.#make(kind, id);
    if (made !== null) this.#made.set(id, made);
    return made;
  }

  #make(kind: Thing["kind"], id: string): AnyView | null {
    const { inventory } = this.#scope;
    const { machines, hosts, datastores, networks, containers } = inventory;
    const of = <T>(row: T | null, make: (row: T) => AnyView) => (row === null ? null : make(row));
    const makers = {
      machine: () => of(machines.get(id), (row) => new MachineView(row, inventory)),
      host: () => of(hosts.get(id), (row) => new HostView(row, inventory, this.#hosted)),
      datastore: () => of(datastores.get(id), (row) => new DatastoreView(row)),
      network: () => of(networks.get(id), (row) => new NetworkView(row)),
      folder: () => of(containers.get(id), (row) => new FolderView(row, inventory)),
    };
    return makers[kind]();
  }
}
