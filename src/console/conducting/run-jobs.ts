import type { ConductedRun } from "#console/store/conducted-run.js";
import { jobListener } from "#console/store/job-listener.js";
import type { Job } from "#console/store/jobs-model.js";
import type { Store } from "#console/store/store.js";
import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Listener } from "#session/listener.js";
import type { Plan } from "#session/plan.js";

/** Shows what a run has under way as it is shown of everything else, and stops the run where that is stopped. */
export class RunJobs implements Listener {
  readonly #store: Store;
  readonly #run: () => ConductedRun;
  #job: Job | null = null;

  constructor(store: Store, run: () => ConductedRun) {
    this.#store = store;
    this.#run = run;
  }

  plan(plan: Plan): void {
    this.#job ??= this.#begun(plan);
    jobListener(this.#store, this.#job).plan(plan);
  }

  progress(plan: Plan, percent: number | null): void {
    if (this.#job !== null) jobListener(this.#store, this.#job).progress(plan, percent);
  }

  report(entry: Entry, error: ShosekiError | null): void {
    if (error !== null) this.#run().problems.set(entry.id, error.problem);
    const job = this.#job;
    if (job === null) return;
    jobListener(this.#store, job).report(entry, error);
    if (job.done >= job.total) this.end();
  }

  /** Whatever was under way has its end. */
  end(): void {
    if (this.#job === null) return;
    this.#store.jobs.end(this.#job);
    this.#job = null;
    this.#run().isDoing = false;
  }

  #begun({ ask }: Plan): Job {
    const run = this.#run();
    const job = this.#store.jobs.begin(ask, run.proposal?.plans.length ?? 1);
    run.isDoing = true;
    job.stop.signal.addEventListener("abort", () => run.controls.stop.abort(), { once: true });
    job.giveUp.signal.addEventListener("abort", () => run.controls.giveUp.abort(), { once: true });
    return job;
  }
}
