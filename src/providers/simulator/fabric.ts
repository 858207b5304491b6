import type { Datastore } from "#domain/datastore.js";
import type { Container } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import { datastoreName, type SiteName } from "#providers/simulator/site-names.js";

/** A datastore before its machines are counted. */
export interface DatastoreSpec extends Omit<Datastore, "freeMiB"> {
  /** What is on it beside the disks of machines. */
  readonly otherMiB: number;
}

/** The storage and networks of a datacenter, by their ids. */
export interface SiteFabric {
  /** Reached by every host. */
  readonly networks: readonly string[];
  readonly shared: readonly string[];
  /** Reached by nobody any more; null in a small world. */
  readonly lost: string | null;
}

const TIB = 1024 * 1024;
const HOSTS_PER_DATASTORE = 4;

/** A hundred machines' worth. */
const VMFS = { type: "VMFS", capacityMiB: 16 * TIB, otherMiB: 1434, accessible: true } as const;
const ISO = { type: "NFS", capacityMiB: 2 * TIB, otherMiB: 1.25 * TIB, accessible: true } as const;
/** The server says nothing of the size of what it does not reach. */
const LOST = { type: "VMFS", capacityMiB: null, otherMiB: 0, accessible: false } as const;

/** Lays out datastores and networks. Their ids are counted apart from those of all else. */
export class FabricBuilder {
  readonly containers: Container[] = [];
  readonly datastores: DatastoreSpec[] = [];
  readonly networks: Network[] = [];
  #serial = 0;
  #storage = "";
  #numbered = 0;

  /** Begins a datacenter: its folders, its networks, and the datastores that all its hosts reach. */
  site(name: SiteName, datacenter: string, withLost: boolean): SiteFabric {
    this.#storage = this.#folder("group-s", "datastore", datacenter);
    const folder = this.#folder("group-n", "network", datacenter);
    const networks = Object.freeze([
      this.#network("network-", "VM Network", folder, "standard"),
      this.#network("dvportgroup-", `${name.code}-prod`, folder, "distributed"),
      this.#network("dvportgroup-", `${name.code}-stg`, folder, "distributed"),
    ]);
    this.#numbered = 0;
    const shared = [this.#datastore("nfs-iso", ISO)];
    // Its id is taken in a small world too, so that those after it are the same in a world of any size.
    const lost = this.#datastore(`${name.code}-vmfs-old`, LOST);
    if (!withLost) this.datastores.pop();
    return { networks, shared, lost: withLost ? lost : null };
  }

  /** The datastores of a cluster of the datacenter begun last: one for four hosts, two at least. */
  cluster(name: SiteName, hosts: number): readonly string[] {
    const count = Math.max(2, Math.ceil(hosts / HOSTS_PER_DATASTORE));
    return Object.freeze(
      Array.from({ length: count }, () => this.#datastore(datastoreName(name, ++this.#numbered), VMFS)),
    );
  }

  #folder(prefix: string, name: string, parent: string): string {
    const id = this.#id(prefix);
    this.containers.push({ kind: "folder", id, name, parent, pool: null });
    return id;
  }

  #datastore(name: string, kind: typeof VMFS | typeof ISO | typeof LOST): string {
    const id = this.#id("datastore-");
    this.datastores.push({ kind: "datastore", id, name, parent: this.#storage, ...kind });
    return id;
  }

  #network(prefix: string, name: string, parent: string, type: Network["type"]): string {
    const id = this.#id(prefix);
    this.networks.push({ kind: "network", id, name, parent, type });
    return id;
  }

  #id(prefix: string): string {
    return `${prefix}${++this.#serial}`;
  }
}
