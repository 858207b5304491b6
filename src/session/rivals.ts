import type { Entry, Phase } from "#domain/entry.js";
import type { Ground, Operation } from "#operations/operation.js";
import type { TaskEnd } from "#providers/mutation.js";
import { intendedBy, operationIn } from "#session/intended.js";
import type { Ledger } from "#session/ledger.js";

/**
 * Other intents whose call would have left a task of the same kind under the same object: under a folder, those of other
 * machines too.
 */
export function rivalsOf(ledger: Ledger, intent: Entry, operation: Operation): readonly Entry[] {
  const keeper = operation.keptUnder(intendedBy(intent));
  return ledger.untiedNear(intent).filter((other) => {
    const theirs = operationIn(other);
    return theirs?.kind === operation.kind && theirs.keptUnder(intendedBy(other)) === keeper;
  });
}

/**
 * Whether another intent may have done what an intent without a task is found to have come to: a later one of whatever became of it,
 * as somebody has seen to the machine since; or an earlier one of the same operation, of which nobody knows that it had ended.
 *
 * @param about all that the journal has about its target, in order
 */
export function hasRivalAmong(about: readonly Entry[], { id, seq, OPR }: Entry): boolean {
  const others = about.filter((entry) => entry.phase === "intent" && entry.id !== id);
  const isOpen = (intent: Entry): boolean => {
    const last = about.findLast(({ ref, phase }) => ref === intent.id && ANSWERS.has(phase));
    return last?.RST === undefined || (last.RST.status === "UNKNOWN" && last.RST.code !== "STILL_THERE");
  };
  return others.some((other) => other.seq > seq || (other.OPR === OPR && isOpen(other)));
}

const ANSWERS: ReadonlySet<Phase> = new Set<Phase>(["outcome", "recovery"]);

/**
 * Whether a task that has ended may as well be a rival's. What it made says by its name whose it is, and a machine that is
 * not in the folder is none that was moved there. A failure says nothing, nor does another change of the same machine.
 * Throws the errors of a read.
 */
export async function fitsRival(
  ground: Ground,
  intent: Entry,
  rivals: readonly Entry[],
  { failed, made }: TaskEnd,
): Promise<boolean> {
  for (const rival of rivals) {
    if (failed !== null || (made === null && rival.TGT.id === intent.TGT.id)) return true;
    const seen = await operationIn(rival)?.lookBack(ground, intendedBy(rival), made);
    if (seen?.shown !== false) return true;
  }
  return false;
}
