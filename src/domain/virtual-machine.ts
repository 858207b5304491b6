export type PowerState = "on" | "off" | "suspended" | "unknown";

/** A virtual machine as a row of the inventory. Null where the platform has not said. */
export interface VirtualMachine {
  readonly kind: "vm";
  /** The platform's stable id, e.g. `vm-42`. */
  readonly id: string;
  readonly uuid: string | null;
  readonly name: string;
  /** The id of the folder or vApp that holds it. */
  readonly parent: string | null;
  readonly power: PowerState;
  readonly cpus: number | null;
  readonly memoryMiB: number | null;
  /** The id of the host it is registered on. */
  readonly host: string | null;
  readonly ip: string | null;
  readonly template: boolean;
}

/** What an operation reads of its target before and after: the facts that decide and the facts that are recorded. */
export interface MachineFacts {
  readonly id: string;
  readonly uuid: string | null;
  readonly name: string;
  readonly parent: string | null;
  readonly host: string | null;
  readonly power: PowerState;
  readonly template: boolean;
  /** False when the platform cannot reach the machine's files or host (`orphaned`, `inaccessible`, ...). */
  readonly reachable: boolean;
  /** Null, like memory, when the platform does not show the machine's configuration. */
  readonly cpus: number | null;
  readonly memoryMiB: number | null;
  readonly coresPerSocket: number;
  readonly cpuHotAdd: boolean;
  readonly cpuHotRemove: boolean;
  readonly memoryHotAdd: boolean;
  /** Whether the guest's tools run: without them the guest can be asked nothing. */
  readonly toolsRunning: boolean;
  /** The platform's mark of this configuration; a reconfiguration sends it back, to be refused if it is no longer so. */
  readonly changeVersion: string;
}
