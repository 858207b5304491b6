import type { Entry } from "#domain/entry.js";
import { asShosekiError } from "#domain/errors.js";
import type { Journal } from "#journal/journal.js";
import { isWriterAlive } from "#journal/session-locks.js";
import type { Ground } from "#operations/operation.js";
import type { Ledger } from "#session/ledger.js";
import { type Finding, investigate, record } from "#session/recovery.js";
import type { Trail } from "#session/trail.js";

/** What recovery reads, asks and writes to. */
export interface RecoveryParts {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly trail: Trail;
  /** Its signal aborted: what still runs is not waited for, and is left for the next Login. */
  readonly ground: Ground;
}

/**
 * Says of every unresolved intent at this endpoint whose writer is gone what became of it. What cannot be looked up now
 * stays as it is, for the next Login.
 */
export async function recoverAll(
  { journal, ledger, trail, ground }: RecoveryParts,
  onEntry: (entry: Entry) => void,
): Promise<void> {
  for (const unresolved of ledger.unresolved()) {
    const { intent } = unresolved;
    if (ground.signal?.aborted) return;
    if (intent.USR.session === trail.session || isWriterAlive(journal.layout, intent.USR.session)) continue;
    const finding = await look(() => investigate(ground, ledger, unresolved));
    // Meanwhile another process may have said it, or the intent's own writer, which was still there when we read it.
    const entry = finding !== null && ledger.isUnresolved(intent) ? record(trail, unresolved, finding) : null;
    if (entry !== null) onEntry(entry);
  }
}

/** Null when it could not be looked up. */
async function look(investigation: () => Promise<Finding>): Promise<Finding | null> {
  try {
    return await investigation();
  } catch (error) {
    if (asShosekiError(error).code === "INTERNAL") throw error;
    return null;
  }
}
