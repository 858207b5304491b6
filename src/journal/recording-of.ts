import type { Entry } from "#domain/entry.js";
import { CAST_FILE } from "#journal/layout.js";

/** The recording that an entry tells of; one that only says that it is over names it as its target. */
export function recordingOf({ phase, recording, TGT }: Entry): string | undefined {
  if (recording !== undefined) return recording.file;
  return phase === "recording" && CAST_FILE.test(TGT.name) ? TGT.name : undefined;
}
