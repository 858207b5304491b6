import type { Catalogue, Language } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/** The environment variables that say which language a person reads, strongest first. */
export interface LanguageEnvironment {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

/** The language of that name, or null: `--lang` takes these and no others. */
export function languageNamed(name: string): Language | null {
  return name === "en" || name === "ja" ? name : null;
}

/**
 * The catalogue that was asked for (`--lang`) or else the one that POSIX's locale variables ask for: the first that is
 * set and not empty decides. English for every language that there is no catalogue of.
 */
export function chooseCatalogue(lang: string | undefined, env: LanguageEnvironment): Catalogue {
  const wanted = [lang, env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value) ?? "";
  return /^ja(?:[-_.@]|$)/iu.test(wanted) ? ja : en;
}
