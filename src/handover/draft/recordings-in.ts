import type { Entry } from "#domain/entry.js";
import { recordingOf } from "#journal/recording-of.js";

/** The files of the recordings that entries were written in, or tell of, in the order in which they first do. */
export function recordingsIn(entries: readonly Entry[]): readonly string[] {
  const files = entries.flatMap((entry) => [entry.cast?.file, recordingOf(entry)]);
  return [...new Set(files)].filter((file) => file !== undefined);
}
