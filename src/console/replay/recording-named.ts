import { realpathSync } from "node:fs";
import { basename, dirname } from "node:path";
import { castBytes } from "#console/replay/cast-bytes.js";
import { journalRecording } from "#console/replay/journal-recording.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import { failure } from "#domain/errors.js";
import { type RecordedSession, recordedSessions } from "#handover/recorded-sessions.js";
import { findLine } from "#journal/index/find-lines.js";
import { CAST_FILE, type Layout, segmentsOf } from "#journal/layout.js";

const SEQ = /^#?(0|[1-9]\d{0,14})$/u;
/** So many are offered in the place of a word that is none. */
const MOST_NEAREST = 3;

/**
 * What a word means: a file; `last`, the `seq` of an entry (its moment), a session's id or beginning, a recording's name
 * (`<session>-2`), of a journal and of the shifts that were taken over into it. Throws `JOURNAL_MISSING`, `RECORDING_UNKNOWN`,
 * `NOT_RECORDED`, and what `journalRecording` throws.
 */
export async function recordingNamed(layout: Layout, word: string): Promise<RecordingSource> {
  if (word.includes("/") || word.endsWith(".cast")) return await recordingInFile(layout, word);
  const { directory } = layout;
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory });
  const seq = SEQ.exec(word)?.[1];
  if (seq !== undefined) return await recordingOfEntry(layout, Number(seq));
  const { sessions } = await recordedSessions(layout);
  return await journalRecording(layout, fileNamed(sessions, word), null);
}

function fileNamed(sessions: readonly RecordedSession[], word: string): string {
  const own = sessions.findLast(({ journal }) => journal === null);
  const last = (own ?? sessions.at(-1))?.casts.at(-1);
  if (word === "last" && last !== undefined) return last;
  const named = sessions.flatMap(({ casts }) => casts).find((file) => file === `${word}.cast`);
  const file = named ?? onlyOf(sessions, word).casts[0];
  if (file === undefined) throw failure("RECORDING_UNKNOWN", { word, nearest: [] });
  return file;
}

/** The moment of an entry. Throws `ENTRY_UNKNOWN`, `NOT_RECORDED`. */
async function recordingOfEntry(layout: Layout, seq: number): Promise<RecordingSource> {
  const line = await findLine(layout, seq, {});
  if (line === null) throw failure("ENTRY_UNKNOWN", { seq });
  const { cast, recording } = line.entry;
  if (cast !== undefined) return await journalRecording(layout, cast.file, cast.at);
  if (recording !== undefined) return await journalRecording(layout, recording.file, null);
  throw failure("NOT_RECORDED", { seq });
}

/** One of the journal's own, by its name or where it lies, is held against it; another is played as it is. */
async function recordingInFile(layout: Layout, path: string): Promise<RecordingSource> {
  const name = basename(path);
  const bytes = castBytes(path);
  if (bytes === null && path === name && CAST_FILE.test(name))
    return await journalRecording(layout, name, null);
  if (bytes === null) throw failure("RECORDING_UNKNOWN", { word: path, nearest: [] });
  if (CAST_FILE.test(name) && isSame(dirname(path), layout.casts))
    return await journalRecording(layout, name, null);
  return { name: path, bytes, of: { by: "nobody" }, at: null };
}

/** The session whose id begins so, where that is one. */
function onlyOf(sessions: readonly RecordedSession[], word: string): RecordedSession {
  const begun = sessions.filter(({ session }) => word !== "" && session.startsWith(word.toLowerCase()));
  const [only, another] = begun;
  if (only !== undefined && another === undefined) return only;
  const nearest = begun.slice(-MOST_NEAREST).map(({ session }) => session);
  throw failure("RECORDING_UNKNOWN", { word, nearest });
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
