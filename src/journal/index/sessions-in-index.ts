import type { Entry, Phase } from "#domain/entry.js";
import { IndexMistaken } from "#journal/index/lines-at.js";
import type { OpenIndex } from "#journal/index/open-index.js";
import type { Answering, Unresolved } from "#journal/intents.js";
import type { SessionTally } from "#journal/session-tallies.js";

/** What came together of the sessions, and the entries that say when each began and was over. Throws as `OpenIndex` does. */
export function talliesIn(index: OpenIndex): {
  readonly tallies: readonly SessionTally[];
  readonly entries: readonly Entry[];
} {
  const tallies = index.rows("SELECT * FROM sessions").map(tallyOf);
  const saying = "SELECT login FROM sessions UNION SELECT ended FROM sessions";
  const places = index.places(`SELECT seq, at, length FROM entries WHERE seq IN (${saying}) ORDER BY seq`);
  const entries = new Map([...index.linesAt(places)].map(({ entry }) => [entry.seq, entry]));
  for (const { session, login, ended } of tallies) {
    for (const seq of [login, ended]) {
      if (seq !== null && entries.get(seq)?.USR.session !== session)
        throw new IndexMistaken(`${seq} is not of the session ${session}`);
    }
  }
  return { tallies, entries: [...entries.values()] };
}

/** What is unresolved, and the session that began it, in the order of the intents. Throws as `OpenIndex` does. */
export function openSessionsIn(
  index: OpenIndex,
): readonly Unresolved<Answering & { readonly session: string }>[] {
  return index.rows("SELECT id, outcome, session FROM unresolved ORDER BY n").map((row) => {
    const noted = (phase: Phase) => ({ id: String(row.id), phase, session: String(row.session) });
    return { intent: noted("intent"), outcome: row.outcome === null ? null : noted("outcome") };
  });
}

/** A row of the table `sessions`. */
export function tallyOf({
  session,
  login,
  ended,
  operations,
  failures,
  casts,
}: Record<string, unknown>): SessionTally {
  const seq = (value: unknown) => (value === null ? null : Number(value));
  return {
    session: String(session),
    login: seq(login),
    ended: seq(ended),
    operations: Number(operations),
    failures: Number(failures),
    casts: filesIn(String(casts)),
  };
}

function filesIn(text: string): readonly string[] {
  return text === "" ? [] : text.split(" ");
}
