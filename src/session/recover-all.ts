import type { Entry } from "#domain/entry.js";
import { asShosekiError } from "#domain/errors.js";
import { readIntents, type Unresolved } from "#journal/intents.js";
import type { Journal } from "#journal/journal.js";
import { isWriterAlive } from "#journal/session-locks.js";
import type { ProviderSession } from "#providers/contract.js";
import { type Circumstance, type Finding, investigate, record } from "#session/recovery.js";
import type { Trail } from "#session/trail.js";

/**
 * Says of every unresolved intent at this endpoint whose writer is gone what became of it. What cannot be looked up now
 * stays as it is, for the next Login.
 */
export async function recoverAll(
  journal: Journal,
  trail: Trail,
  provider: ProviderSession,
  onEntry: (entry: Entry) => void,
): Promise<void> {
  // Subscribed before the files are read: what another process says meanwhile is not said again.
  const said = new Set<string>();
  const stop = journal.subscribe(({ entry }) => {
    if (entry.phase === "recovery" && entry.ref !== undefined) said.add(entry.ref);
  });
  try {
    const { book, logins } = await readIntents(journal.layout);
    for (const unresolved of book.unresolved()) {
      const { intent } = unresolved;
      if (intent.HST.endpoint !== trail.endpoint || intent.USR.session === trail.session) continue;
      if (isWriterAlive(journal.layout, intent.USR.session)) continue;
      const finding = await look(
        provider,
        unresolved,
        circumstanceOf(intent, logins.get(intent.USR.session)),
      );
      const entry = finding === null || said.has(intent.id) ? null : record(trail, unresolved, finding);
      if (entry !== null) onEntry(entry);
    }
  } finally {
    stop();
  }
}

/** Null when it could not be looked up. */
async function look(
  provider: ProviderSession,
  unresolved: Unresolved,
  circumstance: Circumstance,
): Promise<Finding | null> {
  try {
    return await investigate(provider, unresolved, circumstance);
  } catch (error) {
    if (asShosekiError(error).code === "INTERNAL") throw error;
    return null;
  }
}

/** A session's own Login says under which name, and by which clock, the server knows it. */
function circumstanceOf(intent: Entry, login: Entry | undefined): Circumstance {
  const offset = login?.AFT?.clockOffsetMs;
  return { user: login?.USR.name ?? intent.USR.name, clockOffsetMs: typeof offset === "number" ? offset : 0 };
}
