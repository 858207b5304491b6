import { IncomingReport } from "#console/handover/incoming-report.js";
import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";

/** What an operator has done, whether it is known how it went or not. */
const DONE: ReadonlySet<string> = new Set(["OK", "UNKNOWN"]);

/** Outcomes that are of the session, and of no operation. */
const OF_THE_SESSION: ReadonlySet<string> = new Set(["Login", "Logout"]);

/** How this console stands with handovers, by the journal's entries as they come. */
export class HandoverModel {
  #isUsed = false;
  #undelivered = 0;
  #reading: { readonly report: string; readonly incoming: IncomingReport } | null = null;

  /** @param isOwn whether this console has written it */
  add(entry: Entry, isOwn: boolean): void {
    if (entry.phase === "handover") this.noteUse();
    if (entry.OPR === "HandOver") this.#undelivered = 0;
    if (isOwn && entry.phase === "outcome" && isDone(entry)) this.#undelivered += 1;
  }

  /** Handovers are used with this journal: it has some, or its profile asks for them. */
  noteUse(): void {
    this.#isUsed = true;
  }

  /** How many operations of this console nobody has been handed over; none, where handovers are not used at all. */
  get undelivered(): number {
    return this.#isUsed ? this.#undelivered : 0;
  }

  /**
   * A report that is being read, with what was seen and asked of it before, where it was put aside.
   *
   * @param report lower-case hex SHA-256 of its bytes
   */
  read(report: string, handover: Handover): IncomingReport {
    if (this.#reading?.report !== report) this.#reading = { report, incoming: new IncomingReport(handover) };
    return this.#reading.incoming;
  }
}

function isDone({ OPR, RST }: Entry): boolean {
  return !OF_THE_SESSION.has(OPR) && DONE.has(RST?.status ?? "");
}
