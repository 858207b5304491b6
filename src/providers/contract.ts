import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { MachineFacts } from "#domain/virtual-machine.js";

/**
 * What a platform offers. One authenticated session, and capabilities beside it: a platform implements what it has.
 *
 * Errors are ShosekiErrors. A mutating call is sent at most once, and its error says what is known:
 * `SERVER_FAULT`, `SESSION_ENDED` and `NOT_SENT` mean that nothing was done; `CONNECTION_LOST`, `REPLY_TIMEOUT`,
 * `REPLY_INVALID` and `GAVE_UP_WAITING` mean that nobody here knows. A call on a target that is gone is `SERVER_FAULT`.
 * Reads may be tried again by the provider; an error of `settle` says nothing of the call before it.
 */
export interface ProviderSession {
  readonly platform: "vsphere" | "simulator";
  readonly login: LoginFacts;
  readonly limits: Limits;
  readonly feed: InventoryFeed;
  /** One read of the target, from the hypervisor and never from a cache. `TARGET_UNKNOWN` when it is gone. */
  readMachine(id: string, signal?: AbortSignal): Promise<MachineFacts>;
  /**
   * Reads the task and its target together; where the task is unfinished or the target does not show the change
   * yet, waits for both to be pushed. Settles with the task's end and the target as the hypervisor then reports it.
   */
  settle(task: TaskRef, target: string, shows: Shows, signal?: AbortSignal): Promise<Settled>;
  readonly power?: PowerCapability;
  readonly reconfigure?: ReconfigureCapability;
  readonly rename?: RenameCapability;
  readonly history?: TaskHistory;
  /** Ends the session at the server. */
  logout(): Promise<void>;
  /** Lets go of every connection, whatever the server thinks. Never throws. */
  close(): Promise<void>;
}

export interface LoginFacts {
  /** The login as the server reports it. */
  readonly user: string;
  /** The server's own unique id, null where it has none. */
  readonly serverUuid: string | null;
  /** e.g. `VMware vCenter Server 8.0.2`. */
  readonly product: string;
  readonly apiVersion: string;
  /** Server's clock minus ours, in milliseconds, to half a round trip. */
  readonly clockOffsetMs: number;
  /** How the server was trusted, and the SHA-256 of its certificate; null without TLS. */
  readonly trust: "system" | "ca" | "thumbprint" | "insecure" | "none";
  readonly certificate: string | null;
}

export interface Limits {
  readonly maxCpus: number;
  readonly maxMemoryMiB: number;
  /** Memory sizes are multiples of this. */
  readonly memoryStepMiB: number;
}

/** The live inventory. The first batch after `start` holds all there is; later ones what changed. */
export interface InventoryFeed {
  /** Resolves when all that is there has been handed over; `onUpdates` goes on being called until `close`. */
  start(
    onUpdates: (updates: readonly InventoryUpdate[]) => void,
    onLost: (error: Error) => void,
  ): Promise<void>;
}

/** One mutating call: the intent's id travels with it into the server's own log. */
export interface Mutation {
  readonly operationId: string;
  readonly signal?: AbortSignal;
}

export interface PowerCapability {
  powerOn(id: string, mutation: Mutation): Promise<TaskRef>;
  powerOff(id: string, mutation: Mutation): Promise<TaskRef>;
}

export interface ReconfigureCapability {
  /** Refused by the platform when the machine is no longer at `before.changeVersion`. */
  reconfigure(before: MachineFacts, change: HardwareChange, mutation: Mutation): Promise<TaskRef>;
}

export interface HardwareChange {
  readonly cpus?: number;
  readonly memoryMiB?: number;
}

export interface RenameCapability {
  rename(id: string, newName: string, mutation: Mutation): Promise<TaskRef>;
}

/** The platform's own id of a task, e.g. `task-123`. */
export interface TaskRef {
  readonly id: string;
}

/** Whether what is read of the target shows that the operation has been done. */
export type Shows = (facts: MachineFacts) => boolean;

export interface Settled {
  /** Null when the task succeeded. */
  readonly failed: { readonly fault: string; readonly message: string } | null;
  /** Null when the target could not be read any more. */
  readonly after: MachineFacts | null;
}

/** What the platform remembers of tasks, to find out what became of a call whose answer was lost. */
export interface TaskHistory {
  tasksOf(query: TaskQuery): Promise<readonly PastTask[]>;
}

export interface TaskQuery {
  readonly target: string;
  readonly kind: MutationKind;
  readonly user: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly since: number;
  readonly until: number;
}

export type MutationKind = "powerOn" | "powerOff" | "reconfigure" | "rename";

export interface PastTask {
  readonly id: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly queuedAt: number;
  readonly state: "queued" | "running" | "success" | "error";
  readonly failed: { readonly fault: string; readonly message: string } | null;
}
