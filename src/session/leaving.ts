import type { Entry } from "#domain/entry.js";
import { asShosekiError, failure, type ShosekiError } from "#domain/errors.js";
import type { SessionLock } from "#journal/session-locks.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Anchoring } from "#session/anchoring.js";
import { resultOf, statusOf } from "#session/certainty.js";
import type { Ledger } from "#session/ledger.js";
import type { SessionLife } from "#session/life.js";
import type { Trail } from "#session/trail.js";
import type { UnderWay } from "#session/under-way.js";

/** How long a Logout is waited for while the way to the server is gone, in milliseconds. */
const BLIND_LOGOUT_MS = 3_000;

/** What a session lets go of. */
export interface LeavingParts {
  readonly provider: ProviderSession;
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
  /** The Login's outcome. */
  readonly login: Entry;
  readonly ledger: Ledger;
  readonly lock: SessionLock;
  readonly anchoring: Anchoring;
  readonly life: SessionLife;
  readonly underWay: UnderWay;
}

/**
 * The last anchor; then ends the session at the server and lets go of the connections. The outcome is recorded whatever
 * comes of it. Where the server has ended it, there is nothing to ask for: what says so is answered.
 */
export async function leave(parts: LeavingParts): Promise<Entry> {
  const { provider, trail, explain, login, ledger, lock, anchoring, life, underWay } = parts;
  let isOver = false;
  try {
    // The session is kept alive, and the way to the server looked for, as long as something waits for it.
    await anchoring.end(life.isInterrupted ? BLIND_LOGOUT_MS : undefined);
    await underWay.settled();
    life.leave();
    const { ending } = life;
    isOver = ending !== null;
    if (ending !== null) return ending;
    const begun = trail.intent({ OPR: "Logout", target: login.TGT, host: null });
    const error = await logOut(parts).then(
      () => null,
      (cause: unknown) => asShosekiError(cause),
    );
    const result = error === null ? { status: "OK" as const } : resultOf(statusOf(error), error, explain);
    isOver = error === null || error.code === "SESSION_ENDED";
    return trail.outcome(begun, { before: {}, after: {}, result });
  } finally {
    await provider.close();
    ledger.close();
    // What may be left at the server is looked for by the next Login there.
    if (isOver) lock.release();
    else lock.leave();
  }
}

/** Once the way to the server or its trust is gone there is no use in waiting for the answer as long as otherwise. */
async function logOut({ provider, life }: LeavingParts): Promise<void> {
  const { isInterrupted, lost } = life;
  if (!isInterrupted && lost === null) return await provider.logout();
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(failure("REPLY_TIMEOUT", { seconds: BLIND_LOGOUT_MS / 1000 }));
  const timer = setTimeout(late, BLIND_LOGOUT_MS);
  try {
    await Promise.race([provider.logout(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
