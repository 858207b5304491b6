/** Where in a recording something has happened: the field `cast` of an entry. */
export interface CastMark {
  /** The recording's file in the journal's `casts/`: `<session>-<n>.cast`. */
  readonly file: string;
  /** Milliseconds from the recording's beginning. */
  readonly at: number;
}

/** A piece of a recording that is on the disk: the field `recording` of an entry. Pieces follow one another without a gap. */
export interface CastChunk {
  readonly file: string;
  /** Of its bytes in the file: the first, and the first that is not in it any more. */
  readonly from: number;
  readonly to: number;
  /** Lower-case hex, of these bytes. */
  readonly sha256: string;
}

/** Whether a console is recorded: as wanted by its profile or its operator. */
export type RecordingWish = "off" | "on" | "required";

/** What it means for a console that a recording failed, or could not be begun. */
export type WithoutRecording =
  /** It goes on, and is not recorded. */
  | "unrecorded"
  /** The recording goes on that another one was to take the place of. */
  | "as-before"
  /** It works only while it is recorded, and is left; or there was no Login yet, and there is none. */
  | "left"
  | "no-login";

/** What an endpoint wants of the recording of a console that works at it. */
export interface RecordingWanted {
  readonly wish: RecordingWish;
  /** Whether keys are recorded too. */
  readonly input: boolean;
  readonly by: Extract<RecordingBy, "profile" | "option">;
}

/** Who or what began or ended a recording. `size`: the file was as large as one may be, and is gone on with in another one. */
export type RecordingBy =
  | "profile"
  | "option"
  | "operator"
  | "leave"
  | "handover"
  | "size"
  | "failure"
  | "crash";

/** What is recorded of a recording: the `OPR` of entries of the phase `recording`. */
export type RecordingEventName =
  /** It begins: AFT has `columns`, `rows`, `input` (whether keys are recorded), `by`; `recording` is its header. */
  | "StartRecording"
  /** A piece of it is on the disk. */
  | "RecordChunk"
  /**
   * It ends: AFT has `by`; `recording` is its last piece, absent where nothing is left. NG `RECORDING_FAILED` where it could not be
   * gone on with. `by: crash` is written by a later program for one that died, whose last bytes it seals.
   */
  | "StopRecording";

/** A marker's text in a recording (asciicast `m`): `seq OPR status target`, e.g. `41 ModifyMemory OK web-01`; an intent has no status. */
export const MARKER_LABEL = /^(?<seq>\d{1,15}) (?<OPR>[A-Za-z]+)(?: |$)/u;
