import { constants } from "node:fs";
import { fileHash } from "#files/file-hash.js";
import type { SignatureClaim } from "#journal/note/signed-by-epoch.js";
import { bytesVerifierOf } from "#journal/signer.js";
import { ChainCheck, type Start } from "#journal/verify/chain-check.js";
import type { RecordingRead } from "#journal/verify/held-recording.js";
import { type RecordingAsked, readRecording } from "#journal/verify/recording-read.js";
import { checkSegment, type SegmentCheck } from "#journal/verify/segment-check.js";
import {
  type OnRead,
  type SegmentRange,
  type SegmentScan,
  scanSegment,
} from "#journal/verify/segment-scan.js";

/** Work that can be done apart from the rest, in this thread or another. Plain data, as is what comes of it. */
export interface Job {
  scan: { readonly asked: SegmentRange; readonly answer: SegmentScan };
  check: {
    readonly asked: { readonly range: SegmentRange; readonly start: Start };
    readonly answer: SegmentCheck;
  };
  recording: { readonly asked: RecordingAsked; readonly answer: RecordingRead };
  /** Lower-case hex SHA-256 of a regular file, and no link to one; null where there is none. */
  hash: { readonly asked: { readonly path: string }; readonly answer: string | null };
  signatures: { readonly asked: readonly SignatureClaim[]; readonly answer: readonly boolean[] };
}

export type JobKind = keyof Job;

type Workers = {
  readonly [K in JobKind]: (asked: Job[K]["asked"], onRead: OnRead) => Job[K]["answer"];
};

const WORKERS: Workers = {
  scan: scanSegment,
  check: ({ range, start }, onRead) =>
    checkSegment(range, new ChainCheck(start), start.seq - range.firstSeq, onRead),
  recording: readRecording,
  hash: ({ path }, onRead) =>
    fileHash(path, { flags: constants.O_NOFOLLOW, onRead: (bytes) => onRead(bytes, 0) }),
  signatures: (claims) =>
    claims.map(({ bytes, signature, publicKey }) => bytesVerifierOf(publicKey)(bytes, signature)),
};

/** Does a piece of work, in the thread that it is called in. */
export function doJob<K extends JobKind>(kind: K, asked: Job[K]["asked"], onRead: OnRead): Job[K]["answer"] {
  return WORKERS[kind](asked, onRead);
}
