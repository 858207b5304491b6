import { failure } from "#domain/errors.js";
import type {
  Mutation,
  MutationKind,
  PowerCapability,
  ReconfigureCapability,
  RenameCapability,
  TaskRef,
} from "#providers/contract.js";
import type { Connection } from "#providers/simulator/connection.js";
import type { SimulatedCall } from "#providers/simulator/fault-plan.js";
import { powerOff, powerOn } from "#providers/simulator/power-work.js";
import { reconfigure } from "#providers/simulator/reconfigure-work.js";
import { CONCURRENT_ACCESS, MACHINE_GONE, type Refusal } from "#providers/simulator/refusals.js";
import { rename } from "#providers/simulator/rename-work.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import type { Verdict, Work } from "#providers/simulator/work.js";

/** What `fail` makes of a task. */
const SIMULATED_FAILURE: Refusal = {
  fault: "SystemError",
  message: "A simulated fault: the task has failed.",
};

/** What the call itself is answered with; everything else is the task's to say. */
const REFUSED_AT_CALL: ReadonlySet<Refusal> = new Set([MACHINE_GONE, CONCURRENT_ACCESS]);

/** What faults call a mutation. */
const CALLS: Readonly<Record<MutationKind, SimulatedCall>> = {
  powerOn: "start",
  powerOff: "stop",
  reconfigure: "reconfigure",
  rename: "rename",
};

/** Everything a session can change. */
export interface Mutations {
  readonly power: PowerCapability;
  readonly reconfigure: ReconfigureCapability;
  readonly rename: RenameCapability;
}

/**
 * The mutations of a session. What the platform refuses, the task says in its end; only a machine that is not
 * there and a stale `changeVersion` are refused at the call, with `SERVER_FAULT`. A `changeVersion` that becomes
 * stale between the call and the end of the task fails the task.
 */
export function mutations(server: SimulatedServer, connection: Connection, user: string): Mutations {
  const { world, tasks } = server;

  const decide = (target: string, work: Work): Verdict => {
    const machine = world.machine(target);
    return machine === undefined ? { refusal: MACHINE_GONE } : work(machine, world);
  };

  const perform = (target: string, work: Work): Refusal | null => {
    const verdict = decide(target, work);
    if ("refusal" in verdict) return verdict.refusal;
    world.change(target, verdict.change);
    return null;
  };

  const call = (kind: MutationKind, target: string, work: Work, mutation: Mutation): Promise<TaskRef> =>
    connection.mutate(CALLS[kind], mutation, (failing) => {
      const verdict = decide(target, work);
      if ("refusal" in verdict && REFUSED_AT_CALL.has(verdict.refusal)) {
        throw failure("SERVER_FAULT", { ...verdict.refusal });
      }
      const about = { kind, target, user, operationId: mutation.operationId };
      return tasks.start(about, () => (failing ? SIMULATED_FAILURE : perform(target, work)));
    });

  return {
    power: {
      powerOn: (id, mutation) => call("powerOn", id, powerOn, mutation),
      powerOff: (id, mutation) => call("powerOff", id, powerOff, mutation),
    },
    reconfigure: {
      reconfigure: (before, change, mutation) =>
        call("reconfigure", before.id, reconfigure(before.changeVersion, change), mutation),
    },
    rename: {
      rename: (id, newName, mutation) => call("rename", id, rename(newName), mutation),
    },
  };
}
