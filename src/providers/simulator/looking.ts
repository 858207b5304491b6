import { failure } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Failure, Patience, TaskEnd } from "#providers/mutation.js";
import type { Connection } from "#providers/simulator/connection.js";
import { placement, subjectNow, subjectThere } from "#providers/simulator/reads.js";
import { OBJECT_GONE, type Refusal } from "#providers/simulator/refusals.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import type { Task } from "#providers/simulator/tasks.js";
import { wait } from "#providers/simulator/wait.js";
import { until } from "#providers/simulator/world-waits.js";

/** What a session looks at and waits for. Faults count each as a `read`. */
export function looking(
  { world, tasks }: SimulatedServer,
  connection: Connection,
): Pick<ProviderSession, "read" | "readPlacement" | "settle" | "ended" | "watch"> {
  /** A task that is there. */
  const taskOf = (id: string): Task => {
    const task = tasks.find(id);
    if (task === undefined) throw failure("SERVER_FAULT", { ...OBJECT_GONE });
    return task;
  };

  /** Waits for the end of a task, and then answers. */
  const atEndOf = async <T>(id: string, patience: Patience, answer: (task: Task) => T): Promise<T> => {
    let unsubscribe = (): void => {};
    const reply = async (): Promise<T> => {
      const task = taskOf(id);
      if (patience.onProgress !== undefined) unsubscribe = task.onProgress(patience.onProgress);
      await task.ended;
      return answer(task);
    };
    try {
      return await connection.read("read", reply, patience.signal);
    } finally {
      unsubscribe();
    }
  };

  return {
    read: (subject, signal) => connection.read("read", () => subjectThere(world, subject), signal),
    readPlacement: (query, signal) => connection.read("read", () => placement(world, query), signal),
    // The change and the end of its task are one step here: there is no later push to wait for.
    settle: (task, subject, _shows, patience = {}) =>
      atEndOf(task.id, patience, ({ failed }) => ({
        failed: copyOf(failed),
        after: subjectNow(world, subject),
      })),
    ended: (task, patience = {}) =>
      atEndOf<TaskEnd>(task.id, patience, ({ failed, made }) => ({ failed: copyOf(failed), made })),
    watch: async (subject, shows, withinMs, patience = {}) => {
      const over = new AbortController();
      const shown = (): boolean => {
        const facts = subjectNow(world, subject);
        return facts === null || shows(facts);
      };
      const reply = async () => {
        await Promise.race([until(world, shown, over.signal), wait(withinMs, over.signal)]);
        return subjectNow(world, subject);
      };
      try {
        return await connection.read("read", reply, patience.signal);
      } finally {
        over.abort();
      }
    },
  };
}

const NOT_CANCELABLE: Refusal = { fault: "NotSupported", message: "The task cannot be canceled." };
const HAS_ENDED: Refusal = { fault: "InvalidState", message: "The task has ended already." };

/** Cancels a task. Faults, all of the call: `ManagedObjectNotFound`, `InvalidState` (it has ended), `NotSupported`. */
export function cancelling({ tasks }: SimulatedServer, connection: Connection): ProviderSession["cancel"] {
  return ({ id }) =>
    connection.read(null, () => {
      const refuse = (refusal: Refusal) => failure("SERVER_FAULT", { ...refusal });
      const task = tasks.find(id);
      if (task === undefined) throw refuse(OBJECT_GONE);
      if (task.endedAt !== null) throw refuse(HAS_ENDED);
      const cancel = tasks.cancelOf(id);
      if (cancel === null) throw refuse(NOT_CANCELABLE);
      cancel();
    });
}

function copyOf(failed: Failure | null): Failure | null {
  return failed === null ? null : { ...failed };
}
