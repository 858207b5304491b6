import { statSync } from "node:fs";
import { failure } from "#domain/errors.js";
import { FILE_FAULTS } from "#domain/file-fault.js";

/** Whether what a person named is a file, or a directory. Throws `FILE_UNREADABLE` where it is neither, or is not there. */
export function isFile(path: string): boolean {
  const found = look(path);
  if (found.isFile() || found.isDirectory()) return found.isFile();
  throw failure("FILE_UNREADABLE", { path, cause: FILE_FAULTS.neither });
}

function look(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}
