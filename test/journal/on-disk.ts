import { readFileSync, writeFileSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import { layoutOf, type Segment, segmentsOf, tornFilesOf } from "#journal/layout.js";

/** A segment and its lines as they lie on the disk, without their newlines. */
export interface SegmentOnDisk {
  readonly segment: Segment;
  readonly lines: readonly string[];
}

export function segmentsOnDisk(directory: string): SegmentOnDisk[] {
  return segmentsOf(layoutOf(directory)).map((segment) => ({
    segment,
    lines: readFileSync(segment.path, "utf8").split("\n").slice(0, -1),
  }));
}

export function linesOnDisk(directory: string): string[] {
  return segmentsOnDisk(directory).flatMap(({ lines }) => lines);
}

export function entriesOnDisk(directory: string): Entry[] {
  return linesOnDisk(directory).map((line) => (JSON.parse(line) as { e: Entry }).e);
}

/** What the notes say, in the order of the journal. */
export function notesOnDisk(directory: string): string[] {
  return entriesOnDisk(directory).flatMap(({ phase, why }) =>
    phase === "note" && why !== undefined ? [why] : [],
  );
}

export function tornOnDisk(directory: string): string[] {
  return tornFilesOf(layoutOf(directory));
}

export function writeSegment(segment: Segment, lines: readonly string[]): void {
  writeFileSync(segment.path, lines.map((line) => `${line}\n`).join(""));
}

export function lastSegment(directory: string): Segment {
  return segmentsOf(layoutOf(directory)).at(-1)!;
}
