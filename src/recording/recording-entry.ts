import type { EntryDraft, Facts, Result, Where, Who } from "#domain/entry.js";
import type { CastChunk, RecordingEventName } from "#domain/recording.js";
import { recordable } from "#journal/canonical.js";

/** Whose console it is that is recorded, and at which endpoint it was opened. */
export interface Recorded {
  readonly who: Who;
  readonly where: Where;
}

export interface RecordingEvent {
  readonly OPR: RecordingEventName;
  /** `<session>-<n>.cast` */
  readonly file: string;
  /** Null where there is none. */
  readonly chunk: CastChunk | null;
  readonly after: Facts;
  readonly result?: Result;
}

/** The longest cause that an entry says, in UTF-16 units. */
const LONGEST_MESSAGE = 1024;

/** An entry of the phase `recording`. */
export function recordingEntry(
  { who, where }: Recorded,
  { OPR, file, chunk, after, result = { status: "OK" } }: RecordingEvent,
): EntryDraft {
  const time = new Date().toISOString();
  const { message } = result;
  return {
    phase: "recording",
    STR: time,
    END: time,
    ms: 0,
    OPR,
    USR: who,
    HST: where,
    TGT: { kind: "Recording", id: null, uuid: null, name: file },
    BEF: {},
    AFT: after,
    RST: message === undefined ? result : { ...result, message: recordable(message, LONGEST_MESSAGE) },
    ...(chunk === null ? {} : { recording: chunk }),
  };
}
