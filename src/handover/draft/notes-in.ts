import type { Entry } from "#domain/entry.js";
import type { ReportedNote } from "#domain/handover.js";
import { whoOf } from "#handover/draft/reported-operation.js";

/** What operators have noted, in order. */
export function notesIn(entries: readonly Entry[]): readonly ReportedNote[] {
  return entries.filter(({ phase }) => phase === "note").map(reportedNote);
}

function reportedNote(entry: Entry): ReportedNote {
  const { seq, STR: at, USR, why = "" } = entry;
  return { seq, at, who: whoOf(entry), os: USR.os, console: USR.console, text: why };
}
