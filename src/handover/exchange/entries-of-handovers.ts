import type { Entry } from "#domain/entry.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";

/** All entries of the phase `handover`, in order, long texts cut. Throws `JOURNAL_DAMAGED`, as `findLines` does. */
export async function entriesOfHandovers(layout: Layout): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const { entry } of findLines(layout, { phase: (phase) => phase === "handover" })) {
    entries.push(entry);
  }
  return entries;
}
