import type { Entry } from "#domain/entry.js";
import type { Ground, Operation } from "#operations/operation.js";
import type { TaskEnd } from "#providers/contract.js";
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
