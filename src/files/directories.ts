import { closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a directory and those above it that are missing, 0700, and makes their names durable. Node's own `recursive`
 * never ends where a file system answers ENOENT below a directory that is there (/proc, some automounters).
 */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      syncNameThatIsThere(path);
      return;
    }
    const above = dirname(path);
    if (code !== "ENOENT" || above === path || existsSync(above)) throw error;
    makeDirectory(above);
    // Again from the start: another process may have made it meanwhile.
    makeDirectory(path);
    return;
  }
  syncDirectory(dirname(path));
  syncNameThatIsThere(dirname(path));
}

/** Who made it may not have lived to make its name durable. Where we may not read the names, it was none of us. */
function syncNameThatIsThere(path: string): void {
  try {
    syncDirectory(dirname(path));
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== "open" || (code !== "EACCES" && code !== "EPERM")) throw error;
  }
}

/** Makes new, renamed and removed names in a directory durable. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
