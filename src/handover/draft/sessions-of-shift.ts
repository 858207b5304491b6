import type { Entry } from "#domain/entry.js";
import type { ReportedSession } from "#domain/handover.js";
import { isOperation, type Standing } from "#handover/draft/operations-in.js";
import type { SessionFound } from "#journal/sessions.js";

/**
 * The sessions that have an entry in a shift, in the order of their Logins, with what they have done in it: one that goes on
 * from the shift before began before this one.
 *
 * @param known all sessions of the journal
 * @param broken those of them that broke off, by their ids
 */
export function sessionsOfShift(
  known: readonly SessionFound[],
  entries: readonly Entry[],
  standings: readonly Standing[],
  broken: ReadonlySet<string>,
): readonly ReportedSession[] {
  const here = new Set(entries.map(({ USR }) => USR.session));
  const end = entries.at(-1);
  const until = end === undefined ? "" : (end.END ?? end.STR);
  const done = Map.groupBy(
    standings.filter(({ last }) => last.phase !== "intent" && isOperation(last)),
    ({ intent, last }) => (intent ?? last).USR.session,
  );
  return known
    .filter(({ session }) => here.has(session))
    .map(({ session, who, os, console, endpoint, from, to }) => {
      const own = done.get(session) ?? [];
      return {
        session,
        who,
        os,
        console,
        endpoint,
        from,
        to: to !== null && to <= until ? to : null,
        brokeOff: broken.has(session),
        operations: own.length,
        failures: own.filter(({ last }) => last.RST?.status !== "OK").length,
      };
    });
}
