import type { LackReason } from "#domain/lack.js";
import type { OperationName } from "#domain/operation-name.js";
import type { AnchorLog } from "#providers/anchor-log.js";
import type { CloningCapability } from "#providers/cloning.js";
import type { GuestCapability } from "#providers/guest.js";
import type { EventHistory, TaskHistory } from "#providers/history.js";
import type { HostPowerCapability } from "#providers/host-power.js";
import type { InventoryFeed } from "#providers/inventory-feed.js";
import type { LifecycleCapability } from "#providers/lifecycle.js";
import type { Limits } from "#providers/limits.js";
import type { LoginFacts, Pong } from "#providers/login-facts.js";
import type { MigrationCapability } from "#providers/migration.js";
import type { Patience, Settled, TaskEnd, TaskRef } from "#providers/mutation.js";
import type { PlacementFacts, PlacementQuery } from "#providers/placement.js";
import type { PowerCapability } from "#providers/power.js";
import type { ReconfigureCapability } from "#providers/reconfigure.js";
import type { RelocationCapability } from "#providers/relocation.js";
import type { RenameCapability } from "#providers/rename.js";
import type { RightsCapability } from "#providers/rights.js";
import type { SessionList } from "#providers/session-list.js";
import type { SnapshotCapability } from "#providers/snapshots.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";

/**
 * What a platform offers. One authenticated session, and capabilities beside it: a platform implements what it has.
 *
 * Errors are ShosekiErrors. A mutating call is sent at most once, and its error says what is known:
 * `SESSION_ENDED` and `NOT_SENT` mean that nothing was done, `SERVER_FAULT` that the server says so: it may have begun before it
 * failed, which shows; `CONNECTION_LOST`, `REPLY_TIMEOUT`, `REPLY_INVALID`, `SERVER_UNSURE` and `GAVE_UP_WAITING` mean that
 * nobody here knows. A call on a target that is gone is `SERVER_FAULT`. `NOT_ASKED` and `TARGET_CHANGED` are the provider's own
 * refusals: it has sent nothing that would change anything.
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
