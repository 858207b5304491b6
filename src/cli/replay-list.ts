import type { Setting } from "#cli/io.js";
import { lengthOf } from "#console/replay/session-length.js";
import { cutTo } from "#console/widgets/width.js";
import { failure } from "#domain/errors.js";
import { type RecordedSession, recordedSessions } from "#handover/recorded-sessions.js";
import { type Layout, segmentsOf } from "#journal/layout.js";
import { whoCell } from "#listings/entry-cells.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";

/**
 * Prints the sessions that have a recording, the oldest first, also those of shifts that were taken over: who, when, how long, how
 * many operations and failures; in a terminal each in one of its lines, by as many letters as `replay` takes to name it. Answers 1
 * where one of those shifts cannot be read. Throws `JOURNAL_MISSING`.
 */
export async function listRecorded({ io, json, catalogue }: Setting, layout: Layout): Promise<0 | 1> {
  const { directory } = layout;
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory });
  const { sessions, unread } = await recordedSessions(layout);
  const { columns, none } = catalogue.replay;
  if (json) for (const session of sessions) io.out(JSON.stringify({ session }));
  else if (sessions.length === 0) io.out(printable(none({ directory })));
  else {
    const head = [
      columns.session,
      columns.began,
      columns.length,
      columns.operations,
      columns.failures,
      columns.who,
      columns.endpoint,
      columns.recordings,
      columns.journal,
    ];
    const { columns: width } = io;
    const letters = width === undefined ? undefined : lettersToTell(sessions);
    const rows = sessions.map((found) => [
      found.session.slice(0, letters),
      width === undefined ? found.from : found.from.replace(/\.\d+Z$/u, "Z"),
      lengthOf(found, catalogue),
      String(found.operations),
      String(found.failures),
      whoCell({ ...found, name: found.who }),
      found.endpoint,
      String(found.casts.length),
      found.journal ?? "-",
    ]);
    const lines = table([head, ...rows]);
    io.out((width === undefined ? lines : lines.map((line) => cutTo(line, width))).join("\n"));
  }
  for (const shift of unread) io.err(printable(catalogue.replay.unread(shift)));
  return unread.length > 0 ? 1 : 0;
}

const FEWEST_LETTERS = 8;

/** How many of its first letters tell each session from all others. */
function lettersToTell(sessions: readonly RecordedSession[]): number {
  let letters = FEWEST_LETTERS;
  while (new Set(sessions.map(({ session }) => session.slice(0, letters))).size < sessions.length)
    letters += 1;
  return letters;
}
