import { childrenIn, type NamedRow as Row } from "#console/store/children-in.js";
import type { DetailsModel } from "#console/store/details-model.js";
import type { EndpointsModel } from "#console/store/endpoints-model.js";
import type { TargetExpression } from "#domain/command.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { isJoined, joinedId, partedId } from "#inventory/joined.js";
import { lookUp } from "#inventory/lookup.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { NameList, type Names } from "#language/candidate-names.js";
import type { Nameable, Named, NamedKind, PathChild, Vocabulary } from "#language/completion-vocabulary.js";
import { room } from "#listings/room.js";
import type { Catalogue } from "#messages/catalogue.js";
import { size } from "#messages/wording.js";
import { type Qualified, qualified } from "#session/fleet/qualified.js";

/** How long nothing must have come or gone until names are put in order for the first Tab, in milliseconds. */
const REST_MS = 500;

const NOTHING: Names<never> = { matching: () => [] };

interface VocabularyParts {
  readonly details: DetailsModel;
  readonly endpoints: EndpointsModel;
  readonly ownWords: (verb: string, begun: string, place: string) => readonly Named[];
  readonly catalogue: Catalogue;
}

/** What the command line can name: what is out there, with what tells one from another. Lists are made when asked for. */
export class InventoryVocabulary implements Vocabulary {
  readonly #inventory: Inventory;
  readonly #details: DetailsModel;
  readonly #endpoints: EndpointsModel;
  readonly #ownWords: (verb: string, begun: string, place: string) => readonly Named[];
  readonly #catalogue: Catalogue;
  readonly #lists = new Map<string, Names<Named>>();
  readonly #ordered = new Map<NamedKind, readonly Row[]>();
  /** MiB that the running machines of each host have been promised. */
  #promises: ReadonlyMap<string, number> | null = null;
  /** Whether ids say at which endpoint they are. */
  readonly #isJoined: boolean;
  readonly #unsubscribe: () => void;
  #resting: NodeJS.Timeout | null = null;

  /** @param parts what else there is to tell of it; `ownWords` are those that may follow a verb of the console itself */
  constructor(inventory: Inventory, { details, endpoints, ownWords, catalogue }: VocabularyParts) {
    this.#inventory = inventory;
    this.#isJoined = isJoined(inventory);
    this.#details = details;
    this.#endpoints = endpoints;
    this.#ownWords = ownWords;
    this.#catalogue = catalogue;
    this.#unsubscribe = inventory.subscribe(({ entered, changed, left }) => {
      this.#promises = null;
      // Sorting 50,000 names at each update of a busy server would hold up keys: most updates are of something else.
      const another = changed.some(
        ({ before, after }) => before.name !== after.name || before.kind !== after.kind,
      );
      if (another || entered.length > 0 || left.length > 0) this.#forget();
    });
    this.#forget();
  }

  dispose(): void {
    this.#unsubscribe();
    if (this.#resting !== null) clearTimeout(this.#resting);
  }

  names(kind: NamedKind): Names<Named> {
    return this.#list(`names of ${kind}`, kind, (row) => this.#nameOf(row));
  }

  ids(kind: NamedKind): Names<Named> {
    return this.#list(`ids of ${kind}`, kind, ({ id }) => id);
  }

  inside(path: string, kind: NamedKind): Names<PathChild> {
    return childrenIn(this.#inventory, path, this.#rows(kind), (row) => this.#named(row));
  }

  snapshotsOf(target: TargetExpression): readonly Named[] {
    const machine = this.#looked(target);
    return (machine?.snapshots ?? []).map(({ id, name, created }) => ({
      name,
      id,
      path: null,
      note: created.replace("T", " ").replace(/\.\d+/u, ""),
    }));
  }

  disksOf(target: TargetExpression): readonly Named[] {
    const machine = this.#looked(target);
    return (machine?.disks ?? []).map(({ label, sizeMiB }) => ({
      name: label,
      id: null,
      path: null,
      note: room(sizeMiB),
    }));
  }

  current(target: TargetExpression, what: "cpus" | "memory" | "disk"): number | null {
    if (what === "disk") {
      const [disk, another] = this.#looked(target)?.disks ?? [];
      return disk === undefined || another !== undefined ? null : disk.sizeMiB;
    }
    const [machine, another] = this.#machines(target);
    if (machine === undefined || another !== undefined) return null;
    return what === "cpus" ? machine.cpus : machine.memoryMiB;
  }

  words(verb: string, place: string, begun: string): readonly Named[] {
    return this.#ownWords(verb, begun, place);
  }

  beside(target: TargetExpression): Nameable {
    const at = this.#endpointOf(target);
    if (at === null) return this;
    return {
      names: (kind) => this.#list(`names of ${kind} at ${at}`, kind, ({ name }) => name, at),
      ids: (kind) => this.#list(`ids of ${kind} at ${at}`, kind, ({ id }) => id, at),
      inside: (path, kind) =>
        childrenIn(this.#inventory, path, this.#rows(kind).filter(isAt(at)), (row) => this.#named(row)),
    };
  }

  /** @param at only what is at this endpoint */
  #list(key: string, kind: NamedKind, nameOf: (row: Row) => string, at: string | null = null): Names<Named> {
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const all = this.#ordered.get(kind) ?? inNaturalOrder(this.#rows(kind));
    this.#ordered.set(kind, all);
    const rows = at === null ? all : all.filter(isAt(at));
    const make = (row: Row) => ({
      ...this.#named(this.#now(row)),
      ...(at === null ? {} : { name: row.name }),
    });
    const list = rows.length === 0 ? NOTHING : new NameList(rows, nameOf, make);
    this.#lists.set(key, list);
    return list;
  }

  /** Lists are made anew when they are asked for; that of the machines before that, if there is the time. */
  #forget(): void {
    this.#lists.clear();
    this.#ordered.clear();
    if (this.#resting !== null) clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.names("machines"), REST_MS);
    this.#resting.unref();
  }

  #rows(kind: NamedKind): readonly Row[] {
    const { machines, hosts, datastores, networks, containers } = this.#inventory;
    const rows = {
      machines: () => machines.all(),
      hosts: () => hosts.all(),
      datastores: () => datastores.all(),
      networks: () => networks.all(),
      folders: () => containers.all().filter((container) => container.kind === "folder"),
    };
    return rows[kind]();
  }

  /** A row of a list as it is by now: its name is still the same. */
  #now(row: Row): Row {
    return this.#inventory.get(row.id) ?? row;
  }

  #named(row: Row): Named {
    const { id } = row;
    return { id, name: this.#nameOf(row), path: this.#inventory.path(id), note: this.#note(row) };
  }

  /** What more than one endpoint has is called with its endpoint. */
  #nameOf({ id, name, kind }: Row): string {
    if (!this.#isJoined) return name;
    const { machines, hosts, datastores, networks } = this.#inventory;
    const alike = { vm: machines, host: hosts, datastore: datastores, network: networks } as const;
    const others = kind in alike ? alike[kind as keyof typeof alike].named(name) : [];
    const { endpoint } = partedId(id);
    return others.some((other) => partedId(other.id).endpoint !== endpoint) ? `${endpoint}:${name}` : name;
  }

  #note(row: Row): string | null {
    const { labels, console: texts } = this.#catalogue;
    if (row.kind === "vm") {
      return [labels.power[row.power], this.#inventory.nameOf(row.host)].filter(Boolean).join(", ");
    }
    if (row.kind === "datastore")
      return row.freeMiB === null ? null : texts.vocabulary.free({ room: room(row.freeMiB) });
    if (row.kind === "host") {
      if (row.maintenance) return texts.inventory.maintenance;
      if (row.connection !== "connected") return labels.connection[row.connection];
      return row.memoryMiB === null ? null : this.#promised(row.id, row.memoryMiB);
    }
    return row.kind === "network" ? labels.networkType[row.type] : null;
  }

  /** How much of a host's memory its running machines have been promised: where there is room. */
  #promised(host: string, memoryMiB: number): string {
    this.#promises ??= promisesOf(this.#inventory);
    const promised = this.#promises.get(host) ?? 0;
    return this.#catalogue.console.vocabulary.promised({ promised: room(promised), of: size(memoryMiB) });
  }

  /** What has been read of a machine: only of the one that is looked at. */
  #looked(target: TargetExpression) {
    const [machine, another] = this.#machines(target);
    if (machine === undefined || another !== undefined || this.#details.id !== machine.id) return null;
    return this.#details.details?.machine ?? null;
  }

  #machines(target: TargetExpression): readonly VirtualMachine[] {
    const { machines } = this.#inventory;
    const { endpoint, expression } = this.#qualified(target);
    if (endpoint === null) return lookUp(this.#inventory, machines, target);
    if (expression.by !== "id") return lookUp(this.#inventory, machines, expression).filter(isAt(endpoint));
    const machine = machines.get(joinedId(endpoint, expression.id));
    return machine === null ? [] : [machine];
  }

  /** The endpoint that a target says; else the one that is used, where names without one mean that. */
  #qualified(target: TargetExpression): Qualified {
    if (!this.#isJoined) return { endpoint: null, expression: target };
    const { fleet } = this.#endpoints;
    const { endpoint, expression } = qualified(target, fleet.names);
    return { endpoint: endpoint ?? fleet.used?.name ?? null, expression };
  }

  /** The one endpoint that a target is at; null where there is one only, and for what is at several or nowhere. */
  #endpointOf(target: TargetExpression): string | null {
    const { endpoint } = this.#qualified(target);
    if (endpoint !== null || !this.#isJoined) return endpoint;
    const [only, another] = new Set(this.#machines(target).map(({ id }) => partedId(id).endpoint));
    return another === undefined ? (only ?? null) : null;
  }
}

function isAt(endpoint: string): (row: { readonly id: string }) => boolean {
  return ({ id }) => partedId(id).endpoint === endpoint;
}

function promisesOf({ machines }: Inventory): ReadonlyMap<string, number> {
  const promises = new Map<string, number>();
  for (const { host, power, memoryMiB } of machines.all()) {
    if (host !== null && power === "on") promises.set(host, (promises.get(host) ?? 0) + (memoryMiB ?? 0));
  }
  return promises;
}
