import type { Entry } from "#domain/entry.js";
import { keptCapsules } from "#handover/capsule/kept-capsules.js";
import type { KeptShift } from "#handover/capsule/read-kept.js";
import type { Layout } from "#journal/layout.js";
import { type SessionFound, sessionsIn } from "#journal/sessions.js";

/** A session that was recorded, in a journal or in a shift that was taken over into it. */
export interface RecordedSession extends SessionFound {
  /** The name of the journal that the shift came from; null for a session of this one. */
  readonly journal: string | null;
}

export interface RecordedSessions {
  /** In the order of their Logins, by the clock: the newest last. */
  readonly sessions: readonly RecordedSession[];
  /** Shifts that were taken over, and that cannot be read. */
  readonly unread: readonly { readonly file: string; readonly problem: string }[];
}

/** The sessions of which there is a recording. Throws `JOURNAL_DAMAGED`. */
export async function recordedSessions(layout: Layout): Promise<RecordedSessions> {
  const known = new Map<string, RecordedSession>();
  const unread: { file: string; problem: string }[] = [];
  for await (const { shift, fault } of keptCapsules(layout)) {
    if (fault !== null) unread.push({ file: fault.member, problem: fault.problem });
    else for (const one of sessionsOf(shift)) known.set(one.session, after(known.get(one.session), one));
  }
  for (const own of await sessionsIn(layout)) known.set(own.session, { ...own, journal: null });
  const sessions = [...known.values()]
    .filter(({ casts }) => casts.length > 0)
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  return { sessions, unread };
}

/** As the report of the shift has them. */
function sessionsOf({ handover, origin, entries }: KeptShift): readonly RecordedSession[] {
  return handover.shift.sessions.map((reported) => ({
    ...reported,
    casts: castsOf(reported.session, entries),
    journal: origin,
  }));
}

/** A session that goes on from one shift to the next has done what it did in both. */
function after(earlier: RecordedSession | undefined, later: RecordedSession): RecordedSession {
  if (earlier === undefined) return later;
  return {
    ...later,
    operations: earlier.operations + later.operations,
    failures: earlier.failures + later.failures,
    casts: [...new Set([...earlier.casts, ...later.casts])],
  };
}

/** In the order in which the session's entries first name them. */
function castsOf(session: string, entries: readonly Entry[]): readonly string[] {
  const files = entries.flatMap(({ USR, cast, recording }) =>
    USR.session === session ? [cast?.file ?? recording?.file] : [],
  );
  return [...new Set(files)].filter((file) => file !== undefined);
}
