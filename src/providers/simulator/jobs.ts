import { anyRuns } from "#providers/simulator/lookups.js";
import { MACHINES_RUN } from "#providers/simulator/refusals.js";
import type { Job, Outcome } from "#providers/simulator/tasks.js";
import type { Work } from "#providers/simulator/work.js";
import type { World } from "#providers/simulator/world.js";
import { until } from "#providers/simulator/world-waits.js";

/** Does the work, or says why not. */
export function perform(world: World, work: Work): Outcome {
  const verdict = work(world);
  return "refusal" in verdict ? verdict : { made: verdict.perform() };
}

/**
 * Does the work as soon as no machine runs on a host any more, which takes none from now on. Nobody moves them away but
 * operators: there is no DRS here.
 */
export function onceEmpty(world: World, host: string, work: Work): Job["run"] {
  return async (over) => {
    const verdict = work(world);
    if ("refusal" in verdict) return verdict;
    const reopen = world.close(host);
    try {
      while (anyRuns(world, host)) await until(world, () => !anyRuns(world, host), over);
      return perform(world, work);
    } finally {
      reopen();
    }
  };
}

/** Does the work if no machine runs on a host. There is nobody who would move one away. */
export function ifEmpty(world: World, host: string, work: Work): Job["run"] {
  return () => {
    const verdict = work(world);
    if ("refusal" in verdict) return verdict;
    return anyRuns(world, host) ? { refusal: MACHINES_RUN } : perform(world, work);
  };
}
