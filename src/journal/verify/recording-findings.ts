import type { RecordingRead } from "#journal/verify/held-recording.js";
import { lastSettled, type NamedRecording } from "#journal/verify/named-recording.js";

/** What is to be known of recordings that are as their entries say, as far as these vouch for them. */
export interface RecordingFindings {
  /** How many there are. */
  readonly count: number;
  /** Those of them that were brought to their end. Of each of the others something is said below. */
  readonly whole: number;
  /** No entry says that they are over: nobody vouches yet for so many bytes after their last piece. */
  readonly unsealed: readonly LooseEnd[];
  /** They could not be gone on with, and nobody vouches for so many bytes that are there all the same. */
  readonly failed: readonly LooseEnd[];
  /**
   * Their programs died: the bytes from one to the other were sealed by a later session, and could have been altered or cut until
   * then.
   */
  readonly died: readonly { readonly file: string; readonly from: number; readonly to: number }[];
  /** How many entries have no marker in them, as they broke off, and the first and the last of these. */
  readonly unmarked: readonly {
    readonly file: string;
    readonly count: number;
    readonly firstSeq: number;
    readonly lastSeq: number;
  }[];
}

interface LooseEnd {
  /** `casts/<file>` */
  readonly file: string;
  readonly bytes: number;
}

/** A recording that is as its entries say. */
export type SoundRecording = NamedRecording & Pick<RecordingRead, "unsealed" | "unmarked">;

export function recordingFindings(recordings: readonly SoundRecording[]): RecordingFindings {
  const that = (end: NamedRecording["ended"]) => recordings.filter(({ ended }) => ended === end);
  return {
    count: recordings.length,
    whole: that("whole").length,
    unsealed: that(null).map(looseEnd),
    failed: that("failed").map(looseEnd),
    died: that("died").map((each) => ({
      file: nameOf(each),
      from: lastSettled(each)?.to ?? 0,
      to: each.chunks.at(-1)?.to ?? 0,
    })),
    unmarked: recordings.flatMap((each) => {
      const [firstSeq, lastSeq] = [each.unmarked.at(0), each.unmarked.at(-1)];
      if (firstSeq === undefined || lastSeq === undefined) return [];
      return [{ file: nameOf(each), count: each.unmarked.length, firstSeq, lastSeq }];
    }),
  };
}

function looseEnd(recording: SoundRecording): LooseEnd {
  return { file: nameOf(recording), bytes: recording.unsealed };
}

function nameOf({ file }: NamedRecording): string {
  return `casts/${file}`;
}
