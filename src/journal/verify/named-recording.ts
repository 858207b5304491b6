import type { Entry } from "#domain/entry.js";
import type { Fault } from "#domain/journal-fault.js";
import type { CastChunk, RecordingEventName } from "#domain/recording.js";
import { recordingOf } from "#journal/recording-of.js";
import type { EntryMark } from "#journal/verify/segment-scan.js";

/** A piece of a recording, and the entry that names it. */
interface NamedChunk extends Omit<CastChunk, "file"> {
  readonly seq: number;
}

/** What a journal says of a recording. */
export interface NamedRecording {
  readonly file: string;
  /** One after the other, without a gap. */
  readonly chunks: readonly NamedChunk[];
  /** The entries that should have a marker in it, in order. */
  readonly marks: readonly EntryMark[];
  /**
   * Whether an entry says that it is over, and how that came: brought to its end, ended for a recorder that had died, or failed,
   * where nobody knows what the disk has of its end.
   */
  readonly ended: "whole" | "died" | "failed" | null;
  /** The `seq` of that entry. */
  readonly stopped: number | null;
}

/** The last piece that was named while its recorder worked as it should: what a later session sealed, or a failure left, is not. */
export function lastSettled({ chunks, ended, stopped }: NamedRecording): NamedChunk | undefined {
  return ended === "whole" ? chunks.at(-1) : chunks.findLast(({ seq }) => seq !== stopped);
}

const START: RecordingEventName = "StartRecording";
const STOP: RecordingEventName = "StopRecording";

/**
 * The recordings that a journal's entries name, in the order in which they begin; or the first fault in what they say of them.
 *
 * @param entries those of the phase `recording`, in order
 * @param marks of the entries that say where in a recording they were written, in order
 */
export function namedRecordings(
  entries: readonly Entry[],
  marks: readonly EntryMark[],
): { readonly recordings: readonly NamedRecording[]; readonly fault: Fault | null } {
  const named = new Map<string, Naming>();
  for (const entry of entries) {
    const file = recordingOf(entry) ?? entry.TGT.name;
    const recording = named.get(file) ?? { chunks: [], marks: [], ended: null, stopped: null };
    const problem = add(recording, entry);
    if (problem !== null) return { recordings: [], fault: faultOf(file, entry.seq, problem) };
    named.set(file, recording);
  }
  for (const mark of marks) {
    const recording = named.get(mark.file);
    if (recording === undefined) {
      const problem = `entry ${mark.seq} was written in it, and no entry says that it was begun`;
      return { recordings: [], fault: faultOf(mark.file, mark.seq, problem) };
    }
    recording.marks.push(mark);
  }
  return { recordings: [...named].map(([file, each]) => ({ file, ...each })), fault: null };
}

interface Naming {
  readonly chunks: NamedChunk[];
  readonly marks: EntryMark[];
  ended: NamedRecording["ended"];
  stopped: number | null;
}

/** Answers what is wrong with what the entry says, after those before it. */
function add(recording: Naming, { seq, OPR, recording: chunk, RST, AFT }: Entry): string | null {
  const { chunks, ended } = recording;
  if (ended !== null) return `entry ${seq} goes on with it after it was over`;
  if ((OPR === START) !== (chunks.length === 0))
    return `entry ${seq} begins it twice, or goes on before it was begun`;
  const from = chunks.at(-1)?.to ?? 0;
  if (chunk !== undefined) {
    if (chunk.from !== from || chunk.to < from)
      return `entry ${seq} names the bytes ${chunk.from} to ${chunk.to}, and those before it end at ${from}`;
    chunks.push({ seq, from, to: chunk.to, sha256: chunk.sha256 });
  } else if (OPR !== STOP) return `entry ${seq} names none of its bytes`;
  if (OPR === STOP) {
    recording.ended = RST?.status !== "OK" ? "failed" : AFT?.by === "crash" ? "died" : "whole";
    recording.stopped = seq;
  }
  return null;
}

function faultOf(file: string, seq: number, problem: string): Fault {
  return { file: `casts/${file}`, line: null, seq, code: "CAST_ENTRIES", problem };
}
