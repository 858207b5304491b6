import type { Facts } from "#domain/entry.js";
import type { OperationName } from "#domain/operation-name.js";
import type { Inventory } from "#inventory/inventory.js";
import type { ProviderSession } from "#providers/contract.js";

/** A logged-in session on a server whose machines are as `machines` says, and a second way to look at them. */
export interface ContractRig {
  readonly session: ProviderSession;
  readonly machines: KnownMachines;
  readonly other: OtherClient;
  /** The operations that the platform has not. */
  readonly lacks: readonly OperationName[];
  /** Why the platform cannot do some of what is tried of an operation that it has, by the name of the case. */
  readonly cannot?: Readonly<Record<string, string>>;
  /** A session that may not have events logged, on this server or another like it. */
  mayNotLog(): Promise<ProviderSession>;
  /** A session that may not see the server's sessions, likewise. */
  mayNotSeeSessions(): Promise<ProviderSession>;
  /** Another session on this server, whose way to it is never cut. Whoever asks closes it. */
  logInAgain(): Promise<ProviderSession>;
  /** Cuts the way of `session` to the server, and nobody else's, until `restore`. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** A session that may not do this one thing to a machine or host, on this server or another like it. */
  mayNot(operation: OperationName, id: string): Promise<ProviderSession>;
  /** Lets go of everything that `open` made. */
  close(): Promise<void>;
}

/**
 * Ids of machines in a known state. `running` and `stopped` are in the same folder, have no hot-add, one disk each and no
 * snapshots; the guest of `running` has tools. Where there are clusters, they are in one of several hosts.
 */
interface KnownMachines {
  readonly running: string;
  readonly stopped: string;
  /** Powered on with CPU and memory hot-add; null where the rig has none. */
  readonly hotAdd: string | null;
  /** A template; null where the rig has none. */
  readonly template: string | null;
}

/** Another client of the same server: it sees what the server says, and does what a colleague would. */
export interface OtherClient {
  read(id: string): Promise<Seen>;
  /** A machine by the names that entries use; what holds it and what it lies on are named by the inventory. */
  machine(id: string, inventory: Inventory): Promise<Facts>;
  /** A host likewise. */
  host(id: string): Promise<Facts>;
  /** Whether the server has a machine of that id. */
  isThere(id: string): Promise<boolean>;
  /** Changes the memory of a stopped machine, and resolves when that is done. */
  setMemory(id: string, memoryMiB: number): Promise<void>;
}

/** What every client can see of a machine. */
export interface Seen {
  readonly name: string;
  readonly power: "on" | "off" | "suspended";
  readonly cpus: number;
  readonly memoryMiB: number;
}

/** What platforms do differently: the names of their faults, and what they do not check at all (null). */
export interface PlatformWays {
  readonly powerStateFault: string;
  readonly nameTakenFault: string | null;
  readonly staleFault: string | null;
  readonly noCpuHotAddFault: string | null;
  readonly noMemoryHotAddFault: string | null;
  readonly templateStartFault: string | null;
  /** The user that the task history gives; null for the session's own. */
  readonly historyUser: string | null;
}

/** What vSphere's reference says. */
export const VSPHERE_WAYS: PlatformWays = {
  powerStateFault: "InvalidPowerState",
  nameTakenFault: "DuplicateName",
  staleFault: "ConcurrentAccess",
  noCpuHotAddFault: "CpuHotPlugNotSupported",
  noMemoryHotAddFault: "MemoryHotPlugNotSupported",
  templateStartFault: "NotSupported",
  historyUser: null,
};

/** What this program says itself where libvirt's drivers say each something else, and otherwise libvirt's own. */
export const LIBVIRT_WAYS: PlatformWays = {
  powerStateFault: "POWER_STATE",
  nameTakenFault: "VIR_ERR_OPERATION_INVALID",
  staleFault: "TARGET_CHANGED",
  // What a running machine cannot be given it gets at its next start; there are no templates.
  noCpuHotAddFault: null,
  noMemoryHotAddFault: null,
  templateStartFault: null,
  historyUser: null,
};
