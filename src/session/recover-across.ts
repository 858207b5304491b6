import type { Entry } from "#domain/entry.js";
import type { Unresolved } from "#journal/intents.js";
import { type RecoveryParts, recoverEnded, recoverRunning } from "#session/recover-all.js";

/** Whether it is of what was to go from this endpoint to another one, which must be asked, too. */
export function isAcross({ intent }: Unresolved): boolean {
  return typeof intent.chosen?.from === "string";
}

/** What became of that, of intents whose writer is gone: what is on its way is waited for. Throws the journal's errors. */
export async function recoverAcross(parts: RecoveryParts, onEntry: (entry: Entry) => void): Promise<void> {
  await recoverRunning(parts, await recoverEnded(parts, onEntry, isAcross), onEntry);
}
