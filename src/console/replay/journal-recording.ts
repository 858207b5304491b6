import { join } from "node:path";
import { castBytes } from "#console/replay/cast-bytes.js";
import { heldByJournal } from "#console/replay/held-by-journal.js";
import { recordingSaid } from "#console/replay/recording-said.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import { failure } from "#domain/errors.js";
import { findCast } from "#handover/kept-cast.js";
import { CAST_FILE, type Layout } from "#journal/layout.js";

/**
 * A recording that a journal has, or that came in a shift that was taken over into it; its bytes are held against the
 * journal's entries. Throws `RECORDING_MISSING`, `FILE_UNREADABLE`, `JOURNAL_DAMAGED`, `CAST_INVALID` for what is too large.
 */
export async function journalRecording(
  layout: Layout,
  file: string,
  at: number | null,
): Promise<RecordingSource> {
  if (CAST_FILE.test(file)) {
    // What is named by then is on the disk: one that is being written has gone on when its bytes are read.
    const said = await recordingSaid(layout, file);
    const own = castBytes(join(layout.casts, file));
    if (own !== null)
      return { name: file, bytes: own, of: { by: "journal", held: await heldByJournal(said, own) }, at };
  }
  const kept = await findCast(layout, file);
  if (kept === null) throw failure("RECORDING_MISSING", { file, directory: layout.casts });
  return { name: file, bytes: kept.bytes, of: { by: "capsule" }, at };
}
