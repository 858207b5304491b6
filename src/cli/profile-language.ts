import { isEndpointText } from "#cli/endpoint.js";
import { profileNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { directoriesOf } from "#config/directories.js";
import { profileBytes } from "#config/profile-files.js";
import { isProfileName } from "#config/profile-names.js";
import { chooseCatalogue } from "#messages/choose.js";

/** Where an endpoint stands, after which words. */
const PLACES: ReadonlyMap<string, number> = new Map([
  ["exec", 1],
  ["run", 1],
  ["procedure", 3],
]);

/**
 * The same setting in the language of the profile that is worked by, where there is one that says which. `--lang` goes before it, and
 * it goes before the locale, which is hardly ever said for Shoseki's sake. What is wrong with the profile is left to be found
 * where it is needed.
 */
export async function inProfileLanguage(setting: Setting, { options, words }: Arguments): Promise<Setting> {
  const { env } = setting.io;
  const [first = env.SHOSEKI_ENDPOINT ?? ""] = words;
  const name = words[PLACES.get(first) ?? -1] ?? first;
  if (options.lang !== undefined || isEndpointText(name) || !isProfileName(name)) return setting;
  try {
    // Most say nothing of it, and reading one takes its time.
    if (!Buffer.from(profileBytes(directoriesOf(env).profiles, name)).includes("language")) return setting;
    const { language } = await profileNamed(setting, name);
    return language === null ? setting : { ...setting, catalogue: chooseCatalogue(language, {}) };
  } catch {
    return setting;
  }
}
