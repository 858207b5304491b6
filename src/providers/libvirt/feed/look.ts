import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { Caller } from "#providers/libvirt/caller.js";
import type { Driver } from "#providers/libvirt/drivers.js";
import type { HostIdentity } from "#providers/libvirt/host-identity.js";
import { hostRow } from "#providers/libvirt/rows/host-row.js";
import { machineRow } from "#providers/libvirt/rows/machine-row.js";
import { rootRow } from "#providers/libvirt/rows/root.js";
import { RowBook } from "#providers/libvirt/rows/row-book.js";
import { storeRows } from "#providers/libvirt/rows/store-rows.js";
import type { DomainHandle } from "#providers/libvirt/rpc/handles.js";
import { vitalsOf, vitalsOfAll } from "#providers/libvirt/vitals.js";

/** What of a look is news; asked once, and only if the look still counts: what is told is taken for known. */
export type Told = () => readonly InventoryUpdate[];

/** Looks at what is there, and says what of it is news. */
export class Look {
  readonly #driver: Driver;
  readonly #host: HostIdentity;
  readonly #book = new RowBook();

  constructor(driver: Driver, host: HostIdentity) {
    this.#driver = driver;
    this.#host = host;
  }

  /** The host, its storage pools and networks, and what holds everything. */
  async atStores(caller: Caller): Promise<Told> {
    const stores = await storeRows(caller);
    const host = await hostRow(caller, this.#host, stores);
    return () => [
      ...this.#book.seen([rootRow(this.#host.name), host]),
      ...this.#book.all(["datastore", "network"], [...stores.datastores, ...stores.networks]),
    ];
  }

  async atAllMachines(caller: Caller): Promise<Told> {
    const vitals = await vitalsOfAll(caller, this.#driver);
    const rows = vitals.map((each) => machineRow(each, this.#host.id));
    return () => this.#book.all(["vm"], rows);
  }

  /** @param doms by their ids */
  async atMachines(caller: Caller, doms: ReadonlyMap<string, DomainHandle>): Promise<Told> {
    const vitals = await vitalsOf(caller, this.#driver, [...doms.values()]);
    const rows = vitals.map((each) => machineRow(each, this.#host.id));
    const there = new Set(rows.map(({ id }) => id));
    const gone = [...doms.keys()].filter((id) => !there.has(id));
    return () => [...this.#book.left(gone), ...this.#book.seen(rows)];
  }
}
