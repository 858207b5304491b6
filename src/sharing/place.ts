import { join } from "node:path";
import type { NotShared } from "#domain/not-shared.js";
import { makeDirectory } from "#files/directories.js";
import { isPrivateDirectory, isSheltered } from "#sharing/private.js";

/** What the system takes as a socket's path, in bytes, without the NUL behind it (`sun_path`). */
const LONGEST_PATH = process.platform === "darwin" ? 103 : 107;

/** Why none of the places will do. */
type NoPlace = Exclude<NotShared, { readonly kind: "TAKEN" }>;

/**
 * The first of the directories that a file can be a socket in, made where it is missing. Where one is somebody else's, or
 * others may look into it, the next is taken: nothing is changed about it.
 */
export function makePlace(directories: readonly string[], file: string): string | NoPlace {
  let why: NoPlace | null = null;
  for (const directory of directories) {
    const path = join(directory, file);
    if (!fits(path)) why ??= { kind: "TOO_LONG", path };
    else {
      const problem = made(directory);
      if (problem === null) return directory;
      why ??= problem;
    }
  }
  return why ?? { kind: "TOO_LONG", path: file };
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST_PATH;
}

function made(path: string): NoPlace | null {
  // Nothing of ours is left in a directory that is somebody else's.
  if (isSheltered(path) === false) return { kind: "UNSAFE", path };
  try {
    makeDirectory(path);
  } catch (error) {
    return { kind: "FAILED", path, cause: (error as Error).message };
  }
  return isPrivateDirectory(path) ? null : { kind: "UNSAFE", path };
}
