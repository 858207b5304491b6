import { setImmediate } from "node:timers/promises";
import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import type { JournalPart } from "#handover/capsule/check-journal.js";
import { unsound } from "#handover/capsule/fault.js";
import { isLost } from "#handover/capsule/is-lost.js";
import { castName } from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import type { OnBytes } from "#handover/capsule/read-members.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import { recordingOf } from "#journal/recording-of.js";
import { heldRecording, type RecordingRead } from "#journal/verify/held-recording.js";
import { type NamedRecording, namedRecordings } from "#journal/verify/named-recording.js";
import {
  type RecordingFindings,
  recordingFindings,
  type SoundRecording,
} from "#journal/verify/recording-findings.js";

/**
 * Holds each recording against what the entries say of it, as `verify` does with a journal's, but for those that the report says are
 * lost: these are not there. Answers what is to be known of them where they are so. Throws `CapsuleUnsound`.
 */
export async function checkCasts(
  members: Members,
  { slice, earlier }: Pick<JournalPart, "slice" | "earlier">,
  handover: Handover,
  onBytes: OnBytes,
): Promise<RecordingFindings> {
  const entries = slice.map(({ entry }) => entry);
  const files = recordingsIn(entries);
  const stray = files.find((file) => isLost(handover, file) && members.names.has(castName(file)));
  if (stray !== undefined)
    throw unsound(castName(stray), "MEMBER_ADDED", "the report says that it does not go along");
  const isHere = (file: string | undefined) => file !== undefined && !isLost(handover, file);
  const { recordings, fault } = namedRecordings(
    [...earlier.map(({ entry }) => entry), ...entries].filter(
      (entry) => entry.phase === "recording" && isHere(recordingOf(entry)),
    ),
    entries.flatMap(({ seq, OPR, cast }) =>
      cast !== undefined && isHere(cast.file) ? [{ seq, OPR, ...cast }] : [],
    ),
  );
  if (fault !== null) throw unsound(fault.file, fault.code, fault.problem, fault.seq);
  const sound: SoundRecording[] = [];
  for (const named of recordings) {
    const read = await held(members, named, entries[0], onBytes);
    if (read.fault !== null)
      throw unsound(read.fault.file, read.fault.code, read.fault.problem, read.fault.seq);
    sound.push({ ...named, ...read });
  }
  return recordingFindings(sound);
}

/** Its markers of entries from before the first that came along cannot be held against these. */
async function held(
  members: Members,
  named: NamedRecording,
  first: Entry | undefined,
  onBytes: OnBytes,
): Promise<RecordingRead> {
  const name = castName(named.file);
  const { size } = members.of(name);
  const reading = heldRecording(
    named,
    { size, read: (from, to) => members.part(name, from, to) },
    first?.seq ?? 0,
  );
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
    onBytes(value);
    await setImmediate();
  }
}
