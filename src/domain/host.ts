/** A hypervisor host as a row of the inventory. Null where the platform has not said. */
export interface Host {
  readonly kind: "host";
  readonly id: string;
  readonly name: string;
  /** The id of the cluster or compute resource that holds it. */
  readonly parent: string | null;
  readonly connection: "connected" | "disconnected" | "notResponding";
  readonly power: "on" | "off" | "standby" | "unknown";
  readonly maintenance: boolean;
  /** Logical processors (threads). */
  readonly cpus: number | null;
  readonly memoryMiB: number | null;
  /** The ids of the datastores and networks that it reaches. */
  readonly datastores: readonly string[];
  readonly networks: readonly string[];
}

/** What an operation reads of a host before and after. */
export type HostFacts = Pick<Host, "id" | "name" | "parent" | "connection" | "power" | "maintenance">;
