import { lstatSync, readFileSync, rmSync, statSync } from "node:fs";
import type { Profile } from "#config/profile.js";
import type { ProfileChecks } from "#config/profile-checks.js";
import { isProfileName, profilePath, unknownProfile } from "#config/profile-names.js";
import { LARGEST_PROFILE, parseProfile } from "#config/profile-text.js";
import { failure } from "#domain/errors.js";
import { FILE_FAULTS } from "#domain/file-fault.js";
import { makeDirectory, syncDirectory } from "#files/directories.js";
import { replaceFile } from "#files/replace-file.js";

/** Errors: `PROFILE_UNKNOWN`, `PROFILE_INVALID`, `FILE_UNREADABLE`. */
export async function readProfile(directory: string, name: string, checks: ProfileChecks): Promise<Profile> {
  const bytes = profileBytes(directory, name);
  return await parseProfile({ name, path: profilePath(directory, name) }, bytes, checks);
}

/** What stands in a profile's file; of one that is too large, as much as says so. Errors: `PROFILE_UNKNOWN`, `FILE_UNREADABLE`. */
export function profileBytes(directory: string, name: string): Uint8Array {
  if (!isProfileName(name)) throw unknownProfile(directory, name);
  const path = profilePath(directory, name);
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw unknownProfile(directory, name);
    // What is no plain file might never end, or never begin.
    if (!found.isFile()) throw failure("FILE_UNREADABLE", { path, cause: FILE_FAULTS.noFile });
    return found.size > LARGEST_PROFILE ? new Uint8Array(LARGEST_PROFILE + 1) : readFileSync(path);
  } catch (error) {
    throw told(error, (cause) => failure("FILE_UNREADABLE", { path, cause }, error));
  }
}

/** Puts a new profile in place, 0600 in 0700, as a whole. Errors: `PROFILE_EXISTS`, `PROFILE_UNWRITABLE`. */
export function writeProfile(directory: string, name: string, text: string): string {
  const path = profilePath(directory, name);
  try {
    makeDirectory(directory);
    if (isThere(path)) throw failure("PROFILE_EXISTS", { name, path });
    replaceFile(path, text);
    return path;
  } catch (error) {
    throw told(error, (cause) => failure("PROFILE_UNWRITABLE", { path, cause }, error));
  }
}

/** Errors: `PROFILE_UNKNOWN`, `PROFILE_UNWRITABLE`. */
export function removeProfile(directory: string, name: string): string {
  const path = profilePath(directory, name);
  if (!isProfileName(name) || !isThere(path)) throw unknownProfile(directory, name);
  try {
    rmSync(path);
    syncDirectory(directory);
    return path;
  } catch (error) {
    throw told(error, (cause) => failure("PROFILE_UNWRITABLE", { path, cause }, error));
  }
}

/** A link that leads nowhere is there, too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What the file system says, in our words; what are our words already stays. */
function told(error: unknown, failed: (cause: string) => Error): Error {
  return error instanceof Error && "syscall" in error ? failed(error.message) : (error as Error);
}
