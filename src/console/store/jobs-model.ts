import type { Plan } from "#session/plan.js";

/** One confirmed command that is under way. */
export interface Job {
  /** The command line. */
  readonly ask: string;
  /** `performance.now()`. */
  readonly begun: number;
  readonly total: number;
  done: number;
  /** What the server is busy with, and the percentage done where it has said one. */
  readonly running: Map<Plan, { readonly begun: number; percent: number | null }>;
  /** Aborted: the server is asked to cancel it, and nothing more of it is begun. */
  readonly stop: AbortController;
  /** Aborted: it is waited for no longer. */
  readonly giveUp: AbortController;
}

/** What is under way: it goes on whatever is on the screen. */
export class JobsModel {
  readonly #jobs = new Set<Job>();
  readonly #idle: (() => void)[] = [];

  get jobs(): readonly Job[] {
    return [...this.#jobs];
  }

  get busy(): boolean {
    return this.#jobs.size > 0;
  }

  begin(ask: string, total: number): Job {
    const job: Job = {
      ask,
      begun: performance.now(),
      total,
      done: 0,
      running: new Map(),
      stop: new AbortController(),
      giveUp: new AbortController(),
    };
    this.#jobs.add(job);
    return job;
  }

  end(job: Job): void {
    this.#jobs.delete(job);
    if (this.#jobs.size > 0) return;
    for (const tell of this.#idle.splice(0)) tell();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    if (this.busy) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Asks the server to cancel all that is under way; what has not been begun is not begun. */
  cancelAll(): void {
    for (const { stop } of this.#jobs) stop.abort();
  }

  /** Waits no longer for what is under way: its outcome is UNKNOWN. */
  giveUpAll(): void {
    for (const { giveUp } of this.#jobs) giveUp.abort();
  }

  /** What is being done to the target that has that id at an endpoint. */
  runningOn(id: string, endpoint: string): readonly Plan[] {
    return this.jobs.flatMap(({ running }) =>
      [...running.keys()].filter(({ target, at }) => target.id === id && at === endpoint),
    );
  }
}
