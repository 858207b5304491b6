import type { DatastoreFacts } from "#domain/datastore.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";

/**
 * A machine, and the host, datastore and network that it is to be put on; null for what there is not, or stays as it is.
 */
export interface PlacementQuery {
  readonly machine: string | null;
  readonly host: string | null;
  readonly datastore: string | null;
  readonly network: NetworkRef | null;
}

export interface PlacementFacts {
  readonly machine: FullMachine | null;
  readonly host: HostFacts | null;
  readonly datastore: DatastoreFacts | null;
  readonly network: NetworkPort | null;
}

export interface NetworkRef {
  readonly id: string;
  readonly name: string;
  readonly type: "standard" | "distributed" | "opaque";
}

/** A network, and what else the platform must be told to plug a card into it, in its own words. */
export interface NetworkPort extends NetworkRef {
  readonly port: Readonly<Record<string, string>>;
}
