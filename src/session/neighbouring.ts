import type { Neighbour, Neighbours } from "#operations/neighbours.js";
import type { Restraints } from "#session/restraints.js";

/** A session beside another one, as planning and the funnel see it. */
export interface RestrainedNeighbour extends Neighbour {
  /** What it is bound by, as of now: so is whatever comes to it. */
  readonly restraints: Restraints;
}

/** The sessions beside one in the same console, and what each is bound by. */
export interface RestrainedNeighbours extends Neighbours {
  at(endpoint: string, name?: string): RestrainedNeighbour | null;
}

/** A session as the others see it, bound as it is whenever they ask. */
export function restrainedNeighbour(
  neighbour: Omit<RestrainedNeighbour, "readOnly" | "restraints">,
  restraints: () => Restraints,
): RestrainedNeighbour {
  return {
    ...neighbour,
    get readOnly() {
      return restraints().readOnly;
    },
    get restraints() {
      return restraints();
    },
  };
}
