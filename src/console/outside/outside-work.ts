import type { Console } from "#console/console.js";
import type { OutsideWork } from "#console/outside/share-host.js";
import { jobListener } from "#console/store/job-listener.js";
import type { Proposal } from "#session/proposal.js";

/** An operation of somebody else's among the console's own: it is seen there, and cancelled and waited for as they are. */
export function outsideWork({ store, stopping, givingUp }: Console, { ask, plans }: Proposal): OutsideWork {
  const job = store.jobs.begin(ask, plans.length);
  return {
    listener: jobListener(store, job),
    stopping: AbortSignal.any([job.stop.signal, stopping]),
    givingUp: AbortSignal.any([job.giveUp.signal, givingUp]),
    end: () => {
      store.jobs.end(job);
      store.changes.soon();
    },
  };
}
