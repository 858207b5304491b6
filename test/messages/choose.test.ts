import { expect, test } from "vitest";
import { chooseCatalogue, languageNamed } from "#messages/choose.js";

const chosen = (...args: Parameters<typeof chooseCatalogue>) => chooseCatalogue(...args).language;

test("the language that was asked for goes before the locale", () => {
  expect(chosen("en", { LANG: "ja_JP.UTF-8" })).toBe("en");
  expect(chosen("ja", { LC_ALL: "C" })).toBe("ja");
});

test("of the locale's variables the strongest that is set decides, as POSIX has it", () => {
  expect(chosen(undefined, { LANG: "ja_JP.UTF-8" })).toBe("ja");
  expect(chosen(undefined, { LC_MESSAGES: "ja_JP", LANG: "en_US.UTF-8" })).toBe("ja");
  expect(chosen(undefined, { LC_ALL: "C", LC_MESSAGES: "ja_JP", LANG: "ja_JP" })).toBe("en");
  expect(chosen(undefined, { LC_ALL: "", LANG: "ja" })).toBe("ja");
});

test("everything else is English", () => {
  expect(chosen(undefined, {})).toBe("en");
  expect(chosen(undefined, { LANG: "jam_JM.UTF-8" })).toBe("en");
  expect(chosen(undefined, { LANG: "de_DE.UTF-8" })).toBe("en");
});

test("--lang takes en and ja only", () => {
  expect([languageNamed("en"), languageNamed("ja"), languageNamed("fr"), languageNamed("")]).toEqual([
    "en",
    "ja",
    null,
    null,
  ]);
});
