import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import { mustBe, mustHold } from "#handover/capsule/must-agree.js";
import { brokenOff } from "#handover/draft/broken-off.js";
import type { Standing } from "#handover/draft/operations-in.js";
import { sessionsOfShift } from "#handover/draft/sessions-of-shift.js";
import { isLogin } from "#journal/intents.js";
import type { SessionFound } from "#journal/sessions.js";

/**
 * Holds what a report says of sessions against the entries of the shift: each has some of them, is whose it says, and has done what it
 * says; none that has logged in in it is left out. When one began that was there before, and when one ended of which the entries say
 * nothing, is the report's word. Throws `CapsuleUnsound`.
 *
 * @param earlier as `earlierIntents` answers them
 * @param standings of the shift, with these
 */
export function checkSessions(
  { shift: { sessions } }: Handover,
  here: readonly Entry[],
  earlier: ReadonlyMap<string, Entry>,
  standings: readonly Standing[],
): void {
  const said = new Map(sessions.map((each) => [each.session, each]));
  mustHold(said.size === sessions.length, "sessions");
  const logins = new Map(
    here
      .filter((entry) => isLogin(entry) && entry.RST?.status === "OK")
      .map((entry) => [entry.USR.session, entry]),
  );
  for (const [session, { seq }] of logins) mustHold(said.has(session), "sessions", seq);
  const known = sessions.map((each): SessionFound => {
    const { session, who, endpoint, from, to } = each;
    const own = here.filter(({ USR }) => USR.session === session);
    const login = logins.get(session);
    const { os, console } = own[0]?.USR ?? { os: "", console: "" };
    const end = own.findLast(isEnd);
    return {
      session,
      who: login?.USR.name ?? who,
      os,
      console,
      endpoint: login?.HST.endpoint ?? endpoint,
      from: login?.STR ?? from,
      to: end === undefined ? to : (end.END ?? end.STR),
      operations: 0,
      failures: 0,
      casts: [],
    };
  });
  // Which Login from before the shift an entry speaks of, the entries do not say.
  const word = sessions.filter(({ session, brokeOff }) => brokeOff && !logins.has(session));
  const broken = new Set([...brokenOff(here, [...logins.values()]), ...word.map(({ session }) => session)]);
  const worked = sessionsOfShift(known, here, standings, broken);
  const isCounted = !isFoundOutLater(here, earlier);
  for (const [index, each] of sessions.entries()) {
    const { operations, failures, ...is } = worked[index] ?? { operations: 0, failures: 0 };
    const counts = isCounted ? { operations, failures } : {};
    mustBe("sessions", each, { ...each, ...is, ...counts });
    mustHold("session" in is, "sessions");
  }
}

/** As the journal's list of sessions sees it. */
function isEnd({ OPR, phase, ref }: Entry): boolean {
  return (OPR === "Logout" && phase === "outcome") || (OPR === "SessionEnded" && ref === undefined);
}

/** Whose it was what was found out of an intent from before the shift, the entries do not say: it may be counted with another session. */
function isFoundOutLater(here: readonly Entry[], earlier: ReadonlyMap<string, Entry>): boolean {
  return here.some(({ phase, ref }) => phase === "recovery" && earlier.has(ref ?? ""));
}
