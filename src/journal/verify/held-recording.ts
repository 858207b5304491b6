import { createHash } from "node:crypto";
import type { Fault } from "#domain/journal-fault.js";
import { MarkerReader } from "#journal/verify/marker-reader.js";
import type { NamedRecording } from "#journal/verify/named-recording.js";
import { wrongMarker } from "#journal/verify/wrong-marker.js";

const AT_ONCE_BYTES = 1024 * 1024;

/** A recording's bytes, wherever they lie. */
export interface CastBytes {
  readonly size: number;
  /** Fewer where it ends before. */
  read(from: number, to: number): Buffer;
}

/** What came of holding a recording against what entries say of it. */
export interface RecordingRead {
  readonly fault: Fault | null;
  /** Bytes that no entry vouches for (yet). */
  readonly unsealed: number;
  /** `seq` of entries whose markers were lost as its recorder broke off. */
  readonly unmarked: readonly number[];
}

/**
 * Holds a recording against what entries say of it, piece by piece, whatever its length: each has the hash that its entry says, and
 * every entry that was written in them its marker. What no entry names proves nothing, and is not read. After every mebibyte it
 * yields how many bytes it has read, so that others can have their turn.
 *
 * @param cast null where it is not there
 * @param firstSeq what a marker says of an earlier entry is not looked at
 */
export function* heldRecording(
  named: NamedRecording,
  cast: CastBytes | null,
  firstSeq = 0,
): Generator<number, RecordingRead, void> {
  const { file, chunks, ended } = named;
  const fault = (code: Fault["code"], seq: number | null, problem: string): RecordingRead => ({
    fault: { file: `casts/${file}`, line: null, seq, code, problem },
    unsealed: 0,
    unmarked: [],
  });
  if (cast === null)
    return fault(
      "CAST_MISSING",
      chunks[0]?.seq ?? null,
      "it is not there, or is no regular file, and entries name it",
    );
  const reader = new MarkerReader();
  for (const { seq, from, to, sha256 } of chunks) {
    if (to > cast.size) {
      const problem = `it ends at byte ${cast.size}, and entry ${seq} has the hash of those up to ${to}`;
      return fault("CAST_CUT", seq, problem);
    }
    const hash = createHash("sha256");
    for (let at = from; at < to; at += AT_ONCE_BYTES) {
      const piece = cast.read(at, Math.min(at + AT_ONCE_BYTES, to));
      hash.update(piece);
      reader.add(piece);
      yield piece.length;
    }
    if (hash.digest("hex") !== sha256) {
      const problem = `its bytes ${from} to ${to} are not those that entry ${seq} has the hash of`;
      return fault("WRONG_CAST", seq, problem);
    }
  }
  reader.end();
  const last = chunks.at(-1);
  const unsealed = cast.size - (last?.to ?? 0);
  if (unsealed > 0 && (ended === "whole" || ended === "died"))
    return fault("CAST_GROWN", last?.seq ?? null, `it is ${unsealed} bytes longer than when it was over`);
  if (reader.problem !== null) return fault("CAST_MARKER", last?.seq ?? null, reader.problem);
  const { wrong, lost } = wrongMarker(
    named,
    reader.markers.filter(({ seq }) => seq >= firstSeq),
  );
  return wrong === null
    ? { fault: null, unsealed, unmarked: lost }
    : fault("CAST_MARKER", wrong.seq, wrong.problem);
}
