import { readWhole } from "#files/read-whole.js";

/** A file's bytes; null when there is no such file. Throws what else the file system says, and `FileUnfit`, as `readWhole` does. */
export function readOrNull(path: string): Buffer | null {
  try {
    return readWhole(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
