import { createHash } from "node:crypto";
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { Result } from "#domain/entry.js";
import { ShosekiError } from "#domain/errors.js";
import type { CastChunk } from "#domain/recording.js";
import type { Layout } from "#journal/layout.js";
import { readBetween } from "#journal/read-between.js";
import { holdRecording, recordingsWithoutEnd } from "#journal/recording-locks.js";
import { wholeEvents } from "#recording/cast-text.js";
import { lastNaming } from "#recording/last-naming.js";
import type { RecordersJournal } from "#recording/recorder.js";
import { type Recorded, recordingEntry } from "#recording/recording-entry.js";

/** What has more is not only a header, in bytes. */
const LARGEST_HEADER = 64 * 1024;

/**
 * Ends the recordings whose programs have died: what came after their last pieces is the last one, and the journal says so.
 * Answers their files. A failure is for the next who opens the journal.
 */
export function sealRecordings(journal: RecordersJournal, recorded: Recorded): readonly string[] {
  return recordingsWithoutEnd(journal.layout).filter((file) => {
    const lock = holdRecording(journal.layout, file);
    if (lock === null) return false;
    try {
      const isSealed = seal(journal, recorded, file);
      lock.release();
      return isSealed;
    } catch (error) {
      lock.leave();
      if (error instanceof ShosekiError || (error as NodeJS.ErrnoException).code !== undefined) return false;
      throw error;
    }
  });
}

/** False where there is nothing to be said of it: it has ended, or it was never begun. */
function seal(journal: RecordersJournal, recorded: Recorded, file: string): boolean {
  const named = lastNaming(journal.layout, file);
  if (named === null) removeUnbegun(journal.layout, file);
  if (named === null || named.OPR === "StopRecording") return false;
  const from = named.recording?.to ?? 0;
  const { chunk, cut, result } = restOf(journal.layout, file, from);
  const after = { by: "crash", cutBytes: cut };
  journal.append(recordingEntry(recorded, { OPR: "StopRecording", file, chunk, after, result }));
  return true;
}

/** Its recorder died before the journal said that it begins: there is nothing in it but a header. */
function removeUnbegun({ casts }: Layout, file: string): void {
  const path = join(casts, file);
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: LARGEST_HEADER + 1 };
  if (size > LARGEST_HEADER) return;
  const text = readFileSync(path, "utf8");
  if (text === "" || text.indexOf("\n") === text.length - 1) rmSync(path);
}

interface Rest {
  readonly chunk: CastChunk | null;
  /** How many bytes of an event that was not whole were taken off. */
  readonly cut: number;
  readonly result: Result;
}

/** The last piece, made durable. Throws the system's errors. */
function restOf({ casts }: Layout, file: string, from: number): Rest {
  let descriptor: number;
  try {
    descriptor = openSync(join(casts, file), "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { chunk: null, cut: 0, result: lost("It is not there any more.") };
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size < from) return { chunk: null, cut: 0, result: lost(`It ends at byte ${size}.`) };
    const bytes = readBetween(descriptor, from, size);
    const whole = wholeEvents(bytes);
    ftruncateSync(descriptor, from + whole);
    fdatasyncSync(descriptor);
    const cut = bytes.length - whole;
    if (whole === 0) return { chunk: null, cut, result: { status: "OK" } };
    const sha256 = createHash("sha256").update(bytes.subarray(0, whole)).digest("hex");
    return { chunk: { file, from, to: from + whole, sha256 }, cut, result: { status: "OK" } };
  } finally {
    closeSync(descriptor);
  }
}

function lost(message: string): Result {
  return { status: "NG", code: "RECORDING_FAILED", message };
}
