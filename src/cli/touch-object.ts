import { reportedOperation } from "#handover/draft/reported-operation.js";
import type { Touch } from "#handover/touched/touched-machine.js";

/** A touch, as `touched --json` prints it: what a shift's report says of an operation, and where it stands. */
export function touchObject({ standing, journal, isOwn, seen }: Touch) {
  const { session } = (standing.intent ?? standing.last).USR;
  return {
    journal,
    own: isOwn,
    session,
    ...reportedOperation(standing),
    recorded: seen?.cast === undefined ? null : { seq: seen.seq, ...seen.cast },
  };
}
