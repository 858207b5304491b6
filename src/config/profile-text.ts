import type { Profile } from "#config/profile.js";
import type { ProfileChecks } from "#config/profile-checks.js";
import { profileValue } from "#config/profile-value.js";
import { validateProfile } from "#config/validate-profile.js";
import { failure } from "#domain/errors.js";
import type { Place } from "#domain/procedure.js";
import type { ProfileProblem } from "#domain/profile-problem.js";
import { decodeText } from "#yaml/decode-text.js";
import { readYaml } from "#yaml/yaml-tree.js";

/** The largest that a profile may be, in bytes. */
export const LARGEST_PROFILE = 64 * 1024;

type File = Pick<Profile, "name" | "path">;

/** A profile as it was read. */
export interface WrittenProfile {
  readonly profile: Profile;
  /** The keys that stand in its file; of all others the defaults hold. */
  readonly keys: ReadonlySet<string>;
}

/** Reads a profile's file. Nothing is taken that the format does not have. Throws `PROFILE_INVALID`. */
export async function parseProfile(file: File, bytes: Uint8Array, checks: ProfileChecks): Promise<Profile> {
  return (await parseWrittenProfile(file, bytes, checks)).profile;
}

/** The same, with what of it stands in the file. Throws `PROFILE_INVALID`. */
export async function parseWrittenProfile(
  file: File,
  bytes: Uint8Array,
  checks: ProfileChecks,
): Promise<WrittenProfile> {
  const { path } = file;
  const refusal = ({ line, column }: Place, problem: ProfileProblem) =>
    failure("PROFILE_INVALID", { path, line, column, problem });
  if (bytes.length > LARGEST_PROFILE) {
    throw refusal({ line: 1, column: 1 }, { kind: "TOO_LARGE", limit: LARGEST_PROFILE });
  }
  const text = decodeText(bytes, (place) => refusal(place, { kind: "NOT_UTF8" }));
  const tree = await readYaml(text, refusal);
  // Nothing at all is a profile in which everything is missing.
  const value = tree.value ?? {};
  const wrong = (await validateProfile(value))
    .map(({ keys, of, problem }) => ({ place: tree.placeOf(keys, of), problem }))
    .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const [first] = wrong;
  if (first !== undefined) throw refusal(first.place, first.problem);
  const profile = profileValue(file, value, checks, (keys, problem) =>
    refusal(tree.placeOf(keys, "value"), problem),
  );
  const keys = Object.keys(value);
  for (const at of keys) {
    const why = checks.lacking(profile.endpoint, at);
    if (why !== null) throw refusal(tree.placeOf([at], "key"), { kind: "NOT_OF_LIBVIRT", at, why });
  }
  return { profile, keys: new Set(keys) };
}
