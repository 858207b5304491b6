import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BUILTIN_THEMES } from "#themes/load-themes.js";
import { parseTheme } from "#themes/parse-theme.js";
import { ROLES } from "#themes/theme.js";
import { problemOf } from "../language/problem-of.js";

const PATH = "/home/op/.config/shoseki/themes/dusk.json";

interface Draft {
  [key: string]: unknown;
  name: unknown;
  title: Record<string, unknown>;
  background: unknown;
  roles: Record<string, Record<string, unknown>>;
}

/** A theme that an operator has begun by copying the dark one, and then changed. */
function draft(change: (theme: Draft) => void = () => {}): string {
  const theme = JSON.parse(readFileSync(`${BUILTIN_THEMES}dark.json`, "utf8")) as Draft;
  theme.name = "dusk";
  change(theme);
  return JSON.stringify(theme, null, 2);
}

const wrong = (change: (theme: Draft) => void) => {
  const { code, facts } = problemOf(() => parseTheme(PATH, draft(change)));
  expect({ code, path: (facts as { path: string }).path }).toEqual({ code: "THEME_INVALID", path: PATH });
  return (facts as { problem: unknown }).problem;
};

test("a theme has what its file says, and what the file leaves out is off", () => {
  const theme = parseTheme(
    PATH,
    draft(({ roles }) => {
      roles.ok = { fg: "#00FF7f", bg: 17, bold: true, italic: false };
      roles.key = { fg: "brightCyan", bg: null };
    }),
  );
  expect(theme).toMatchObject({
    name: "dusk",
    title: { en: "Dark", ja: "ダーク" },
    background: "dark",
    roles: {
      ok: {
        fg: { kind: "rgb", rgb: [0, 255, 127] },
        bg: { kind: "palette", index: 17 },
        bold: true,
        dim: false,
        italic: false,
        underline: false,
        inverse: false,
      },
      key: { fg: { kind: "palette", index: 14 }, bg: null },
    },
  });
  expect(Object.keys(theme.roles)).toEqual([...ROLES]);
});

test("a byte order mark, as some editors write it, is no matter", () => {
  expect(parseTheme(PATH, `\ufeff${draft()}`).name).toBe("dusk");
});

test("a misspelt key is refused with its place and with what was probably meant", () => {
  expect(
    wrong(({ roles }) => {
      roles.boarder = roles.border!;
      delete roles.border;
    }),
  ).toEqual({ kind: "UNKNOWN_KEY", at: "roles.boarder", nearest: "border" });
  expect(
    wrong(({ roles }) => {
      roles.ok!.underlined = true;
    }),
  ).toEqual({ kind: "UNKNOWN_KEY", at: "roles.ok.underlined", nearest: "underline" });
  expect(
    wrong((theme) => {
      theme.author = "op";
    }),
  ).toEqual({ kind: "UNKNOWN_KEY", at: "author", nearest: null });
  expect(
    wrong(({ title }) => {
      title.de = "Dämmerung";
    }),
  ).toEqual({ kind: "UNKNOWN_KEY", at: "title.de", nearest: null });
});

test("a role that is left out is named, whichever it is", () => {
  for (const role of ROLES) {
    expect(wrong(({ roles }) => delete roles[role])).toEqual({ kind: "MISSING", at: `roles.${role}` });
  }
  expect(wrong(({ roles }) => delete roles.ok!.bg)).toEqual({ kind: "MISSING", at: "roles.ok.bg" });
  expect(wrong(({ title }) => delete title.ja)).toEqual({ kind: "MISSING", at: "title.ja" });
});

test.each([
  ["#fff", '"#fff"', null],
  ["#12345g", '"#12345g"', null],
  ["#1234567", '"#1234567"', null],
  ["gren", '"gren"', "green"],
  ["bright-red", '"bright-red"', "brightRed"],
  ["constructor", '"constructor"', null],
  [256, "256", null],
  [-1, "-1", null],
  [1.5, "1.5", null],
  [true, "true", null],
  [[1, 2, 3], "[…]", null],
  [{ r: 1 }, "{…}", null],
])("%j is no colour", (fg, text, nearest) => {
  const change = ({ roles }: Draft) => {
    roles.danger!.fg = fg;
  };
  expect(wrong(change)).toEqual({ kind: "NOT_COLOUR", at: "roles.danger.fg", text, nearest });
});

test("what is of the wrong kind is refused with its place", () => {
  expect(wrong(({ roles }) => Object.assign(roles.ok!, { bold: 1 }))).toEqual({
    kind: "NOT_BOOLEAN",
    at: "roles.ok.bold",
  });
  expect(wrong(({ roles }) => Object.assign(roles.ok!, { bold: null }))).toEqual({
    kind: "NOT_BOOLEAN",
    at: "roles.ok.bold",
  });
  expect(wrong((theme) => Object.assign(theme, { background: "Dark" }))).toEqual({
    kind: "NOT_BACKGROUND",
    at: "background",
  });
  expect(wrong((theme) => Object.assign(theme.title, { en: " " }))).toEqual({
    kind: "NOT_TEXT",
    at: "title.en",
  });
  expect(wrong((theme) => Object.assign(theme.title, { en: "\u001b[2J" }))).toEqual({
    kind: "NOT_TEXT",
    at: "title.en",
  });
  expect(wrong((theme) => Object.assign(theme, { roles: [] }))).toEqual({ kind: "NOT_OBJECT", at: "roles" });
  expect(wrong((theme) => Object.assign(theme.roles, { ok: "green" }))).toEqual({
    kind: "NOT_OBJECT",
    at: "roles.ok",
  });
  expect(problemOf(() => parseTheme(PATH, "[]")).facts).toEqual({
    path: PATH,
    problem: { kind: "NOT_OBJECT", at: "" },
  });
});

test("a copy that has kept the name of the original is refused: two files would be one theme", () => {
  expect(wrong((theme) => Object.assign(theme, { name: "dark" }))).toEqual({
    kind: "OTHER_NAME",
    name: "dark",
    expected: "dusk",
  });
});

test("a theme in which the row under the cursor would look like any other is refused", () => {
  const select = (style: object) => (theme: Draft) => Object.assign(theme.roles, { selection: style });
  const unseen = { kind: "UNSEEN", at: "roles.selection" };
  expect(wrong(select({ fg: "#ffffff", bg: null, bold: true }))).toEqual(unseen);
  expect(
    wrong((theme) => {
      theme.roles.text = { fg: "#ffffff", bg: "#000000" };
      select({ fg: "#ffff00", bg: "#000000" })(theme);
    }),
  ).toEqual(unseen);
  for (const style of [
    { fg: null, bg: "blue" },
    { fg: null, bg: null, inverse: true },
    { fg: null, bg: null, underline: true },
  ]) {
    expect(parseTheme(PATH, draft(select(style))).name).toBe("dusk");
  }
});
