import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import { type DatastoreSpec, FabricBuilder } from "#providers/simulator/fabric.js";
import { ODD_FROM } from "#providers/simulator/fixed-machines.js";
import {
  clusterName,
  FOLDERS,
  type FolderName,
  hostName,
  SITES,
  type SiteName,
} from "#providers/simulator/site-names.js";

const MACHINES_PER_HOST = 25;
const HOSTS_PER_CLUSTER = 16;
const HOST_HARDWARE = { cpus: 64, memoryMiB: 786_432 } as const;
const HOST_STATE = { connection: "connected", power: "on", maintenance: false } as const;

/** A datacenter with its places for machines. */
export interface Site {
  /** Ids of the folders below `vm`. */
  readonly folders: Readonly<Record<FolderName, string>>;
  /** Of each folder, the id of the network that its machines are in. */
  readonly networks: Readonly<Record<FolderName, string>>;
  /** Ids of its hosts; two at least. */
  readonly hosts: readonly string[];
  /** Of each host, the ids of its cluster's datastores; two at least. */
  readonly homes: readonly (readonly string[])[];
  /** The id of the datastore that nobody reaches any more; null where there is none. */
  readonly lost: string | null;
}

/** Everything that holds machines, and the sites in the order of `SITES`; the first is Tokyo. */
export interface Premises {
  readonly containers: readonly Container[];
  readonly hosts: readonly Host[];
  readonly datastores: readonly DatastoreSpec[];
  readonly networks: readonly Network[];
  readonly sites: readonly Site[];
}

/** Lays out datacenters, folders, clusters, hosts and what they reach for a number of machines: about one host for 25. */
export function buildPremises(vms: number): Premises {
  const builder = new PremisesBuilder();
  const root = builder.contain("folder", "group-d", "Datacenters", null);
  const names = SITES.slice(0, vms <= 100 ? 1 : vms <= 1000 ? 2 : 3);
  const hosts = Math.max(2, Math.ceil(vms / MACHINES_PER_HOST));
  const share = Math.max(2, Math.ceil(hosts / names.length));
  const sites = names.map((name, index) =>
    builder.site(name, root, share, { lost: index === 0 && vms >= ODD_FROM }),
  );
  const { containers, hosts: all, fabric } = builder;
  const { datastores, networks } = fabric;
  return { containers: [...containers, ...fabric.containers], hosts: all, datastores, networks, sites };
}

class PremisesBuilder {
  readonly containers: Container[] = [];
  readonly hosts: Host[] = [];
  readonly fabric = new FabricBuilder();
  #serial = 0;

  /** Adds a container, with an id as vCenter gives them: `group-v3`, `domain-c8`. */
  contain(kind: Container["kind"], prefix: string, name: string, parent: string | null): string {
    const serial = ++this.#serial;
    const id = `${prefix}${serial}`;
    const pool = kind === "cluster" ? `resgroup-${serial}` : null;
    this.containers.push({ kind, id, name, parent, pool });
    return id;
  }

  site(name: SiteName, root: string, hostCount: number, has: { readonly lost: boolean }): Site {
    const datacenter = this.contain("datacenter", "datacenter-", name.datacenter, root);
    const vmFolder = this.contain("folder", "group-v", "vm", datacenter);
    const hostFolder = this.contain("folder", "group-h", "host", datacenter);
    const folders = {} as Record<FolderName, string>;
    for (const folder of FOLDERS) folders[folder] = this.contain("folder", "group-v", folder, vmFolder);
    const { networks, shared, lost } = this.fabric.site(name, datacenter, has.lost);
    const hosts: string[] = [];
    const homes: (readonly string[])[] = [];
    for (let first = 0; first < hostCount; first += HOSTS_PER_CLUSTER) {
      const count = Math.min(HOSTS_PER_CLUSTER, hostCount - first);
      const number = first / HOSTS_PER_CLUSTER + 1;
      const cluster = this.contain("cluster", "domain-c", clusterName(name, number), hostFolder);
      const own = this.fabric.cluster(name, count);
      const datastores = Object.freeze([...own, ...shared, ...(lost === null ? [] : [lost])]);
      for (let i = 1; i <= count; i++) {
        hosts.push(this.#host(hostName(name, first + i), cluster, { datastores, networks }));
        homes.push(own);
      }
    }
    return { folders, networks: networksOf(networks), hosts, homes, lost };
  }

  /** @param reach frozen, and shared by the hosts of a cluster */
  #host(name: string, parent: string, reach: Pick<Host, "datastores" | "networks">): string {
    const id = `host-${++this.#serial}`;
    this.hosts.push({ kind: "host", id, name, parent, ...HOST_STATE, ...HOST_HARDWARE, ...reach });
    return id;
  }
}

/** @param networks of a datacenter: for all, for production, for staging */
function networksOf(networks: readonly string[]): Site["networks"] {
  const [general = "", production = general, staging = general] = networks;
  return { Production: production, Staging: staging, Infra: production, Build: general, Templates: general };
}
