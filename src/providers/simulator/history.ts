import type { PastTask, TaskHistory, TaskQuery } from "#providers/contract.js";
import type { Connection } from "#providers/simulator/connection.js";
import type { Task, TaskLog } from "#providers/simulator/tasks.js";

/** What the server's log says of tasks, oldest first. The times of a query are inclusive. */
export function taskHistory(tasks: TaskLog, connection: Connection): TaskHistory {
  return {
    tasksOf: (query) =>
      connection.read(null, () =>
        tasks
          .all()
          .filter((task) => answers(task, query))
          .map(pastTask),
      ),
  };
}

function answers(task: Task, query: TaskQuery): boolean {
  const { target, kind, user, since, until } = query;
  const asked = task.target === target && task.kind === kind && task.user === user;
  return asked && task.queuedAt >= since && task.queuedAt <= until;
}

function pastTask({ id, queuedAt, state, failed }: Task): PastTask {
  return { id, queuedAt, state, failed: failed === null ? null : { ...failed } };
}
