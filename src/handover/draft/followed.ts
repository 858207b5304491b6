import type { Observation } from "#handover/draft/observations.js";

/**
 * What was read of each machine or host, in order, in the order in which these were first read. An id is one of its endpoint's; a
 * machine that was moved to another endpoint is followed there, where it has the same.
 */
export function followed(observations: readonly Observation[]): readonly (readonly Observation[])[] {
  const all: Observation[][] = [];
  /** Those that are where they are now. */
  const there = new Map<string, Observation[]>();
  for (const seen of observations) {
    const key = keyAt(seen.endpoint, seen);
    const known = there.get(key);
    const own = known ?? [];
    if (known === undefined) all.push(own);
    own.push(seen);
    there.set(key, own);
    if (seen.movedTo === null) continue;
    there.delete(key);
    const arrived = keyAt(seen.movedTo, seen);
    // A move can be found out after something was done to the machine where it is then: that is of the same one.
    own.push(...(there.get(arrived)?.splice(0) ?? []));
    own.sort((a, b) => a.seq - b.seq);
    there.set(arrived, own);
  }
  return all.filter(({ length }) => length > 0);
}

function keyAt(endpoint: string, { target }: Observation): string {
  return JSON.stringify([endpoint, target.id]);
}
