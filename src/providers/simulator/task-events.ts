import type { MutationKind } from "#providers/mutation.js";
import type { SimulatedEvent } from "#providers/simulator/events.js";
import { nameOf } from "#providers/simulator/lookups.js";
import { MUTATION_KINDS } from "#providers/simulator/mutation-kinds.js";
import type { Task } from "#providers/simulator/tasks.js";
import type { World } from "#providers/simulator/world.js";

/** vSphere's events of the good and the bad end of a kind of task, and what the good one says. */
interface EventsOfKind {
  readonly done: string;
  readonly failed: string;
  /** `before` is the name of what the task was begun on, `now` that of what it is about in the end. */
  says(before: string, now: string): string;
}

/** For what vSphere has no event of its own. */
const TASK_EVENT = "TaskEvent";

const plain = (done: string, failed: string, says: string): EventsOfKind => ({
  done,
  failed,
  says: (_, now) => `${now} ${says}`,
});

const EVENTS: Readonly<Record<MutationKind, EventsOfKind>> = {
  powerOn: plain("VmPoweredOnEvent", "VmFailedToPowerOnEvent", "is powered on"),
  powerOff: plain("VmPoweredOffEvent", "VmFailedToPowerOffEvent", "is powered off"),
  reset: plain("VmResettingEvent", "VmFailedToResetEvent", "is reset"),
  suspend: plain("VmSuspendedEvent", "VmFailedToSuspendEvent", "is suspended"),
  reconfigure: plain("VmReconfiguredEvent", TASK_EVENT, "is reconfigured"),
  rename: {
    done: "VmRenamedEvent",
    failed: TASK_EVENT,
    says: (before, now) => `${before} is renamed to ${now}`,
  },
  create: plain("VmCreatedEvent", TASK_EVENT, "is created"),
  clone: {
    done: "VmClonedEvent",
    failed: "VmCloneFailedEvent",
    says: (before, now) => `${before} is cloned to ${now}`,
  },
  destroy: plain("VmRemovedEvent", TASK_EVENT, "is removed"),
  relocate: plain("VmRelocatedEvent", "VmRelocateFailedEvent", "is relocated"),
  moveToFolder: plain(TASK_EVENT, TASK_EVENT, "is moved to another folder"),
  createSnapshot: plain(TASK_EVENT, TASK_EVENT, "has a new snapshot"),
  revertSnapshot: plain(TASK_EVENT, TASK_EVENT, "is reverted to a snapshot"),
  removeSnapshot: plain(TASK_EVENT, TASK_EVENT, "has a snapshot less"),
  shutdownHost: plain("HostShutdownEvent", TASK_EVENT, "is shut down"),
  rebootHost: plain("HostShutdownEvent", TASK_EVENT, "is rebooted"),
  enterMaintenance: plain("EnteredMaintenanceModeEvent", TASK_EVENT, "has entered maintenance mode"),
  exitMaintenance: plain("ExitMaintenanceModeEvent", TASK_EVENT, "has left maintenance mode"),
};

/** What of a task its event tells. */
type Ended = Pick<Task, "kind" | "target" | "name" | "subject" | "made" | "failed" | "user">;

/** The event that the end of a task leaves. */
export function eventOf(
  { kind, target, name, subject, made, failed, user }: Ended,
  world: World,
): SimulatedEvent {
  const events = EVENTS[kind];
  const maker = kind === "createSnapshot" ? null : made;
  const id = maker ?? subject ?? target;
  const before = name ?? target;
  const now = nameOf(world, id) ?? before;
  const about = [...new Set([target, id])];
  const { what } = MUTATION_KINDS[kind];
  return failed === null
    ? { what: events.done, about, user, target: now, message: events.says(before, now) }
    : { what: events.failed, about, user, target: now, message: `${what} of ${now}: ${failed.message}` };
}
