import type { Check } from "#cli/doctor/check.js";
import { found } from "#domain/finding.js";

/** POSIX's variables of a locale, strongest first. */
const VARIABLES = ["LC_ALL", "LC_CTYPE", "LANG"] as const;

/** Names are UTF-8 throughout; a terminal that takes them for something else shows others. */
export const localeCheck: Check = {
  name: "locale",
  look: async ({ setting: { io } }) => {
    const variable = VARIABLES.find((name) => io.env[name]);
    if (variable === undefined) return [found("LOCALE_UNSAID", {})];
    const locale = io.env[variable] ?? "";
    return [
      /utf-?8/iu.test(locale)
        ? found("LOCALE_FINE", { locale })
        : found("LOCALE_NOT_UTF8", { variable, locale }),
    ];
  },
};
