import type { Job } from "#console/store/jobs-model.js";
import type { Store } from "#console/store/store.js";
import type { Listener } from "#session/listener.js";
import type { Plan } from "#session/plan.js";

/** Shows how far a job is, whoever asked for it. */
export function jobListener({ changes }: Pick<Store, "changes">, job: Job): Required<Listener> {
  const running = (plan: Plan, percent: number | null) => {
    const begun = job.running.get(plan)?.begun ?? performance.now();
    job.running.set(plan, { begun, percent });
    changes.soon();
  };
  return {
    plan: (plan) => running(plan, null),
    progress: (plan, percent) => {
      if (percent !== null) return running(plan, percent);
      job.running.delete(plan);
      changes.soon();
    },
    report: ({ phase }) => {
      if (phase !== "outcome") return;
      job.done += 1;
      changes.soon();
    },
  };
}
