import { closeSync, fstatSync, readSync } from "node:fs";
import { openToRead } from "#files/open-to-read.js";

/**
 * The bytes of a regular file of at most `limit` of them. Nothing is waited for, and a file that grows meanwhile is not
 * followed. Throws the system's error, `FileUnfit` for what is no regular file, and a RangeError for a larger one.
 */
export function readRegular(path: string, limit: number, flags = 0): Buffer {
  const file = openToRead(path, flags);
  try {
    const { size } = fstatSync(file);
    if (size > limit) throw new RangeError(`it is larger than ${limit} bytes`);
    const bytes = Buffer.alloc(size);
    let read = 0;
    for (let more = -1; more !== 0 && read < bytes.length; read += more) {
      more = readSync(file, bytes, read, bytes.length - read, read);
    }
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
