import type { TaskRecord } from "#domain/past.js";
import type { EventHistory, PastTask, TaskHistory, TaskQuery } from "#providers/history.js";
import type { Connection } from "#providers/simulator/connection.js";
import type { EventLog } from "#providers/simulator/events.js";
import { MUTATION_KINDS } from "#providers/simulator/mutation-kinds.js";
import type { Task, TaskLog } from "#providers/simulator/tasks.js";

/** What the server's log says of tasks: of some, oldest first, or of the newest. The times of a query are inclusive. */
export function taskHistory(tasks: TaskLog, connection: Connection): TaskHistory {
  return {
    tasksOf: (query) =>
      connection.read(null, () =>
        tasks
          .all()
          .filter((task) => answers(task, query))
          .map(pastTask),
      ),
    latest: (count) =>
      connection.read(null, () => tasks.all().toReversed().slice(0, Math.max(0, count)).map(taskRecord)),
  };
}

/** What the server's log says of events. */
export function eventHistory(events: EventLog, connection: Connection): EventHistory {
  return {
    latest: (of, count) => connection.read(null, () => events.latest(of?.id ?? null, count)),
  };
}

function answers(task: Task, query: TaskQuery): boolean {
  const { target, kind, user, since, until } = query;
  const asked = task.target === target && task.kind === kind && task.user === user;
  return asked && task.queuedAt >= since && task.queuedAt <= until;
}

function pastTask({ id, queuedAt, state, failed, made }: Task): PastTask {
  return { id, queuedAt, state, failed: failed === null ? null : { ...failed }, made };
}

function taskRecord(task: Task): TaskRecord {
  const { id, kind, name, user, state, progress, queuedAt, endedAt, failed } = task;
  return {
    id,
    what: MUTATION_KINDS[kind].what,
    target: name,
    user,
    state,
    progress,
    queued: new Date(queuedAt).toISOString(),
    ended: endedAt === null ? null : new Date(endedAt).toISOString(),
    error: failed?.message ?? null,
  };
}
