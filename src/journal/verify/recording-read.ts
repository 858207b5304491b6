import { constants } from "node:fs";
import { openRegular } from "#files/open-regular.js";
import { readBetween } from "#journal/read-between.js";
import { heldRecording, type RecordingRead } from "#journal/verify/held-recording.js";
import type { NamedRecording } from "#journal/verify/named-recording.js";
import type { OnRead } from "#journal/verify/segment-scan.js";

/** A recording that is to be held against what entries say of it. */
export interface RecordingAsked extends NamedRecording {
  readonly path: string;
}

/** Holds a recording that lies in a regular file, and no link to one, against what entries say of it. */
export function readRecording({ path, ...named }: RecordingAsked, onRead: OnRead): RecordingRead {
  using file = openRegular(path, constants.O_NOFOLLOW);
  const cast =
    file === null
      ? null
      : { size: file.size, read: (from: number, to: number) => readBetween(file.descriptor, from, to) };
  const held = heldRecording(named, cast);
  for (;;) {
    const { done, value } = held.next();
    if (done === true) return value;
    onRead(value, 0);
  }
}
