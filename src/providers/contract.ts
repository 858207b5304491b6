import type { AnchorEvent } from "#domain/anchor-event.js";
import type { DatastoreFacts } from "#domain/datastore.js";
import type { DiskSlot, FullMachine } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { OperationName } from "#domain/operation-name.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { MachineFacts } from "#domain/virtual-machine.js";

/**
 * What a platform offers. One authenticated session, and capabilities beside it: a platform implements what it has.
 *
 * Errors are ShosekiErrors. A mutating call is sent at most once, and its error says what is known:
 * `SERVER_FAULT`, `SESSION_ENDED` and `NOT_SENT` mean that nothing was done; `CONNECTION_LOST`, `REPLY_TIMEOUT`,
 * `REPLY_INVALID` and `GAVE_UP_WAITING` mean that nobody here knows. A call on a target that is gone is `SERVER_FAULT`.
 * Reads may be tried again by the provider; an error of `settle`, `ended` or `watch` says nothing of the call before it.
 */
export interface ProviderSession {
  readonly platform: "vsphere" | "simulator";
  readonly login: LoginFacts;
  readonly limits: Limits;
  readonly feed: InventoryFeed;
  /** One read of a subject, from the hypervisor and never from a cache. `TARGET_UNKNOWN` when it is gone. */
  read<K extends SubjectKind>(subject: Subject<K>, signal?: AbortSignal): Promise<SubjectFacts[K]>;
  /** All that a placement is about, in one read. `TARGET_UNKNOWN` when any of it is gone. */
  readPlacement(query: PlacementQuery, signal?: AbortSignal): Promise<PlacementFacts>;
  /**
   * Reads the task and its subject together; where the task is unfinished or the subject does not show the change
   * yet, waits for both to be pushed. Settles with the task's end and the subject as the hypervisor then reports it.
   */
  settle<K extends SubjectKind>(
    task: TaskRef,
    subject: Subject<K>,
    shows: (facts: SubjectFacts[K]) => boolean,
    patience?: Patience,
  ): Promise<Settled<SubjectFacts[K]>>;
  /** Waits for the end of a task to be pushed: for one that makes its target, or ends it. */
  ended(task: TaskRef, patience?: Patience): Promise<TaskEnd>;
  /**
   * Waits for a subject to be pushed that shows a change, at most `withinMs` milliseconds: for a call without a task.
   * Settles with what was seen last.
   */
  watch<K extends SubjectKind>(
    subject: Subject<K>,
    shows: (facts: SubjectFacts[K]) => boolean,
    withinMs: number,
    patience?: Patience,
  ): Promise<SubjectFacts[K] | null>;
  /**
   * One call that is answered at once and changes nothing, on a connection that nothing else waits for: to see that the
   * server is there, how far away, and by which clock. Sent once; a connection on which it fails is not used again.
   *
   * @param signal aborted: no longer waited for (`GAVE_UP_WAITING`)
   */
  ping(signal?: AbortSignal): Promise<Pong>;
  /** The way to the server was gone and is back: what stands on connections from before is asked again on new ones. */
  resume(): void;
  /** Asks the server to cancel a task. `SERVER_FAULT` when it cannot be cancelled, or has ended. */
  cancel(task: TaskRef): Promise<void>;
  readonly power?: PowerCapability;
  readonly guest?: GuestCapability;
  readonly reconfigure?: ReconfigureCapability;
  readonly rename?: RenameCapability;
  readonly lifecycle?: LifecycleCapability;
  readonly cloning?: CloningCapability;
  readonly relocation?: RelocationCapability;
  readonly snapshots?: SnapshotCapability;
  readonly hostPower?: HostPowerCapability;
  readonly history?: TaskHistory;
  readonly events?: EventHistory;
  readonly anchors?: AnchorLog;
  readonly sessions?: SessionList;
  readonly rights?: RightsCapability;
  /** Ends the session at the server. */
  logout(): Promise<void>;
  /** Lets go of every connection, whatever the server thinks. Never throws. */
  close(): Promise<void>;
}

/** What can be read of a subject, by its kind. `fullMachine` has disks and snapshots too. */
export interface SubjectFacts {
  readonly machine: MachineFacts;
  readonly fullMachine: FullMachine;
  readonly host: HostFacts;
}

export type SubjectKind = keyof SubjectFacts;

export interface Subject<K extends SubjectKind> {
  readonly kind: K;
  readonly id: string;
}

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
  readonly trust: "system" | "known" | "ca" | "thumbprint" | "insecure" | "none";
  readonly certificate: string | null;
  /** Which of the server's sessions this is, as `ServerSession.id`; null where it keeps no list of them. */
  readonly session: string | null;
}

export interface Pong {
  /** Server's clock minus ours, in milliseconds, to half a round trip. */
  readonly clockOffsetMs: number;
}

export interface Limits {
  readonly maxCpus: number;
  readonly maxMemoryMiB: number;
  /** Memory sizes are multiples of this. */
  readonly memoryStepMiB: number;
  readonly maxDiskMiB: number;
}

/** The live inventory. The first batches after `start` hold all there is; later ones what changed. */
export interface InventoryFeed {
  /** Resolves when all that is there has been handed over; the listeners go on being called until `close`. */
  start(listeners: FeedListeners): Promise<void>;
}

export interface FeedListeners {
  onUpdates(updates: readonly InventoryUpdate[]): void;
  /**
   * The way to the server is gone: told each time that asking for updates fails again. The feed goes on asking, and goes on
   * where it was; so does whatever waits for a push.
   */
  onInterrupted(error: Error): void;
  /** It is over for good: the server has ended the session, or is not to be trusted or understood any more. */
  onLost(error: Error): void;
}

/** The sessions that the server has, as far as the login may see them. */
export interface SessionList {
  /** `SERVER_FAULT` with the fault `NoPermission` where the login may not. */
  all(): Promise<readonly ServerSession[]>;
  /** Ends another session: one mutating call, sent at most once. `SERVER_FAULT` (`NotFound`) when it is gone. */
  end(id: string, mutation: Mutation): Promise<void>;
}

export interface ServerSession {
  /** Lower-case hex SHA-256 of the server's own key of it: the key itself opens the session on some servers. */
  readonly id: string;
  readonly user: string;
}

/** What the login may do, asked before it is tried. */
export interface RightsCapability {
  /** By the id of the machine or host: what the login may not do to it. One call, or two. */
  missing(objects: readonly RightsSubject[]): Promise<ReadonlyMap<string, MissingRights>>;
}

export interface RightsSubject {
  readonly kind: "machine" | "host";
  readonly id: string;
}

/** The platform's name of a privilege that the operation needs and the login has not. */
export type MissingRights = Readonly<Partial<Record<OperationName, string>>>;

/** One mutating call: the intent's id travels with it into the server's own log. */
export interface Mutation {
  readonly operationId: string;
  readonly signal?: AbortSignal;
}

/** How the end of a task is waited for. */
export interface Patience {
  /** Aborted: no longer. */
  readonly signal?: AbortSignal;
  /** Told of the percentage done, each time that the server reports another. */
  readonly onProgress?: (percent: number) => void;
}

export interface PowerCapability {
  powerOn(id: string, mutation: Mutation): Promise<TaskRef>;
  powerOff(id: string, mutation: Mutation): Promise<TaskRef>;
  reset(id: string, mutation: Mutation): Promise<TaskRef>;
  suspend(id: string, mutation: Mutation): Promise<TaskRef>;
}

/** What is asked of the guest by its tools: the server says only that it has passed it on. */
export interface GuestCapability {
  shutdownGuest(id: string, mutation: Mutation): Promise<void>;
  rebootGuest(id: string, mutation: Mutation): Promise<void>;
}

export interface ReconfigureCapability {
  /** Refused by the platform when the machine is no longer at `before.changeVersion`. */
  reconfigure(before: MachineFacts, change: HardwareChange, mutation: Mutation): Promise<TaskRef>;
}

export interface HardwareChange {
  readonly cpus?: number;
  readonly memoryMiB?: number;
  readonly disk?: DiskChange;
}

/** A disk of the machine that grows, or a thin one that is added. */
export type DiskChange =
  | { readonly grow: FullMachine["disks"][number]; readonly sizeMiB: number }
  | { readonly add: DiskSlot; readonly sizeMiB: number };

export interface RenameCapability {
  rename(id: string, newName: string, mutation: Mutation): Promise<TaskRef>;
}

/** Its tasks are waited for by `ended`, which names what they made. */
export interface LifecycleCapability {
  create(machine: NewMachine, mutation: Mutation): Promise<TaskRef>;
  destroy(id: string, mutation: Mutation): Promise<TaskRef>;
}

/** Its tasks are waited for by `ended`, as those of `LifecycleCapability`. A single ESXi host has none. */
export interface CloningCapability {
  clone(id: string, clone: CloneSpec, mutation: Mutation): Promise<TaskRef>;
}

/** A machine to be made, all of it chosen. Ids but for `name`, `guest` and `datastoreName`. */
export interface NewMachine {
  readonly name: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Null for a machine without a disk. The disk is thin. */
  readonly diskMiB: number | null;
  /** The platform's id of the guest's system. */
  readonly guest: string;
  readonly folder: string;
  readonly pool: string;
  readonly host: string;
  /** Files are named by it: `[datastore1] ...`. */
  readonly datastoreName: string;
  readonly network: NetworkPort | null;
}

/** Where a clone goes; null for where its source is. */
export interface CloneSpec {
  readonly name: string;
  readonly folder: string;
  readonly host: string | null;
  readonly pool: string | null;
  readonly datastore: string | null;
  readonly on: boolean;
}

export interface RelocationCapability {
  relocate(id: string, to: RelocationSpec, mutation: Mutation): Promise<TaskRef>;
}

/** Where a machine goes; null for what stays. One at least is not null; `pool` goes with `host`. */
export interface RelocationSpec {
  readonly host: string | null;
  readonly pool: string | null;
  readonly datastore: string | null;
  readonly folder: string | null;
}

export interface SnapshotCapability {
  /** Of the disks alone: neither the memory is kept nor the guest asked to be quiet. */
  createSnapshot(id: string, name: string, mutation: Mutation): Promise<TaskRef>;
  revertSnapshot(snapshot: string, mutation: Mutation): Promise<TaskRef>;
  /** Those on top of it stay. */
  removeSnapshot(snapshot: string, mutation: Mutation): Promise<TaskRef>;
}

export interface HostPowerCapability {
  shutdownHost(id: string, mutation: Mutation): Promise<TaskRef>;
  rebootHost(id: string, mutation: Mutation): Promise<TaskRef>;
  enterMaintenance(id: string, mutation: Mutation): Promise<TaskRef>;
  exitMaintenance(id: string, mutation: Mutation): Promise<TaskRef>;
}

/** The platform's own id of a task, e.g. `task-123`. */
export interface TaskRef {
  readonly id: string;
}

export interface Failure {
  readonly fault: string;
  readonly message: string;
  /** Whether it failed because somebody had it cancelled. */
  readonly cancelled: boolean;
}

export interface Settled<F> {
  /** Null when the task succeeded. */
  readonly failed: Failure | null;
  /** Null when the subject could not be read any more. */
  readonly after: F | null;
}

export interface TaskEnd {
  readonly failed: Failure | null;
  /** The id of what it made, where it made something. */
  readonly made: string | null;
}

/** What the platform remembers of tasks. */
export interface TaskHistory {
  /** To find out what became of a call whose answer was lost. */
  tasksOf(query: TaskQuery): Promise<readonly PastTask[]>;
  /** The newest, newest first, at most `count`. */
  latest(count: number): Promise<readonly TaskRecord[]>;
}

export interface EventHistory {
  /** The newest, newest first, at most `count`; of one object, or of all. */
  latest(of: Subject<SubjectKind> | null, count: number): Promise<readonly EventRecord[]>;
}

/**
 * The platform's own event log, as a place for texts: whoever has one logged can neither change it nor take it back. The
 * platform forgets its oldest events when it sees fit.
 */
export interface AnchorLog {
  /**
   * Has the platform log a text as an event of the session's user, on its root: one mutating call, sent at most once.
   * `SERVER_FAULT` with the fault `NoPermission` when the login may not. The text is of what XML can hold: no control
   * characters but tabs and newlines.
   */
  write(text: string, mutation?: Partial<Mutation>): Promise<void>;
  /**
   * The events that users have had logged and the platform still remembers, all of them or those whose text is wanted,
   * oldest first. They are anybody's: other programs log theirs in the same place. `REPLY_INVALID` for more than 100,000.
   *
   * The simulators give a text back byte for byte. What a real server does to white space is not documented and was not
   * tried: take `\r\n` for `\n`, and white space that came or went at either end or before a line's end, for the same text.
   */
  read(signal?: AbortSignal, wanted?: (text: string) => boolean): Promise<readonly AnchorEvent[]>;
}

export interface TaskQuery {
  /** The object that the platform keeps the task under; of a creation its folder. */
  readonly target: string;
  readonly kind: MutationKind;
  readonly user: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly since: number;
  readonly until: number;
}

/** Calls that start a task. */
export type MutationKind =
  | "powerOn"
  | "powerOff"
  | "reset"
  | "suspend"
  | "reconfigure"
  | "rename"
  | "create"
  | "clone"
  | "destroy"
  | "relocate"
  | "moveToFolder"
  | "createSnapshot"
  | "revertSnapshot"
  | "removeSnapshot"
  | "shutdownHost"
  | "rebootHost"
  | "enterMaintenance"
  | "exitMaintenance";

export interface PastTask extends TaskRef, TaskEnd {
  /** Milliseconds since 1970 on the server's clock. */
  readonly queuedAt: number;
  readonly state: "queued" | "running" | "success" | "error";
}
