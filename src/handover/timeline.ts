import type { Entry } from "#domain/entry.js";
import { whoOf } from "#handover/draft/reported-operation.js";
import type { TimelineRow } from "#handover/timeline-row.js";
import { causeCell, changeCell, whoCell } from "#listings/entry-cells.js";

/**
 * The entries of a shift as its timeline shows them, in order. Pieces of recordings are left out: they say nothing of the shift.
 * Where several persons have worked in it, each row says which of them it was.
 */
export function timelineOf(entries: readonly Entry[]): readonly TimelineRow[] {
  const persons = new Set(entries.map(({ USR: { os, console } }) => `${os}@${console}`));
  const whoIs = (entry: Entry) =>
    persons.size > 1 ? whoCell({ ...entry.USR, name: whoOf(entry) }) : whoOf(entry);
  return entries.filter(({ OPR }) => OPR !== "RecordChunk").map((entry) => rowOf(entry, whoIs(entry)));
}

function rowOf(entry: Entry, who: string): TimelineRow {
  const { seq, STR, END, OPR, TGT, RST, phase, cast } = entry;
  const isIntent = phase === "intent";
  return {
    seq,
    at: END ?? STR,
    who,
    OPR,
    target: TGT.kind === "Journal" ? "" : TGT.name,
    change: CHANGING.has(phase) ? changeCell(entry) : "",
    status: isIntent ? null : (RST?.status ?? null),
    said: saidIn(entry),
    cast: cast ?? null,
  };
}

/** What else is read of a target, or said of it, is no change of it. */
const CHANGING: ReadonlySet<Entry["phase"]> = new Set<Entry["phase"]>(["outcome", "recovery", "session"]);

function saidIn({ why = "", RST }: Entry): string {
  const cause = RST === undefined || RST.status === "OK" ? "" : causeCell(RST);
  return [cause, why].filter((part) => part !== "").join(" ");
}
