import type { Entry } from "#domain/entry.js";
import type { RecordingBy } from "#domain/recording.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";

/**
 * The `seq` of the last entry that goes along with a handover: a console that is recorded ends its recording right after it,
 * for it, and that has the recording's last piece. Throws `JOURNAL_DAMAGED`.
 */
export async function endOfHandover(layout: Layout, { seq, cast }: Entry): Promise<number> {
  if (cast === undefined) return seq;
  const by: RecordingBy = "handover";
  const criteria = {
    phase: (phase: string) => phase === "recording",
    op: (OPR: string) => OPR === "StopRecording",
    target: ({ name }: { readonly name: string }) => name === cast.file,
  };
  for await (const { entry } of findLines(layout, criteria)) {
    if (entry.seq > seq && entry.AFT?.by === by) return entry.seq;
  }
  return seq;
}
