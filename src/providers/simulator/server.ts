import type { SimulatorOptions } from "#domain/endpoint.js";
import { failure } from "#domain/errors.js";
import type { OperationName } from "#domain/operation-name.js";
import { type Beginning, madeUp } from "#providers/simulator/beginning.js";
import { Churn } from "#providers/simulator/churn.js";
import { EventLog } from "#providers/simulator/events.js";
import { FaultPlan } from "#providers/simulator/fault-plan.js";
import { pace } from "#providers/simulator/pace.js";
import { machineUuid, seededRandom } from "#providers/simulator/random.js";
import { SessionBook } from "#providers/simulator/session-book.js";
import { eventOf } from "#providers/simulator/task-events.js";
import { TaskLog } from "#providers/simulator/tasks.js";
import { World } from "#providers/simulator/world.js";

/** One simulated server: a world, its tasks, its events and what goes wrong. Sessions share it. */
export interface SimulatedServer {
  readonly uuid: string;
  readonly world: World;
  readonly tasks: TaskLog;
  readonly events: EventLog;
  readonly sessions: SessionBook;
  readonly faults: FaultPlan;
  /** Whether logins may have events logged. */
  readonly anchors: SimulatorOptions["anchors"];
  /** Whether logins may see the server's sessions, and end them. */
  readonly mayEndSessions: boolean;
  /** The operations that logins may not do. */
  readonly denied: SimulatorOptions["rights"];
  /** Whether logins may not do this to the machine or host of an id, whatever else they may. */
  mayNot(operation: OperationName, id: string | null): boolean;
  /** Whether nobody but this one session changes anything: what waits for others would wait for ever. */
  readonly alone: boolean;
  /** Milliseconds a call. */
  readonly latency: number;
  /** Aborted when the server stops. */
  readonly stopped: AbortSignal;
  /** Ends what the server is doing, so that nothing of it keeps the process alive. */
  stop(): void;
}

/** What makes a server the copy of another one. */
export interface Copied extends Pick<SimulatedServer, "mayNot"> {
  readonly beginning: Beginning;
}

/**
 * A fresh server: the world of the options' size and seed, no tasks, no calls counted. Another client may be at work on it.
 *
 * @param copied null for one of its own
 */
export function startServer(options: SimulatorOptions, copied: Copied | null = null): SimulatedServer {
  const stopping = new AbortController();
  const world = new World(copied?.beginning ?? madeUp(options.vms, options.seed));
  const events = new EventLog();
  if (options.churn > 0) {
    const churn = new Churn(world, events, options.seed);
    pace(options.churn, stopping.signal, () => churn.change());
  }
  return {
    // Another stream than the world's, or the server would have the first machine's UUID.
    uuid: machineUuid(seededRandom(-1 - options.seed)),
    world,
    // A step is as long as a call: a task of one has ended when the answer to the next call is on its way.
    tasks: new TaskLog(options.latency, stopping.signal, (task) => events.add(eventOf(task, world))),
    events,
    sessions: new SessionBook(),
    faults: new FaultPlan(options.faults),
    anchors: options.anchors,
    mayEndSessions: options.sessions === "allowed",
    denied: options.rights,
    mayNot: (operation, id) => copied?.mayNot(operation, id) ?? false,
    alone: copied !== null,
    latency: options.latency,
    stopped: stopping.signal,
    stop: () => stopping.abort(failure("CONNECTION_LOST", { cause: "the simulator has been stopped" })),
  };
}
