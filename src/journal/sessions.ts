import type { Entry } from "#domain/entry.js";
import { type ByIndexOptions, byIndex } from "#journal/index/by-index.js";
import { endOf } from "#journal/index/extent.js";
import type { OpenIndex } from "#journal/index/open-index.js";
import { openSessionsIn, talliesIn } from "#journal/index/sessions-in-index.js";
import { type Answering, IntentBook } from "#journal/intents.js";
import type { Layout } from "#journal/layout.js";
import { readLines, readLinesFrom, wholeLines } from "#journal/read-lines.js";
import { SessionTallies, type SessionTally } from "#journal/session-tallies.js";

/** A session at an endpoint: from its Login on. */
export interface SessionFound {
  /** The Shoseki session's UUIDv7. */
  readonly session: string;
  /** The login, as the server reports it. */
  readonly who: string;
  readonly os: string;
  readonly console: string;
  readonly endpoint: string;
  /** `STR` of its Login, RFC 3339. */
  readonly from: string;
  /** When it was over: by its Logout, or as the server ended it. Null while it lasts, or where it broke off. */
  readonly to: string | null;
  /** Operations of which it is known how they stand, also where that was found out later. */
  readonly operations: number;
  /** Those of them that are NG, REFUSED or (still) UNKNOWN. */
  readonly failures: number;
  /** The recordings that its entries name, in the order in which they first do. */
  readonly casts: readonly string[];
}

/** An intent that is open, or its outcome, and the session that began it. */
type Open = Answering & { readonly session: string };

/**
 * The sessions that have logged in, in the order in which they did: the newest last. By the index where there is one; the
 * answer is the same without. Throws `JOURNAL_DAMAGED`.
 */
export async function sessionsIn(
  layout: Layout,
  options: ByIndexOptions = {},
): Promise<readonly SessionFound[]> {
  return await byIndex(layout, options, (index) => read(layout, index));
}

async function read(layout: Layout, index: OpenIndex | null): Promise<readonly SessionFound[]> {
  const { tallies: earlier, entries } = index === null ? NOTHING : talliesIn(index);
  const known = new Map(earlier.map((tally) => [tally.session, tally]));
  const saying = new Map(entries.map((entry) => [entry.seq, entry]));
  const tallies = new SessionTallies((session) => known.get(session) ?? null);
  const book = new IntentBook<Open>(index === null ? [] : openSessionsIn(index));
  const rest = index === null ? readLines(layout) : readLinesFrom(layout, endOf(index.extent));
  for await (const { entry } of wholeLines(rest)) {
    tallies.add(entry, book.openOf(entry.ref));
    book.add({ ...entry, session: entry.USR.session });
    // A session has few of these.
    if (SAYING.has(entry.OPR)) saying.set(entry.seq, entry);
  }
  for (const tally of tallies.counted()) known.set(tally.session, tally);
  return [...known.values()]
    .sort((a, b) => (a.login ?? 0) - (b.login ?? 0))
    .flatMap((tally) => foundOf(tally, saying));
}

const NOTHING = { tallies: [], entries: [] };

/** What says when a session began and when it was over. */
const SAYING: ReadonlySet<string> = new Set(["Login", "Logout", "SessionEnded"]);

/** None of what has not logged in. */
function foundOf(tally: SessionTally, saying: ReadonlyMap<number, Entry>): readonly SessionFound[] {
  const { session, operations, failures, casts } = tally;
  const login = tally.login === null ? undefined : saying.get(tally.login);
  if (login === undefined) return [];
  const end = tally.ended === null ? undefined : saying.get(tally.ended);
  const { name: who, os, console } = login.USR;
  const { endpoint } = login.HST;
  const to = end === undefined ? null : (end.END ?? end.STR);
  return [{ session, who, os, console, endpoint, from: login.STR, to, operations, failures, casts }];
}
