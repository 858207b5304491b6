import { accessSync, constants, statSync } from "node:fs";

/** Whether a file may be put there: it is a directory that this user can write in. */
export function mayTakeFile(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return statSync(directory).isDirectory();
  } catch {
    return false;
  }
}
