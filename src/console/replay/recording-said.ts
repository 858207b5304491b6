import type { Entry } from "#domain/entry.js";
import type { Fault } from "#domain/journal-fault.js";
import type { RecordingEventName } from "#domain/recording.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import { decodeLine } from "#journal/line.js";
import { type RawLine, readLines } from "#journal/read-lines.js";
import { recordingOf } from "#journal/recording-of.js";
import { ChainCheck } from "#journal/verify/chain-check.js";
import { type NamedRecording, namedRecordings } from "#journal/verify/named-recording.js";
import type { EntryMark } from "#journal/verify/segment-scan.js";

/** What a journal says of a recording, or the first thing that is wrong with that. */
export interface RecordingSaid {
  /** Null where no entry is about it, and where something is wrong. */
  readonly named: NamedRecording | null;
  readonly fault: Fault | null;
}

/**
 * Reads what a journal says of a recording. The entries from its beginning to its end are checked, each of them, by the keys that
 * the journal names: whether these are right is for `verify`. Throws `JOURNAL_DAMAGED` for what is no entry before that.
 */
export async function recordingSaid(layout: Layout, file: string): Promise<RecordingSaid> {
  const beginning = await beginningOf(layout, file);
  if (beginning === null) return { named: null, fault: null };
  const { seq, keys } = beginning;
  const check = new ChainCheck({ seq, prev: null, keys });
  const said: Entry[] = [];
  const marks: EntryMark[] = [];
  for await (const raw of readLines(layout, seq)) {
    if (!raw.complete || raw.segment.firstSeq + raw.number - 1 < seq) continue;
    const wrong = check.next(raw.bytes, raw.number === 1 ? raw.segment.firstSeq : null);
    if (wrong !== null) return { named: null, fault: { ...placeOf(raw), ...wrong } };
    const line = decodeLine(raw.bytes);
    if ("problem" in line) continue;
    const { entry } = line;
    if (entry.cast?.file === file) marks.push({ seq: entry.seq, OPR: entry.OPR, ...entry.cast });
    if (entry.phase !== "recording" || recordingOf(entry) !== file) continue;
    said.push(entry);
    if (entry.OPR === STOP) break;
  }
  const { recordings, fault } = namedRecordings(said, marks);
  return { named: recordings[0] ?? null, fault };
}

const STOP: RecordingEventName = "StopRecording";

/** The first entry about a recording, and the keys before it; null where there is none. */
async function beginningOf(
  layout: Layout,
  file: string,
): Promise<{ readonly seq: number; readonly keys: readonly Entry[] } | null> {
  const keys: Entry[] = [];
  for await (const { entry } of findLines(layout, { phase: (phase) => WANTED.has(phase) })) {
    if (entry.phase === "key") keys.push(entry);
    else if (recordingOf(entry) === file) return { seq: entry.seq, keys };
  }
  return null;
}

const WANTED: ReadonlySet<string> = new Set(["key", "recording"]);

function placeOf({ segment, number }: RawLine): Pick<Fault, "file" | "line" | "seq"> {
  return { file: `entries/${segment.name}`, line: number, seq: segment.firstSeq + number - 1 };
}
