import type { Check } from "#cli/doctor/check.js";
import { profileNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import { profileNames } from "#config/profile-names.js";
import { asShosekiError } from "#domain/errors.js";
import { type Finding, found } from "#domain/finding.js";
import { authoritiesIn } from "#providers/vsphere/certificate-authorities.js";

/** Each is read as a Login would read it, with the authorities that it names. */
export const profilesCheck: Check = {
  name: "profiles",
  look: async ({ setting, directories: { profiles: directory } }) => {
    const names = profileNames(directory);
    if (names.length === 0) return [found("PROFILES_NONE", { directory })];
    const wrong = await Promise.all(names.map((name) => whatIsWrongWith(setting, name)));
    return wrong.some((each) => each.length > 0) ? wrong.flat() : [found("PROFILES_FINE", { names })];
  },
};

async function whatIsWrongWith(setting: Setting, name: string): Promise<readonly Finding[]> {
  try {
    const { trust } = await profileNamed(setting, name);
    if (trust?.by === "ca") await authoritiesIn(trust.file);
    return [];
  } catch (error) {
    return [found("PROBLEM", asShosekiError(error).problem)];
  }
}
