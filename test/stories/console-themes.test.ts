import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Style } from "../terminal/style.js";
import type { Terminal, TerminalOptions } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const DIRECTORY = fileURLToPath(new URL("../../themes/", import.meta.url));
const NAMES = readdirSync(DIRECTORY).map((file) => basename(file, ".json"));

interface ThemeFile {
  readonly name: string;
  readonly title: { readonly en: string; readonly ja: string };
  readonly roles: Record<string, { fg: `#${string}` | null; bg: `#${string}` | null } & Partial<Style>>;
}

function themeFile(name: string): ThemeFile {
  return JSON.parse(readFileSync(join(DIRECTORY, `${name}.json`), "utf8")) as ThemeFile;
}

/** How the theme's file says that a role is drawn. */
function styleIn(name: string, role: string): Partial<Style> {
  const { fg, bg, ...attributes } = themeFile(name).roles[role] ?? { fg: null, bg: null };
  return { ...PLAIN, foreground: fg ?? "default", background: bg ?? "default", ...attributes };
}

const PLAIN: Style = {
  foreground: "default",
  background: "default",
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strikethrough: false,
};

/** A machine that is running is selected, and a Login has gone well. */
async function atWork(
  home: OperatorHome,
  args: readonly string[] = [],
  options: Omit<TerminalOptions, "home"> = {},
): Promise<Terminal> {
  const terminal = openConsole(home, ["sim:?vms=20", ...args], options);
  try {
    await terminal.see(/ ms {2}read-write/);
    await terminal.see(/ anchored \dm ago/);
    await terminal.see(/✓ OK +Login/);
  } catch (error) {
    await terminal[Symbol.asyncDispose]();
    throw error;
  }
  return terminal;
}

function expectThemed(terminal: Terminal, name: string): void {
  expect(terminal.styleOf("› api-01"), `the selection in ${name}`).toEqual(styleIn(name, "selection"));
  expect(terminal.styleOf("✓ OK"), `what went well in ${name}`).toEqual(styleIn(name, "ok"));
  expect(terminal.styleOf("■ off"), `what may be passed over in ${name}`).toEqual(styleIn(name, "dim"));
}

test.each(NAMES)("--theme %s draws as themes/ has it", async (name) => {
  using home = new OperatorHome();
  await using terminal = await atWork(home, ["--theme", name]);
  expectThemed(terminal, name);
});

test("themes are switched from the list that T opens, while everything is shown", async () => {
  using home = new OperatorHome();
  await using terminal = await atWork(home);
  let now = "dark";
  for (const name of NAMES) {
    terminal.press("T");
    await terminal.see("━▸Themes ");
    const named = (row: string) => NAMES.find((each) => row.includes(` ${each} `));
    const rows = terminal.screen().filter((row) => named(row) !== undefined);
    expect(rows.map(named)).toEqual(NAMES);
    expect(rows.filter((row) => row.endsWith("✓")).map(named)).toEqual([now]);
    terminal.type(name);
    await terminal.see(`━ 1/${NAMES.length} ━`);
    terminal.press("enter");
    await terminal.gone("Themes");
    expectThemed(terminal, name);
    now = name;
  }
  enterLine(terminal, "theme light");
  await terminal.see("Theme: Light");
  terminal.press("esc");
  await terminal.see("Enter operate");
  expectThemed(terminal, "light");
});

test.each<[string, Record<string, string>]>([
  ["NO_COLOR is set", { NO_COLOR: "1" }],
  ["TERM is vt100", { TERM: "vt100", COLORTERM: "" }],
  ["TERM is xterm-mono", { TERM: "xterm-mono", COLORTERM: "" }],
])("where there are no colours (%s), what is selected is told all the same", async (_, env) => {
  using home = new OperatorHome();
  await using terminal = await atWork(home, [], { env });
  expect(terminal.styleOf("› api-01")).toEqual({ ...PLAIN, inverse: true });
  expect(terminal.styleOf("✓ OK")).toEqual(PLAIN);
  terminal.press("T");
  await terminal.see("━▸Themes ");
  expect(terminal.styleOf("› colour-blind")).toEqual({ ...PLAIN, inverse: true });
  // Also a theme that is all colours.
  terminal.type("high");
  await terminal.see("━ 1/");
  terminal.press("enter");
  await terminal.gone("Themes");
  expect(terminal.styleOf("› api-01")).toMatchObject({ inverse: true });
  expect(coloursOn(terminal)).toEqual(["default"]);
});

/** Every colour that is anywhere on the screen. */
function coloursOn(terminal: Terminal): unknown[] {
  const colours = new Set<unknown>();
  for (let row = 0; row < terminal.rows; row += 1) {
    for (let column = 0; column < terminal.columns; column += 1) {
      const { foreground, background } = terminal.cell(row, column).style;
      colours.add(foreground).add(background);
    }
  }
  return [...colours];
}

test("a terminal of sixteen colours gets colours of those, and a selection in them", async () => {
  using home = new OperatorHome();
  await using terminal = await atWork(home, [], { env: { TERM: "xterm", COLORTERM: "" } });
  const selection = terminal.styleOf("› api-01");
  expect(selection.background).not.toBe("default");
  expect(selection.background).not.toEqual(selection.foreground);
  for (const colour of coloursOn(terminal)) {
    expect(colour === "default" || (typeof colour === "number" && colour < 16), String(colour)).toBe(true);
  }
});

test.each<[string, string, Omit<TerminalOptions, "home">]>([
  ["light on a terminal that says it is white", "light", { background: "#ffffff" }],
  ["dark on one that says it is black", "dark", { background: "#101418" }],
  ["dark on one that does not say", "dark", { background: "unanswered" }],
  ["light where COLORFGBG says so", "light", { background: "unanswered", env: { COLORFGBG: "0;15" } }],
  ["dark where COLORFGBG says so", "dark", { background: "unanswered", env: { COLORFGBG: "15;0" } }],
])("without --theme it is %s", async (_, name, options) => {
  using home = new OperatorHome();
  await using terminal = await atWork(home, [], options);
  expectThemed(terminal, name);
  // What the terminal said of itself is nowhere taken for keys.
  expect(terminal.screen().at(-2)).toMatch(/^› : command/);
});

function putTheme(home: OperatorHome, name: string, text: string): void {
  const directory = join(home.directory, ".config", "shoseki", "themes");
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${name}.json`), text);
}

/** As the dark theme, with another selection. */
function nightShift(): string {
  const dark = themeFile("dark");
  return JSON.stringify({
    ...dark,
    name: "night-shift",
    title: { en: "Night shift", ja: "夜勤" },
    roles: { ...dark.roles, selection: { fg: "#ffeedd", bg: "#552200" } },
  });
}

test("a theme of one's own is taken from the config directory, by name and in the list", async () => {
  using home = new OperatorHome();
  putTheme(home, "night-shift", nightShift());
  const own = { ...PLAIN, foreground: "#ffeedd", background: "#552200" };
  {
    await using terminal = await atWork(home, ["--theme", "night-shift"]);
    expect(terminal.styleOf("› api-01")).toEqual(own);
  }
  await using terminal = await atWork(home);
  terminal.press("T");
  await terminal.see(/ night-shift +Night shift$/m);
  terminal.type("shift");
  await terminal.see("━ 1/6 ━");
  terminal.press("enter");
  await terminal.gone("Themes");
  expect(terminal.styleOf("› api-01")).toEqual(own);
});

test("one that is broken is a warning, and leaves the others as they are", async () => {
  using home = new OperatorHome();
  putTheme(home, "night-shift", nightShift().replace('"#552200"', '"brwon"'));
  await using terminal = openConsole(home, ["sim:?vms=20"]);
  await terminal.see(/ ms {2}read-write/);
  await terminal.see(/ anchored \dm ago/);
  await terminal.until("the warning", (screen) =>
    screen.join("").includes("night-shift.json is not a theme: roles.selection.bg is"),
  );
  expectThemed(terminal, "dark");
  terminal.press("T");
  await terminal.see("━ 5/5 ━");
});

test.each<[string, readonly string[], string]>([
  ["en", [], "There is no theme drak; there are colour-blind, dark,"],
  ["ja", ["--lang", "ja"], "テーマ「drak」はありません。"],
])("a theme that there is not is an error before anything is sent, in %s", async (_, args, said) => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:", "--theme", "drak", ...args]);
  expect(await terminal.exited).toEqual({ code: 2, signal: null });
  expect(terminal).toMatchObject({ onAlternateScreen: false, cursor: { shown: true } });
  expect(terminal.text()).toContain(`THEME_INVALID: ${said}`);
  expect(home.entries().map(({ OPR }) => OPR)).not.toContain("Login");
});

test("results are told by sign and word: a screen without any colour says as much", async () => {
  using home = new OperatorHome();
  await using terminal = await atWork(home, [], { columns: 120, rows: 40, env: { NO_COLOR: "1" } });
  enterLine(terminal, "start db-01");
  await terminal.see(/→ intent +StartVM .*db-01/);
  await terminal.see(/✓ OK +StartVM .*db-01 +power off -> on +✓$/m);
  terminal.type("start db-01");
  terminal.press("enter");
  await terminal.see(/⊘ REFUSED +StartVM .*db-01/);
  expect(coloursOn(terminal)).toEqual(["default"]);
});

test("so are what failed, and what nobody knows the end of", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, [
    "sim:?vms=20&faults=start:fail@1,start:lost@2",
    "--theme",
    "monochrome",
  ]);
  await terminal.see(/ ms {2}read-write/);
  await terminal.see(/ anchored \dm ago/);
  enterLine(terminal, "start db-01");
  await terminal.see(/✗ NG +StartVM +db-01/);
  await terminal.see(/^ NG StartVM {2}db-01/m);
  terminal.type("start db-01");
  terminal.press("enter");
  await terminal.see(/\? UNKNOWN +StartVM +db-01/);
});
