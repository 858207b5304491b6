import type { Entry } from "#domain/entry.js";
import type { SessionEventName } from "#domain/session-event.js";
import { type Answering, isLogin, type Unresolved } from "#journal/intents.js";

/** What has come together of a session. */
export interface SessionTally {
  readonly session: string;
  /** `seq` of the outcome of its Login; null as long as it has none that is OK. */
  readonly login: number | null;
  /** `seq` of what says that it is over: the outcome of its Logout, or that the server has ended it. */
  readonly ended: number | null;
  /** Of which it is known how they stand. What others have found out of them since is in it. */
  readonly operations: number;
  /** Those of them that are not OK. */
  readonly failures: number;
  /** The recordings that its entries name, in the order in which they first do. */
  readonly casts: readonly string[];
}

/** What of an entry is counted. */
export interface Tallied extends Answering, Pick<Entry, "seq" | "OPR"> {
  readonly USR: Pick<Entry["USR"], "session">;
  readonly cast?: { readonly file: string } | undefined;
  readonly recording?: { readonly file: string } | undefined;
}

/** What is an intent and an outcome too, and no operation. */
const NO_OPERATIONS: ReadonlySet<string> = new Set(["Login", "Logout", "EndSession"]);

const ENDED: SessionEventName = "SessionEnded";

/** Counts, entry by entry, what sessions have done. */
export class SessionTallies {
  readonly #earlier: (session: string) => SessionTally | null;
  readonly #counted = new Map<string, SessionTally>();

  /** @param earlier what came together of a session before the first entry that is added here */
  constructor(earlier: (session: string) => SessionTally | null) {
    this.#earlier = earlier;
  }

  /** @param open what the entry answers, as it stood before it, and the session that began it */
  add(entry: Tallied, open: Unresolved<{ readonly session: string }> | null): void {
    const { session } = entry.USR;
    const file = entry.cast?.file ?? entry.recording?.file;
    const tally = this.#of(session);
    if (file !== undefined && !tally.casts.includes(file))
      this.#put({ ...tally, casts: [...tally.casts, file] });
    if (isLogin(entry) && entry.RST?.status === "OK") this.#put({ ...this.#of(session), login: entry.seq });
    else if (isEnd(entry)) this.#put({ ...this.#of(session), ended: entry.seq });
    else this.#answer(entry, open);
  }

  /** Of the sessions that entries were added of; in no order. */
  counted(): readonly SessionTally[] {
    return [...this.#counted.values()];
  }

  #answer({ phase, OPR, RST, USR }: Tallied, open: Unresolved<{ readonly session: string }> | null): void {
    const isAnswer = phase === "outcome" || (phase === "recovery" && open !== null);
    if (!isAnswer || NO_OPERATIONS.has(OPR)) return;
    const tally = this.#of(open?.intent.session ?? USR.session);
    // Its outcome UNKNOWN was counted, as a failure.
    const counted = open !== null && open.outcome !== null ? 1 : 0;
    const failed = RST?.status === "OK" ? 0 : 1;
    const operations = tally.operations + 1 - counted;
    this.#put({ ...tally, operations, failures: tally.failures + failed - counted });
  }

  #of(session: string): SessionTally {
    const counted = this.#counted.get(session);
    if (counted !== undefined) return counted;
    const none = { session, login: null, ended: null, operations: 0, failures: 0, casts: [] };
    const tally = this.#earlier(session) ?? none;
    // It is not looked up again for each entry.
    this.#put(tally);
    return tally;
  }

  #put(tally: SessionTally): void {
    this.#counted.set(tally.session, tally);
  }
}

/** What a later Login says of a session that broke off (`ref`) is not when it was over. */
function isEnd({ OPR, phase, ref }: Tallied): boolean {
  return (OPR === "Logout" && phase === "outcome") || (OPR === ENDED && ref === undefined);
}
