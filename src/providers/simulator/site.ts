import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
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

/** A datacenter with its places for machines. */
export interface Site {
  /** Ids of the folders below `vm`. */
  readonly folders: Readonly<Record<FolderName, string>>;
  /** Ids of its hosts; two at least. */
  readonly hosts: readonly string[];
}

/** Everything that holds machines, and the sites in the order of `SITES`; the first is Tokyo. */
export interface Premises {
  readonly containers: readonly Container[];
  readonly hosts: readonly Host[];
  readonly sites: readonly Site[];
}

/** Lays out datacenters, folders, clusters and hosts for a number of machines: about one host for 25. */
export function buildPremises(vms: number): Premises {
  const builder = new PremisesBuilder();
  const root = builder.contain("folder", "group-d", "Datacenters", null);
  const names = SITES.slice(0, vms <= 100 ? 1 : vms <= 1000 ? 2 : 3);
  const hosts = Math.max(2, Math.ceil(vms / MACHINES_PER_HOST));
  const share = Math.max(2, Math.ceil(hosts / names.length));
  const sites = names.map((name) => builder.site(name, root, share));
  return { containers: builder.containers, hosts: builder.hosts, sites };
}

class PremisesBuilder {
  readonly containers: Container[] = [];
  readonly hosts: Host[] = [];
  #serial = 0;

  /** Adds a container, with an id as vCenter gives them: `group-v3`, `domain-c8`. */
  contain(kind: Container["kind"], prefix: string, name: string, parent: string | null): string {
    const id = `${prefix}${++this.#serial}`;
    this.containers.push({ kind, id, name, parent });
    return id;
  }

  site(name: SiteName, root: string, hostCount: number): Site {
    const datacenter = this.contain("datacenter", "datacenter-", name.datacenter, root);
    const vmFolder = this.contain("folder", "group-v", "vm", datacenter);
    const hostFolder = this.contain("folder", "group-h", "host", datacenter);
    const folders = {} as Record<FolderName, string>;
    for (const folder of FOLDERS) folders[folder] = this.contain("folder", "group-v", folder, vmFolder);
    const hosts: string[] = [];
    let cluster = "";
    for (let i = 0; i < hostCount; i++) {
      if (i % HOSTS_PER_CLUSTER === 0) {
        cluster = this.contain(
          "cluster",
          "domain-c",
          clusterName(name, i / HOSTS_PER_CLUSTER + 1),
          hostFolder,
        );
      }
      hosts.push(this.#host(hostName(name, i + 1), cluster));
    }
    return { folders, hosts };
  }

  #host(name: string, parent: string): string {
    const id = `host-${++this.#serial}`;
    const state = { connection: "connected", power: "on", maintenance: false } as const;
    this.hosts.push({ kind: "host", id, name, parent, ...state, ...HOST_HARDWARE });
    return id;
  }
}
