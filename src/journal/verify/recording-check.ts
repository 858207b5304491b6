import { join } from "node:path";
import type { Fault } from "#domain/journal-fault.js";
import type { Chained } from "#journal/verify/chained.js";
import type { Crew } from "#journal/verify/crew.js";
import { namedRecordings } from "#journal/verify/named-recording.js";
import { type RecordingFindings, recordingFindings } from "#journal/verify/recording-findings.js";

/** What became of the recordings that entries name. */
export interface RecordingsCheck {
  readonly fault: Fault | null;
  readonly findings: RecordingFindings;
}

/** Holds each recording against what entries say of it; all at once, where the crew has threads. */
export async function checkRecordings(
  directory: string,
  { recordings: entries, marks }: Pick<Chained, "recordings" | "marks">,
  crew: Crew,
): Promise<RecordingsCheck> {
  const { recordings, fault } = namedRecordings(entries, marks);
  const reading = recordings.map(async (named) => {
    const asked = { ...named, path: join(directory, named.file) };
    return { ...named, ...(await crew.do("recording", asked)) };
  });
  const read = await Promise.all(reading);
  return {
    fault: fault ?? read.find((each) => each.fault !== null)?.fault ?? null,
    findings: recordingFindings(read),
  };
}
