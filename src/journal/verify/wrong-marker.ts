import type { CastMarker } from "#journal/verify/marker-reader.js";
import { lastSettled, type NamedRecording } from "#journal/verify/named-recording.js";

/** The first entry that a recording's markers are not so of, and those whose markers its end has taken with it. */
export interface MarkersCheck {
  readonly wrong: { readonly seq: number; readonly problem: string } | null;
  readonly lost: readonly number[];
}

/**
 * Each entry that was written in a recording has its marker there, at its moment; and no marker is of another. What was written
 * after the last piece of one that goes on has its marker in the next one. What was written as a console died, or as its recording
 * failed, may lack it.
 *
 * @param markers in the pieces that entries name
 */
export function wrongMarker(named: NamedRecording, markers: readonly CastMarker[]): MarkersCheck {
  const { marks, ended, stopped } = named;
  const left = new Map<number, CastMarker>();
  for (const marker of markers) {
    if (left.has(marker.seq)) return wrong(marker.seq, `it marks entry ${marker.seq} twice`);
    left.set(marker.seq, marker);
  }
  const last = Math.max(lastSettled(named)?.seq ?? 0, markers.at(-1)?.seq ?? 0);
  const lost: number[] = [];
  for (const { seq, at, OPR } of marks) {
    const marker = left.get(seq);
    left.delete(seq);
    if (marker === undefined) {
      const isDue = ended === "whole" || seq < last || (stopped !== null && seq > stopped);
      if (isDue) return wrong(seq, `it has no marker of entry ${seq}`);
      if (ended !== null) lost.push(seq);
    } else if (marker.at !== at || marker.OPR !== OPR) {
      const says = `${OPR} at ${at} ms`;
      return wrong(
        seq,
        `its marker of entry ${seq} says ${marker.OPR} at ${marker.at} ms, and the entry ${says}`,
      );
    }
  }
  const [stray] = left.keys();
  return stray === undefined
    ? { wrong: null, lost }
    : wrong(stray, `it marks entry ${stray}, which was not written in it`);
}

function wrong(seq: number, problem: string): MarkersCheck {
  return { wrong: { seq, problem }, lost: [] };
}
