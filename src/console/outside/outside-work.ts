import type { Console } from "#console/console.js";
import type { OutsideWork } from "#console/outside/share-host.js";
import type { Plan } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";

/** An operation of somebody else's among the console's own: it is seen there, and cancelled and waited for as they are. */
export function outsideWork({ store, stopping, givingUp }: Console, { ask, plans }: Proposal): OutsideWork {
  const job = store.jobs.begin(ask, plans.length);
  const running = (plan: Plan, percent: number | null) => {
    const begun = job.running.get(plan)?.begun ?? performance.now();
    job.running.set(plan, { begun, percent });
    store.changes.soon();
  };
  return {
    listener: {
      plan: (plan) => running(plan, null),
      progress: (plan, percent) => {
        if (percent !== null) return running(plan, percent);
        job.running.delete(plan);
        store.changes.soon();
      },
      report: ({ phase }) => {
        if (phase === "outcome") job.done += 1;
        store.changes.soon();
      },
    },
    stopping: AbortSignal.any([job.stop.signal, stopping]),
    givingUp: AbortSignal.any([job.giveUp.signal, givingUp]),
    end: () => {
      store.jobs.end(job);
      store.changes.soon();
    },
  };
}
