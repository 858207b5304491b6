import type { Entry, Facts, Target } from "#domain/entry.js";
import { asShosekiError, type ErrorCode, failure, type ShosekiError } from "#domain/errors.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import { Inventory } from "#inventory/inventory.js";
import type { Checkpointing } from "#journal/checkpointing.js";
import type { Journal } from "#journal/journal.js";
import type { Line } from "#journal/line.js";
import type { ProviderSession } from "#providers/contract.js";
import type { LoginFacts } from "#providers/login-facts.js";
import { type AnchorPlace, eventLog } from "#session/anchor-place.js";
import { Anchoring } from "#session/anchoring.js";
import { resultOf, statusOf } from "#session/certainty.js";
import { HandoverHold } from "#session/handover-hold.js";
import { Ledger } from "#session/ledger.js";
import type { SessionWatcher } from "#session/life.js";
import type { RestrainedNeighbours } from "#session/neighbouring.js";
import type { Cadence } from "#session/pulse.js";
import { type RecoveryParts, recoverEnded, recoverRunning } from "#session/recover-all.js";
import type { Restraints } from "#session/restraints.js";
import { Rights } from "#session/rights.js";
import { Session } from "#session/session.js";
import { endStaleSessions } from "#session/stale-sessions.js";
import type { Begun, Trail } from "#session/trail.js";

/** Why a Login follows another one: the session before it was over, and not by a Logout. */
export interface Reopening {
  /** The Shoseki session that is over. */
  readonly after: string;
  /** What ended it. Only the code: an error's stack would keep that session, and so each would keep all before it. */
  readonly endedBy: ErrorCode;
  readonly consent: "operator" | "profile";
  /** Who wanted that nothing is changed in it: what an operator has switched on outlasts it. */
  readonly readOnly: ReadOnlyBy | null;
}

export interface SessionOptions {
  /** The name by which it goes: `vc1`. */
  readonly name: string;
  readonly journal: Journal;
  readonly trail: Trail;
  /** The sessions beside it, where it is not alone. */
  readonly neighbours?: RestrainedNeighbours | undefined;
  /** Connects and logs in, once. */
  readonly connect: () => Promise<ProviderSession>;
  /** Puts an error in words for the record. */
  readonly explain: (error: ShosekiError) => string;
  /** Told of every entry that is not the answer to a command, Logout aside: Login, what recovery found, anchors with why. */
  readonly onEntry: (entry: Entry, error?: ShosekiError | null) => void;
  /** The journal's checkpoints, for anchors. They say themselves when there is none. */
  readonly checkpoints: Checkpointing;
  /** Where checkpoints are anchored beside the platform's own event log. */
  readonly anchorPlaces: readonly AnchorPlace[];
  /** Told why an anchor could not be recorded. */
  readonly onProblem: (error: ShosekiError) => void;
  /** Told, once the session is there, how it fares. */
  readonly watcher?: SessionWatcher;
  readonly restraints: Restraints;
  readonly reopening?: Reopening | undefined;
  /** How often the server is asked whether it is there. */
  readonly cadence?: Cadence | undefined;
  /** How long the way to the server may be gone until the session is given up, in milliseconds; for ever, where this is not said. */
  readonly patienceMs?: number | undefined;
  /** Shown the newest lines that the journal holds already, and older ones that are unresolved; in order. */
  readonly onPast?: (line: Line) => void;
  /**
   * Of a session that lasts: a task of an earlier one that still runs is watched beside the work, and does not hold up the
   * Login. Aborted when the session is not wanted any more: what has not been found out by then is left for the next Login.
   */
  readonly lastsUntil?: AbortSignal | undefined;
  /** Aborted: a task of an earlier session that still runs is not waited for, nor is an anchor. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Logs in, reads the inventory, and finds out what became of intents whose writer is gone. The Login is an intent and an
 * outcome, whatever comes of it. Throws why there is no session, once that is recorded; or the journal's errors.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { journal, trail, explain, onEntry } = options;
  const restraints = restraintsOf(options);
  const lock = journal.holdSession(trail.session);
  let ledger: Ledger | null = null;
  let hold: HandoverHold | undefined;
  let loggedIn: { provider: ProviderSession; login: Entry };
  try {
    ledger = await Ledger.follow(journal, trail.endpoint, options.onPast);
    if (restraints.holdUntilHandover === true) hold = await HandoverHold.follow(journal);
    loggedIn = await logIn(options, restraints.readOnly !== null || hold?.isHeld === true);
  } catch (error) {
    ledger?.close();
    hold?.close();
    lock.release();
    throw error;
  }
  const { provider, login } = loggedIn;
  const inventory = new Inventory();
  const events = eventLog(provider, login);
  const places = [...(events === null ? [] : [events]), ...options.anchorPlaces];
  const anchoring = new Anchoring({ ...options, places });
  const session = new Session({
    ...options,
    restraints,
    provider,
    inventory,
    login,
    ledger,
    lock,
    hold,
    anchoring,
    rights: new Rights(provider),
  });
  // From here on its Logout lets go of everything.
  try {
    onEntry(login);
    const { watcher = {} } = options;
    await session.begin({
      ...watcher,
      onLost: (error) => {
        if (events !== null) anchoring.leaveOut(events);
        watcher.onLost?.(error);
      },
    });
    // First, so that nothing can come of them any more while it is found out what has.
    const readOnly = session.restraints.readOnly !== null;
    await endStaleSessions({ journal, ledger, trail, provider, explain, readOnly }, onEntry);
    const { signal, lastsUntil, neighbours } = options;
    const recovery = (...until: readonly (AbortSignal | undefined)[]): RecoveryParts => {
      const ground = { session: provider, inventory, neighbours, signal: anyOf(until) };
      return { journal, ledger, trail, ground };
    };
    const running = await recoverEnded(recovery(signal, lastsUntil), onEntry);
    if (lastsUntil === undefined) await recoverRunning(recovery(signal), running, onEntry);
    else session.beside((leaving) => recoverRunning(recovery(signal, leaving), running, onEntry));
    anchoring.begin();
    return session;
  } catch (error) {
    await session.logout().then(
      (logout) => onEntry(logout),
      () => undefined,
    );
    throw error;
  }
}

function anyOf(signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((each) => each !== undefined));
}

/** What waited for a handover is asked of the journal again. */
function restraintsOf({ restraints, reopening }: SessionOptions): Restraints {
  const before = reopening?.readOnly === "handover" ? null : reopening?.readOnly;
  return { ...restraints, readOnly: restraints.readOnly ?? before ?? null };
}

async function logIn({ trail, connect, explain, onEntry, reopening }: SessionOptions, readOnly: boolean) {
  const target: Target = { kind: "Endpoint", id: null, uuid: null, name: trail.endpoint };
  const before = reopening === undefined ? {} : reopeningFacts(reopening);
  const begun = trail.intent({
    OPR: "Login",
    target,
    host: null,
    ...(reopening === undefined ? {} : { before }),
  });
  const provider = await connect().catch((cause: unknown) => {
    throw notLoggedIn(asShosekiError(cause), trail, begun, explain, onEntry);
  });
  trail.user = provider.login.user;
  try {
    const login = trail.outcome(begun, {
      before,
      after: { ...loginFacts(provider.login), readOnly },
      result: { status: "OK" },
      target: { ...target, uuid: provider.login.serverUuid },
    });
    return { provider, login };
  } catch (error) {
    // No Logout: it could not be recorded either. The server ends the session when it finds it idle.
    await provider.close();
    throw error;
  }
}

function notLoggedIn(
  cause: ShosekiError,
  trail: Trail,
  begun: Begun,
  explain: SessionOptions["explain"],
  onEntry: SessionOptions["onEntry"],
): ShosekiError {
  const error = notSent(cause, trail.endpoint);
  const result = resultOf(statusOf(error), error, explain);
  onEntry(trail.outcome(begun, { before: begun.entry.BEF ?? {}, after: {}, result }));
  return error;
}

/** What a Login says of the session that it takes the place of. */
function reopeningFacts({ after, endedBy, consent }: Reopening): Facts {
  return { previous: after, endedBy, consent };
}

/** Before there is a session, a call that could not be sent means that the server could not be reached. */
function notSent(error: ShosekiError, endpoint: string): ShosekiError {
  const { problem } = error;
  return problem.code === "NOT_SENT"
    ? failure("UNREACHABLE", { endpoint, cause: problem.facts.cause }, error)
    : error;
}

function loginFacts({ product, apiVersion, clockOffsetMs, trust, certificate, session }: LoginFacts): Facts {
  return { product, apiVersion, clockOffsetMs, trust, certificate, serverSession: session };
}
