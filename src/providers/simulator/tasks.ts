import type { MutationKind, PastTask } from "#providers/contract.js";
import type { Refusal } from "#providers/simulator/refusals.js";
import { wait } from "#providers/simulator/wait.js";

/** What a task is about, for the server's log. */
export interface TaskAbout {
  readonly kind: MutationKind;
  readonly target: string;
  readonly user: string;
  readonly operationId: string;
}

/** One task: queued, then running, then success or error. */
export interface Task extends TaskAbout {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly queuedAt: number;
  readonly state: PastTask["state"];
  readonly failed: Refusal | null;
  /** Resolves when the task has ended, either way; rejects when the server stops before that. */
  readonly ended: Promise<void>;
}

/** Only the log moves a task from state to state. */
type Progress = { state: PastTask["state"]; failed: Refusal | null };

/** Runs the server's tasks and remembers them all. */
export class TaskLog {
  readonly #tasks = new Map<string, Task>();
  readonly #duration: number;
  readonly #stopped: AbortSignal;

  /**
   * @param duration milliseconds for which a task runs
   * @param stopped when aborted, tasks stay as they are
   */
  constructor(duration: number, stopped: AbortSignal) {
    this.#duration = duration;
    this.#stopped = stopped;
  }

  /** Queues a task. `work` is done at its end, all at once, and says why it could not be done, if so. */
  start(about: TaskAbout, work: () => Refusal | null): Task {
    const id = `task-${this.#tasks.size + 1}`;
    const progress: Progress = { state: "queued", failed: null };
    const ended = this.#run(progress, work);
    // A task that nobody waits for may be stopped all the same.
    ended.catch(() => {});
    const task = Object.assign(progress, { ...about, id, queuedAt: Date.now(), ended });
    this.#tasks.set(id, task);
    return task;
  }

  find(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  all(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  async #run(progress: Progress, work: () => Refusal | null): Promise<void> {
    await wait(0, this.#stopped);
    progress.state = "running";
    await wait(this.#duration, this.#stopped);
    progress.failed = work();
    progress.state = progress.failed === null ? "success" : "error";
  }
}
