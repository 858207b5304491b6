import { failure } from "#domain/errors.js";
import { FILE_FAULTS } from "#domain/file-fault.js";
import type { OpenFile } from "#files/open-present.js";
import { openRegular } from "#files/open-regular.js";
import { readBetween } from "#journal/read-between.js";

/** Bytes that are read piece by piece: in memory, or a file that is open until this is disposed of. */
export interface ByteSource extends Disposable {
  readonly size: number;
  /** Fewer where it ends before. */
  read(from: number, to: number): Buffer;
}

/** @param from bytes, or the path of a regular file. Throws `FILE_UNREADABLE`. */
export function byteSource(from: Buffer | string): ByteSource {
  if (typeof from === "string") return fileSource(from);
  return { size: from.length, read: (start, end) => from.subarray(start, end), [Symbol.dispose]: () => {} };
}

function fileSource(path: string): ByteSource {
  const { descriptor, size, [Symbol.dispose]: close } = opened(path);
  return {
    size,
    read: (start, end) => readBetween(descriptor, start, Math.min(end, size)),
    [Symbol.dispose]: close,
  };
}

function opened(path: string): OpenFile {
  let cause: unknown = new Error(FILE_FAULTS.missing);
  try {
    const found = openRegular(path);
    if (found !== null) return found;
  } catch (error) {
    cause = error;
  }
  throw failure("FILE_UNREADABLE", { path, cause: (cause as Error).message }, cause);
}
