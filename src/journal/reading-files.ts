import { failure } from "#domain/errors.js";

/**
 * Runs what only reads a journal: an error of the file system, or `FileUnfit`, becomes `FILE_UNREADABLE`, every other stays what
 * it is.
 */
export async function readingFiles<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { syscall, path, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw failure("FILE_UNREADABLE", { path: path ?? directory, cause: message }, error);
  }
}
