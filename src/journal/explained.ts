import { failure, ShosekiError } from "#domain/errors.js";

/**
 * What the file system says while a journal is written becomes `JOURNAL_UNWRITABLE`; `JOURNAL_FAILED` where it did not
 * confirm what it was given. Every other error stays what it is.
 */
export function explained<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ShosekiError || error instanceof TypeError) throw error;
    const { syscall, message } = error as NodeJS.ErrnoException;
    const code = syscall === "fsync" ? "JOURNAL_FAILED" : "JOURNAL_UNWRITABLE";
    throw failure(code, { directory, cause: message }, error);
  }
}
