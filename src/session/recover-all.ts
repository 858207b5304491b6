import type { Entry } from "#domain/entry.js";
import { asShosekiError } from "#domain/errors.js";
import type { Unresolved } from "#journal/intents.js";
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
  /** Its signal aborted: what has not been found out is left for the next Login. */
  readonly ground: Ground;
}

/**
 * Says of every unresolved intent at this endpoint whose writer is gone what became of it. What cannot be looked up now
 * stays as it is, for the next Login. Answers those whose tasks still run, and those of which nothing can be said yet.
 *
 * @param isWanted all of them, where this is not said
 */
export async function recoverEnded(
  parts: RecoveryParts,
  onEntry: (entry: Entry) => void,
  isWanted: (unresolved: Unresolved) => boolean = () => true,
): Promise<readonly Unresolved[]> {
  const { journal, ledger, trail, ground } = parts;
  const running: Unresolved[] = [];
  for (const unresolved of ledger.unresolved().filter(isWanted)) {
    const { session } = unresolved.intent.USR;
    if (ground.signal?.aborted) break;
    if (session === trail.session || isWriterAlive(journal.layout, session)) continue;
    const finding = await look(() => investigate(ground, ledger, unresolved, "leave"));
    if (finding === null) running.push(unresolved);
    else say(parts, unresolved, finding, onEntry);
  }
  return running;
}

/** Says what became of those whose tasks still run, of each as it ends: none of them holds up another. */
export async function recoverRunning(
  parts: RecoveryParts,
  running: readonly Unresolved[],
  onEntry: (entry: Entry) => void,
): Promise<void> {
  const { ledger, ground } = parts;
  await Promise.all(
    running.map(async (unresolved) => {
      const finding = await look(() => investigate(ground, ledger, unresolved, "wait"));
      say(parts, unresolved, finding, onEntry);
    }),
  );
}

/** Meanwhile another process may have said it, or the intent's own writer, which was still there when we read it. */
function say(
  { ledger, trail }: RecoveryParts,
  unresolved: Unresolved,
  finding: Finding | "UNREAD" | null,
  onEntry: (entry: Entry) => void,
): void {
  if (finding === null || finding === "UNREAD") return;
  const entry = ledger.isUnresolved(unresolved.intent) ? record(trail, unresolved, finding) : null;
  if (entry !== null) onEntry(entry);
}

/** `UNREAD` when it could not be looked up. */
async function look(investigation: () => Promise<Finding | null>): Promise<Finding | "UNREAD" | null> {
  try {
    return await investigation();
  } catch (error) {
    if (asShosekiError(error).code === "INTERNAL") throw error;
    return "UNREAD";
  }
}
