import { closeSync, constants, openSync, readSync } from "node:fs";
import { failure } from "#domain/errors.js";

/** Far more than anybody has servers: what is larger is another file. */
const MOST_BYTES = 1024 * 1024;

/**
 * A known-hosts file's bytes; none when there is no such file. A device or a pipe is neither waited for nor read without
 * end. Errors: `FILE_UNREADABLE`: where the file cannot be read nobody knows what is known, and nobody is asked again.
 */
export function readKnownHostsFile(path: string): Buffer {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readAll(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return Buffer.alloc(0);
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

function readAll(descriptor: number): Buffer {
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  let size = 0;
  while (size < buffer.length) {
    const read = readSync(descriptor, buffer, size, buffer.length - size, null);
    if (read === 0) return buffer.subarray(0, size);
    size += read;
  }
  throw new Error(`it has more than ${MOST_BYTES} bytes`);
}
