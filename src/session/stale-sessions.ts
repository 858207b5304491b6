import type { Entry, Result, Target } from "#domain/entry.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { Journal } from "#journal/journal.js";
import { forgetSession } from "#journal/session-locks.js";
import type { ProviderSession } from "#providers/contract.js";
import { resultOf, statusOf } from "#session/certainty.js";
import type { Ledger } from "#session/ledger.js";
import type { Begun, Trail } from "#session/trail.js";

export interface StaleParts {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly trail: Trail;
  readonly provider: ProviderSession;
  readonly explain: (error: ShosekiError) => string;
  /** Nothing is ended: that they are there is recorded. */
  readonly readOnly: boolean;
}

/**
 * Ends the sessions that writers of this journal which are gone have left at this server, where the login may; else records
 * that they may be there. Each is spoken of once. What cannot be looked up now is left for the next Login.
 */
export async function endStaleSessions(parts: StaleParts, onEntry: (entry: Entry) => void): Promise<void> {
  const { journal, ledger, trail, provider } = parts;
  const { layout } = journal;
  let listed: ReadonlySet<string> | ShosekiError | null = null;
  for (const session of journal.deadSessions()) {
    const login = ledger.loginOf(session);
    if (login !== null && login.HST.endpoint !== trail.endpoint) continue;
    const id = login?.RST?.status === "OK" ? login.AFT?.serverSession : null;
    if (login !== null && typeof id === "string" && id !== provider.login.session) {
      listed ??= await listOf(provider);
      if (listed instanceof Error && listed.code !== "SERVER_FAULT") return;
      const entry = await settle(parts, login, id, listed);
      onEntry(entry);
      // Whether one has been ended of which nothing was heard is seen by the next Login.
      if (entry.OPR === "EndSession" && !isAnswered(entry)) continue;
    }
    forgetSession(layout, session);
  }
}

function isAnswered({ RST }: Entry): boolean {
  return RST?.status === "OK" || RST?.code === "SERVER_FAULT";
}

/** The ids of the server's sessions; none where it keeps no list of them. */
async function listOf({ sessions }: ProviderSession): Promise<ReadonlySet<string> | ShosekiError> {
  try {
    return new Set((await sessions?.all())?.map(({ id }) => id));
  } catch (error) {
    return asShosekiError(error);
  }
}

async function settle(
  { trail, provider, explain, readOnly }: StaleParts,
  login: Entry,
  id: string,
  listed: ReadonlySet<string> | ShosekiError,
): Promise<Entry> {
  const target: Target = { kind: "Session", id, uuid: null, name: login.USR.name };
  const said = (result: Result) => trail.event({ OPR: "SessionEnded", ref: login.id, target, result });
  if (listed instanceof Error)
    return said({ ...resultOf("UNKNOWN", listed, explain), code: "SESSION_NOT_LISTED" });
  if (!listed.has(id)) {
    return said({ status: "OK", code: "SESSION_GONE", message: "The server does not have it any more." });
  }
  if (readOnly) {
    const message =
      "The server still has it: in a read-only session it is left until the server finds it idle.";
    return said({ status: "UNKNOWN", code: "SESSION_LEFT", message });
  }
  const begun = trail.intent({ OPR: "EndSession", target, host: null, before: { session: id } });
  const error = await endSession(provider, id, begun);
  const result: Result = error === null ? { status: "OK" } : resultOf(statusOf(error), error, explain);
  return trail.outcome(begun, {
    before: { session: id },
    after: error === null ? {} : { session: id },
    result,
  });
}

/** Why it was not ended, or is not known to be; null when it was. */
async function endSession(
  { sessions }: ProviderSession,
  id: string,
  { entry }: Begun,
): Promise<ShosekiError | null> {
  try {
    await sessions?.end(id, { operationId: entry.id });
    return null;
  } catch (cause) {
    return asShosekiError(cause);
  }
}
