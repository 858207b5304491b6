import { expect, test } from "vitest";
import { chooseTheme } from "#themes/choose-theme.js";
import { BUILTIN_THEMES, loadThemes } from "#themes/load-themes.js";
import { problemOf } from "../language/problem-of.js";

const { themes } = loadThemes(BUILTIN_THEMES, "/nowhere");

test("where none is named, the terminal decides", () => {
  expect(chooseTheme(themes, null, "dark", "truecolor").name).toBe("dark");
  expect(chooseTheme(themes, null, "light", "16").name).toBe("light");
  expect(chooseTheme(themes, null, null, "256").name).toBe("dark");
  expect(chooseTheme(themes, null, "light", "none").name).toBe("monochrome");
  expect(chooseTheme(themes, null, null, "plain").name).toBe("monochrome");
});

test("the one that is named is taken, whatever the terminal is", () => {
  expect(chooseTheme(themes, "high-contrast", "light", "none").name).toBe("high-contrast");
});

test("a name that no theme has is told with those there are", () => {
  expect(problemOf(() => chooseTheme(themes, "drak", null, "256"))).toEqual({
    code: "THEME_INVALID",
    facts: {
      path: "drak",
      problem: {
        kind: "UNKNOWN_THEME",
        names: ["colour-blind", "dark", "high-contrast", "light", "monochrome"],
        nearest: "dark",
      },
    },
  });
  expect(problemOf(() => chooseTheme(themes, "", null, "256")).facts).toMatchObject({
    problem: { kind: "UNKNOWN_THEME", nearest: null },
  });
});
