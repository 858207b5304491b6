import type { PastTask } from "#providers/history.js";
import type { Failure, MutationKind } from "#providers/mutation.js";
import { REQUEST_CANCELED, type Refusal } from "#providers/simulator/refusals.js";
import { wait } from "#providers/simulator/wait.js";

/** What a task is about, for the server's log. */
export interface TaskAbout {
  readonly kind: MutationKind;
  /** The object that it is kept under. */
  readonly target: string;
  /** What the target was called when the task was queued. */
  readonly name: string | null;
  /** What it changes; null for what it is to make. */
  readonly subject: string | null;
  readonly user: string;
  readonly operationId: string;
}

/** What a task has come to. `made` is the id of what it has made, null where that is nothing. */
export type Outcome = { readonly refusal: Refusal } | { readonly made: string | null };

/** What a task does. */
export interface Job {
  /** Each as long as a call; a job of several reports its progress at each. */
  readonly steps: number;
  readonly cancelable: boolean;
  /** Begun after the last step. Where it waits for something, it rejects when `over` is aborted. */
  run(over: AbortSignal): Outcome | Promise<Outcome>;
}

/** One task: queued, then running, then success or error. */
export interface Task extends TaskAbout {
  readonly id: string;
  /** Milliseconds since 1970, as `endedAt`. */
  readonly queuedAt: number;
  readonly endedAt: number | null;
  readonly state: PastTask["state"];
  /** Percent; null where it says nothing of it, or runs no more. */
  readonly progress: number | null;
  readonly failed: Failure | null;
  readonly made: string | null;
  /** Resolves when the task has ended, either way; rejects when the server stops before that. */
  readonly ended: Promise<void>;
  /** Resolves when there is nothing left to do but to wait for others; rejects as `ended`. */
  readonly reached: Promise<void>;
  /** Tells of every percentage until the returned function is called, of the present one at once. */
  onProgress(tell: (percent: number) => void): () => void;
}

/** Only its own course moves a task from state to state. */
type Progress = { -readonly [K in "endedAt" | "state" | "progress" | "failed" | "made"]: Task[K] };

/** Runs the server's tasks and remembers them all. */
export class TaskLog {
  readonly #tasks = new Map<string, { readonly task: Task; readonly cancel: (() => void) | null }>();
  readonly #stepMs: number;
  readonly #stopped: AbortSignal;
  readonly #onEnded: (task: Task) => void;

  /**
   * @param stepMs milliseconds for which a step of a task runs
   * @param stopped when aborted, tasks stay as they are
   * @param onEnded told of every task right after its end
   */
  constructor(stepMs: number, stopped: AbortSignal, onEnded: (task: Task) => void) {
    this.#stepMs = stepMs;
    this.#stopped = stopped;
    this.#onEnded = onEnded;
  }

  /** Queues a task. */
  start(about: TaskAbout, job: Job): Task {
    const id = `task-${this.#tasks.size + 1}`;
    const progress: Progress = { state: "queued", endedAt: null, progress: null, failed: null, made: null };
    const tellers = new Set<(percent: number) => void>();
    const cancelling = new AbortController();
    const over = AbortSignal.any([this.#stopped, cancelling.signal]);
    const reached = Promise.withResolvers<void>();
    const tell = (percent: number): void => {
      progress.progress = percent;
      for (const teller of tellers) teller(percent);
    };
    const ended = this.#run(progress, job, over, tell, reached.resolve).then(() => this.#onEnded(task));
    ended.then(reached.resolve, reached.reject);
    // A task that nobody waits for may be stopped all the same.
    for (const promise of [ended, reached.promise]) promise.catch(() => {});
    const onProgress = (teller: (percent: number) => void): (() => void) => {
      if (progress.progress !== null) teller(progress.progress);
      tellers.add(teller);
      return () => tellers.delete(teller);
    };
    const fixed = { ...about, id, queuedAt: Date.now(), ended, reached: reached.promise, onProgress };
    const task: Task = Object.assign(progress, fixed);
    this.#tasks.set(id, { task, cancel: job.cancelable ? () => cancelling.abort() : null });
    return task;
  }

  find(id: string): Task | undefined {
    return this.#tasks.get(id)?.task;
  }

  /** Ends a task before its work is done; null when it cannot be cancelled at all. */
  cancelOf(id: string): (() => void) | null {
    return this.#tasks.get(id)?.cancel ?? null;
  }

  /** Oldest first. */
  all(): readonly Task[] {
    return Array.from(this.#tasks.values(), ({ task }) => task);
  }

  async #run(
    progress: Progress,
    job: Job,
    over: AbortSignal,
    tell: (percent: number) => void,
    reached: () => void,
  ): Promise<void> {
    let outcome: Outcome;
    try {
      await wait(0, over);
      progress.state = "running";
      for (let step = 1; step <= job.steps; step++) {
        await wait(this.#stepMs, over);
        if (step < job.steps) tell(Math.round((100 * step) / job.steps));
      }
      const end = job.run(over);
      reached();
      outcome = await end;
    } catch (error) {
      if (this.#stopped.aborted) throw this.#stopped.reason;
      if (!over.aborted) throw error;
      outcome = { refusal: REQUEST_CANCELED };
    }
    const refusal = "refusal" in outcome ? outcome.refusal : null;
    progress.made = "made" in outcome ? outcome.made : null;
    progress.failed = refusal && { ...refusal, cancelled: refusal === REQUEST_CANCELED };
    progress.state = refusal === null ? "success" : "error";
    progress.progress = null;
    progress.endedAt = Date.now();
  }
}
