import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/**
 * The bytes of a regular file of at most `limit` of them. Nothing is waited for, and a file that grows meanwhile is not
 * followed. Throws the system's error, and an Error in words for what is no regular file, and a RangeError for a larger one.
 */
export function readRegular(path: string, limit: number, flags = 0): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error("it is no regular file");
    if (found.size > limit) throw new RangeError(`it is larger than ${limit} bytes`);
    const bytes = Buffer.alloc(found.size);
    let read = 0;
    for (let more = -1; more !== 0 && read < bytes.length; read += more) {
      more = readSync(file, bytes, read, bytes.length - read, read);
    }
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
