import { v7 as uuidv7 } from "uuid";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { brokenOff, isOfBrokenOff } from "#handover/draft/broken-off.js";
import { operationsByTarget } from "#handover/draft/by-target.js";
import { failuresIn } from "#handover/draft/failures-in.js";
import { leftoversIn } from "#handover/draft/leftovers-in.js";
import { notesIn } from "#handover/draft/notes-in.js";
import { openProcedures } from "#handover/draft/open-procedures.js";
import { openRuns } from "#handover/draft/open-runs.js";
import { standingsIn } from "#handover/draft/operations-in.js";
import { pendingApprovals } from "#handover/draft/pending-approvals.js";
import { readShift } from "#handover/draft/read-shift.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import { reportedJournal } from "#handover/draft/reported-journal.js";
import { sessionsOfShift } from "#handover/draft/sessions-of-shift.js";
import { shiftStart } from "#handover/draft/shift-start.js";
import { tasksOf } from "#handover/draft/tasks-of.js";
import { reportBytes } from "#handover/exchange/report-bytes.js";
import { heldCasts } from "#handover/held-casts.js";
import { findLines } from "#journal/index/find-lines.js";
import { type Layout, segmentsOf } from "#journal/layout.js";
import { linesBetween } from "#journal/lines-from.js";
import { sessionsIn } from "#journal/sessions.js";

export interface DraftWanted {
  /** The `seq` of the entry that the shift begins with; without it, as `shiftStart` finds it. */
  readonly from?: number | undefined;
  /** That of its last; without it, the newest there is. */
  readonly until?: number | undefined;
  readonly remarks?: Handover["remarks"];
  /** Of a report that is made once more: its UUIDv7, and the number that it has now. */
  readonly id?: string;
  readonly revision?: number;
  readonly answers?: Handover["answers"];
  readonly operator: { readonly os: string; readonly console: string };
  /** The fingerprint of the journal's key. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/**
 * The report of a shift, out of the journal, which is verified on the way. The checkpoint in it is the newest that there is:
 * whoever wants one that has the whole shift signs one before. What comes from people and servers is as JCS can hold it.
 * Throws `JOURNAL_MISSING`, `JOURNAL_DAMAGED`, `CAPSULE_INVALID`, `FILE_UNREADABLE`.
 */
export async function draftOf(layout: Layout, wanted: DraftWanted): Promise<Handover> {
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory: layout.directory });
  const { now = Date.now(), operator, key } = wanted;
  const from = wanted.from ?? (await shiftStart(layout, now));
  const shift = await readShift(layout, from, wanted.until ?? null);
  const { entries } = shift;
  const standings = standingsIn(shift);
  const [first, last] = [entries.at(0), entries.at(-1)];
  const until = last?.seq ?? from - 1;
  const runs = await openRuns(layout, { from, until });
  const broken = brokenOff(entries, entries.some(isOfBrokenOff) ? await loginsOf(layout) : []);
  const made = new Date(now).toISOString();
  const { handover } = reportBytes({
    format: "shoseki-handover/1",
    id: wanted.id ?? uuidv7(),
    revision: wanted.revision ?? 1,
    made,
    outgoing: { ...operator, key },
    shift: {
      from: first?.STR ?? made,
      to: last?.END ?? last?.STR ?? made,
      firstSeq: from,
      lastSeq: until,
      sessions: sessionsOfShift(await sessionsIn(layout), entries, standings, broken),
      recordings: recordingsIn(entries),
      lost: (await heldCasts(layout, await linesBetween(layout, from, until))).lost,
    },
    operations: operationsByTarget(standings),
    failures: failuresIn(standings, entries),
    procedures: await openProcedures(runs),
    machines: leftoversIn(entries),
    tasks: tasksOf(shift.unresolved, standings),
    approvals: pendingApprovals(runs),
    notes: notesIn(entries),
    journal: await reportedJournal(layout),
    remarks: wanted.remarks ?? {},
    answers: wanted.answers ?? [],
  });
  return handover;
}

async function loginsOf(layout: Layout): Promise<readonly Entry[]> {
  const logins: Entry[] = [];
  for await (const { entry } of findLines(layout, { op: (OPR) => OPR === "Login" })) logins.push(entry);
  return logins;
}
