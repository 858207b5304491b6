import type { Signer } from "#journal/signer.js";
import { answer, intent, note } from "./entries.js";
import { type SegmentOnDisk, segmentsOnDisk, writeSegment } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";

/** A shift's journal of 14 entries in several segments, and how to put other lines in its place. */
export interface LongJournal {
  readonly signer: Signer;
  readonly segments: readonly SegmentOnDisk[];
  readonly lines: readonly string[];
  /** Writes these lines, so many a segment as before; those that are over, or short, count for the segment of `at`. */
  replace(lines: readonly string[], at: number): void;
  /** Where the line at this index of what was written last now lies: its file and its number. */
  placeOf(index: number): { readonly file: string; readonly line: number };
}

export function longJournal(directory: string): LongJournal {
  const signer = newSigner();
  {
    using open = openJournal(directory, { signer, segmentBytes: 1_600 });
    const { journal, key } = open;
    for (let index = 0; index < 5; index += 1) {
      const asked = intent(key);
      journal.append(asked);
      journal.append(
        answer(asked, { status: "OK" }, { after: { name: "web-01", memoryMiB: 8_192 + index } }),
      );
    }
    for (const text of ["a note", "日本語", "the last"]) journal.append(note(key, text));
  }
  const segments = segmentsOnDisk(directory);
  const lines = segments.flatMap((each) => each.lines);
  let counts = segments.map((each) => each.lines.length);

  return {
    signer,
    segments,
    lines,
    replace(changed, at) {
      counts = segments.map((each) => each.lines.length);
      const holder = indexWithin(counts, at).segment;
      counts[holder] = counts[holder]! + changed.length - lines.length;
      let from = 0;
      for (const [index, { segment }] of segments.entries()) {
        writeSegment(segment, changed.slice(from, from + counts[index]!));
        from += counts[index]!;
      }
    },
    placeOf(index) {
      const { segment, line } = indexWithin(counts, index);
      return { file: `entries/${segments[segment]!.segment.name}`, line };
    },
  };
}

function indexWithin(counts: readonly number[], index: number): { segment: number; line: number } {
  let before = 0;
  for (const [segment, count] of counts.entries()) {
    if (index < before + count) return { segment, line: index - before + 1 };
    before += count;
  }
  throw new RangeError(`there is no line ${index}`);
}
