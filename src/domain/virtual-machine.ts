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

/** What is read of a machine that is only switched: as little as any platform tells of it in one go. */
export interface BriefMachine {
  readonly id: string;
  readonly uuid: string | null;
  readonly name: string;
  readonly parent: string | null;
  readonly host: string | null;
  readonly power: PowerState;
  /** Of one that is suspended: it only stands still, its memory in the host's alone, and lost when the host goes down. */
  readonly paused?: true;
  readonly template: boolean;
  /** False when the platform cannot reach the machine's files or host (`orphaned`, `inaccessible`, ...). */
  readonly reachable: boolean;
  /** Whether it is there only as long as it runs: what switches it off takes it away for good. */
  readonly transient?: true;
  /** Null, like memory, when the platform does not show the machine's configuration. */
  readonly cpus: number | null;
  readonly memoryMiB: number | null;
}

/** What an operation reads of its target before and after: the facts that decide and the facts that are recorded. */
export interface MachineFacts extends BriefMachine {
  readonly coresPerSocket: number;
  readonly cpuHotAdd: boolean;
  readonly cpuHotRemove: boolean;
  readonly memoryHotAdd: boolean;
  /**
   * Whether the guest can be asked to shut down or reboot: by its tools, or by whatever the platform has for that without any,
   * such as a power button that is pressed.
   */
  readonly toolsRunning: boolean;
  /** What is configured to be otherwise from the next start on; null where that is as it runs, or the platform knows no such thing. */
  readonly nextBoot: NextBoot | null;
  /** The most that it can be given as it runs; null, or missing, where the platform does not say. */
  readonly hotLimits?: NextBoot | null;
  /** What its configuration lets be changed beside what the platform's limits say; missing where that is all there is to it. */
  readonly sizing?: Sizing;
  /** The platform's mark of this configuration; a reconfiguration sends it back, to be refused if it is no longer so. */
  readonly changeVersion: string;
}

/** What other processors and memory must fit that a configuration is to be given, as its next start has them; each may be missing. */
export interface Sizing {
  /** More processors than `above` come by whole sockets alone. */
  readonly sockets?: { readonly above: number; readonly coresPerSocket: number };
  /** Among how many NUMA nodes its memory is divided, two or more: nobody has said which of them changes. */
  readonly numaNodes?: number;
  /** What of its memory is in modules, which stay as they are: it cannot be all. */
  readonly modulesMiB?: number;
}

/** What a running machine will have when it has been off. */
export interface NextBoot {
  readonly cpus: number;
  readonly memoryMiB: number;
}
