import type { AnchorEvent } from "#domain/anchor-event.js";
import type { DatastoreFacts } from "#domain/datastore.js";
import type { DiskSlot, FullMachine } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { LackReason } from "#domain/lack.js";
import type { OperationName } from "#domain/operation-name.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { BriefMachine, MachineFacts } from "#domain/virtual-machine.js";
import type { Departure, DestinationDisk, MigrationSpec, MovedDisk } from "#providers/migration.js";

/**
 * What a platform offers. One authenticated session, and capabilities beside it: a platform implements what it has.
 *
 * Errors are ShosekiErrors. A mutating call is sent at most once, and its error says what is known:
 * `SESSION_ENDED` and `NOT_SENT` mean that nothing was done, `SERVER_FAULT` that the server says so: it may have begun before it
 * failed, which shows; `CONNECTION_LOST`, `REPLY_TIMEOUT`, `REPLY_INVALID`, `SERVER_UNSURE` and `GAVE_UP_WAITING` mean that
 * nobody here knows. A call on a target that is gone is `SERVER_FAULT`. `NOT_ASKED` and `TARGET_CHANGED` are the provider's own refusals: it has sent nothing that
 * would change anything.
 * Reads may be tried again by the provider; an error of `settle`, `ended` or `watch` says nothing of the call before it.
 */
export interface ProviderSession {
  readonly platform: "vsphere" | "libvirt" | "simulator";
  readonly login: LoginFacts;
  readonly limits: Limits;
  readonly feed: InventoryFeed;
  /**
   * How long what was read of a machine beside its row is good for, in milliseconds, where nothing tells that its disks or
   * snapshots have changed: whoever shows them reads them again.
   */
  readonly readAgainMs?: number;
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
   * Settles with what was seen last; with null, at once, when it is gone.
   */
  watch<K extends SubjectKind>(
    subject: Subject<K>,
    shows: (facts: SubjectFacts[K]) => boolean,
    withinMs: number,
    patience?: Patience,
  ): Promise<SubjectFacts[K] | null>;
  /**
   * The address that a machine's guest was seen to have; null where nobody has seen one. Missing where rows of the inventory have
   * it already.
   */
  addressOf?(machine: string, signal?: AbortSignal): Promise<string | null>;
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
  readonly migration?: MigrationCapability;
  readonly snapshots?: SnapshotCapability;
  readonly hostPower?: HostPowerCapability;
  readonly history?: TaskHistory;
  readonly events?: EventHistory;
  readonly anchors?: AnchorLog;
  readonly sessions?: SessionList;
  readonly rights?: RightsCapability;
  /** The operations that the platform has not though it may have their capability, or has not for a reason that can be told. */
  readonly lacks?: Readonly<Partial<Record<OperationName, LackReason>>>;
  /** Ends the session at the server. */
  logout(): Promise<void>;
  /** Lets go of every connection, whatever the server thinks. Never throws. */
  close(): Promise<void>;
}

/**
 * What can be read of a subject, by its kind. `briefMachine` is for what switches a machine, and leaves out its configuration where
 * that is another call; `fullMachine` has disks and snapshots too.
 */
export interface SubjectFacts {
  readonly briefMachine: BriefMachine;
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
  /** e.g. `VMware vCenter Server 8.0.2`, `QEMU 7.2.0 (libvirt 9.0.0)`. */
  readonly product: string;
  readonly apiVersion: string;
  /** Server's clock minus ours, in milliseconds, to half a round trip; null where it has none that can be asked. */
  readonly clockOffsetMs: number | null;
  /** How the server was trusted, and the SHA-256 of its certificate; null without TLS. */
  readonly trust: "system" | "known" | "ca" | "thumbprint" | "insecure" | "none";
  readonly certificate: string | null;
  /** Which of the server's sessions this is, as `ServerSession.id`; null where it keeps no list of them. */
  readonly session: string | null;
}

export interface Pong {
  /** As `LoginFacts.clockOffsetMs`. */
  readonly clockOffsetMs: number | null;
}

export interface Limits {
  readonly maxCpus: number;
  readonly maxMemoryMiB: number;
  /** Memory sizes are multiples of this. */
  readonly memoryStepMiB: number;
  readonly maxDiskMiB: number;
  /** Whether files are called by the names of machines and snapshots, so that none can be `.`, `..`, or have a `/` in it. */
  readonly namesAreFiles?: true;
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
  /** Whether a running machine can be given other processors and memory for its next start alone. */
  readonly atNextBoot?: true;
  /** Whether disks grow under a running machine, only while it is off, or never; where it is missing, always. */
  readonly growsDisks?: "onlyOff" | "never";
  /** Whether a machine must be off to be given another disk. */
  readonly addsDisks?: "onlyOff";
  /** Refused by the platform when the machine is no longer at `before.changeVersion`. */
  reconfigure(before: MachineFacts, change: HardwareChange, mutation: Mutation): Promise<TaskRef>;
}

/** Other processors and memory, or another disk: never both by one call, which might then be done by half. */
export type HardwareChange =
  | {
      readonly cpus?: number;
      readonly memoryMiB?: number;
      /** From the next start on, while the machine goes on as it runs; else as it runs, too. */
      readonly atNextBoot?: boolean;
      readonly disk?: never;
    }
  | {
      readonly disk: DiskChange;
      readonly cpus?: never;
      readonly memoryMiB?: never;
      readonly atNextBoot?: never;
    };

/** A disk of the machine that grows, or a thin one that is added. */
export type DiskChange =
  | { readonly grow: FullMachine["disks"][number]; readonly sizeMiB: number }
  | { readonly add: DiskSlot; readonly sizeMiB: number };

export interface RenameCapability {
  /** Whether a machine must be off for it. */
  readonly onlyOff?: true;
  rename(id: string, newName: string, mutation: Mutation): Promise<TaskRef>;
}

/** Its tasks are waited for by `ended`, which names what they made. */
export interface LifecycleCapability {
  /** `NewMachine.guest` where nobody says; what vSphere takes for any guest where it is missing. */
  readonly guest?: string;
  /** All that `NewMachine.guest` can be; missing where the platform alone can say whether it takes one. */
  readonly guests?: readonly string[];
  create(machine: NewMachine, mutation: Mutation): Promise<TaskRef>;
  /**
   * Takes a machine away as it was read, with the disks that it was read with but for what `staysBehind`, or without any. What would
   * take others is refused. `stay` only where there is `keepingDisks`.
   */
  destroy(before: FullMachine, disks: "go" | "stay", mutation: Mutation): Promise<TaskRef>;
  /** Missing where all of a machine's disks always go with it. */
  readonly keepingDisks?: DiskKeeping;
}

/** Disks can stay when their machine goes. */
export interface DiskKeeping {
  /** What is there now of these disks' files (`Disk.file`), whoever has them; both in the order asked for. */
  filesThere(files: readonly string[], signal?: AbortSignal): Promise<FilesThere>;
}

export interface FilesThere {
  readonly there: readonly DiskFile[];
  /** Those of which the platform does not say whether they are there. */
  readonly unseen: readonly string[];
}

/** A disk's file, beside any machine. */
interface DiskFile {
  readonly file: string;
  readonly sizeMiB: number;
}

/** Its tasks are waited for by `ended`, as those of `LifecycleCapability`. A single ESXi host has none. */
export interface CloningCapability {
  /** Whether the source must be off for it. */
  readonly onlyOff?: true;
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

/**
 * A session's one host, as either end of a move between two sessions: from it, by one call to it, or to it, which it is asked about
 * beforehand.
 */
export interface MigrationCapability {
  /** Sessions of one kind take each other's machines: `qemu`. */
  readonly kind: string;
  /** What the session's host calls itself. */
  readonly hostname: string;
  /** How other hosts reach the session's server, as far as its endpoint says that: `qemu+tls://kvm-b/system`. */
  readonly uri: string;
  /** Whether disks that the other host has not can be copied to it; else a machine with such disks stays. */
  readonly copiesDisks: boolean;
  /** Whether a machine that is off goes, too: its configuration alone. */
  readonly movesOff: boolean;
  /** What of a machine decides how it would go. Errors: those of a read, and `SERVER_FAULT` when it is gone. */
  departure(id: string, signal?: AbortSignal): Promise<Departure>;
  /**
   * What is here for the disks of a machine that would come, in their order, looked at afresh. Changes nothing. Errors: those of a
   * read.
   */
  lookForDisks(
    id: string,
    disks: readonly MovedDisk[],
    signal?: AbortSignal,
  ): Promise<readonly DestinationDisk[]>;
  /**
   * Whether the server is at work on moving the machine, or at something else that takes its time, whoever has begun it; not when it
   * is gone. With `wait` it is waited for that this is over.
   */
  isBusy(id: string, whileItRuns: "wait" | "leave", signal?: AbortSignal): Promise<boolean>;
  /** The machine is then at the destination alone, and its copied disks at both. One that is not kept when it stops is not kept there. */
  migrate(id: string, to: MigrationSpec, mutation: Mutation): Promise<TaskRef>;
}

export interface SnapshotCapability {
  /** Whether the memory of a machine that runs is kept with its disks: it stands still meanwhile. */
  readonly keepsMemory?: true;
  /** The guest is not asked to be quiet. Of the disks alone, but where `keepsMemory`: going back to it has the machine run again. */
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
  /** The platform's name of it; `NOT_SENT` of a task of the provider's own that could not be sent, and one of `isHalfDone`. */
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
