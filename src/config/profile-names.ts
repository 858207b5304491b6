import { readdirSync } from "node:fs";
import { join } from "node:path";
import { failure, type ShosekiError } from "#domain/errors.js";
import { withoutPassword } from "#domain/without-password.js";
import { nearestWord } from "#language/nearest-word.js";

/** What a profile may be called: it is typed where an endpoint could stand, and names a file. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/u;

const EXTENSION = ".yaml";

export function isProfileName(text: string): boolean {
  return NAME.test(text);
}

export function profilePath(directory: string, name: string): string {
  return join(directory, `${name}${EXTENSION}`);
}

/** The names of all that may be a profile, in order. The directory may be missing. Throws `FILE_UNREADABLE`. */
export function profileNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((file) => file.endsWith(EXTENSION))
      .map((file) => file.slice(0, -EXTENSION.length))
      .filter(isProfileName)
      .sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw failure("FILE_UNREADABLE", { path: directory, cause: message }, error);
  }
}

/**
 * `PROFILE_UNKNOWN`, with the one that was perhaps meant; an endpoint with a password, typed for a name, is not repeated.
 * Throws `FILE_UNREADABLE`.
 */
export function unknownProfile(directory: string, text: string): ShosekiError {
  const name = withoutPassword(text);
  const nearest = nearestWord(name, profileNames(directory));
  return failure("PROFILE_UNKNOWN", { name, nearest, path: profilePath(directory, name) });
}
