import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BUILTIN_THEMES, loadThemes } from "#themes/load-themes.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { problemOf } from "../language/problem-of.js";

const NAMES = ["colour-blind", "dark", "high-contrast", "light", "monochrome"];

/** A file as an operator makes it: the dark theme under another name. */
function copyOf(directory: string, name: string, change = (text: string) => text): void {
  const text = readFileSync(`${BUILTIN_THEMES}dark.json`, "utf8").replace(
    '"name": "dark"',
    `"name": "${name}"`,
  );
  writeFileSync(join(directory, `${name}.json`), change(text));
}

const names = ({ themes }: ReturnType<typeof loadThemes>) => themes.map(({ name }) => name);

test("an operator without themes of their own has the built-in ones, and no problem", () => {
  using home = temporaryDirectory();
  const loaded = loadThemes(BUILTIN_THEMES, join(home.path, "themes"));
  expect(names(loaded)).toEqual(NAMES);
  expect(loaded.problems).toEqual([]);
});

test("an operator's theme is among the others, and one of a built-in name takes its place", () => {
  using home = temporaryDirectory();
  copyOf(home.path, "dusk");
  copyOf(home.path, "light", (text) => text.replace('"Dark"', '"My light"'));
  writeFileSync(join(home.path, "notes.txt"), "not a theme");
  writeFileSync(join(home.path, ".#dusk.json"), "an editor's");
  const loaded = loadThemes(BUILTIN_THEMES, home.path);
  expect(names(loaded)).toEqual(["colour-blind", "dark", "dusk", "high-contrast", "light", "monochrome"]);
  expect(loaded.themes.find(({ name }) => name === "light")?.title.en).toBe("My light");
  expect(loaded.problems).toEqual([]);
});

test("files that are no themes are told, each, and take nothing away", () => {
  using home = temporaryDirectory();
  copyOf(home.path, "dusk");
  copyOf(home.path, "light", (text) => text.replace('"ok"', '"okay"'));
  copyOf(home.path, "dark", (text) => text.replace("},", "}"));
  mkdirSync(join(home.path, "folder.json"));
  const loaded = loadThemes(BUILTIN_THEMES, home.path);
  expect(names(loaded)).toEqual(["colour-blind", "dark", "dusk", "high-contrast", "light", "monochrome"]);
  expect(loaded.themes.find(({ name }) => name === "light")?.background).toBe("light");
  expect(loaded.problems.map(({ problem }) => problem)).toEqual([
    {
      code: "THEME_INVALID",
      facts: { path: join(home.path, "dark.json"), problem: { kind: "SYNTAX", line: 4, column: 3 } },
    },
    {
      code: "FILE_UNREADABLE",
      facts: { path: join(home.path, "folder.json"), cause: expect.stringContaining("EISDIR") },
    },
    {
      code: "THEME_INVALID",
      facts: {
        path: join(home.path, "light.json"),
        problem: { kind: "UNKNOWN_KEY", at: "roles.okay", nearest: "ok" },
      },
    },
  ]);
});

test("a file in the place of the operator's directory is a problem, and the built-in themes are there", () => {
  using home = temporaryDirectory();
  const file = join(home.path, "themes");
  writeFileSync(file, "");
  const loaded = loadThemes(BUILTIN_THEMES, file);
  expect(names(loaded)).toEqual(NAMES);
  expect(loaded.problems.map(({ problem }) => problem)).toEqual([
    { code: "FILE_UNREADABLE", facts: { path: file, cause: expect.stringContaining("ENOTDIR") } },
  ]);
});

test("a program whose own themes are missing or broken says so at once", () => {
  using home = temporaryDirectory();
  const gone = join(home.path, "gone");
  const loading = (directory: string) => problemOf(() => loadThemes(directory, gone));
  expect(loading(gone)).toMatchObject({ code: "FILE_UNREADABLE", facts: { path: gone } });
  expect(loading(home.path)).toMatchObject({ code: "FILE_UNREADABLE", facts: { path: home.path } });
  copyOf(home.path, "dusk", (text) => text.replace("#79c0ff", "#79c0f"));
  expect(loading(home.path)).toMatchObject({
    code: "THEME_INVALID",
    facts: { problem: { kind: "NOT_COLOUR", at: "roles.accent.fg" } },
  });
});
