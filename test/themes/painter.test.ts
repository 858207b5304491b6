import xterm from "@xterm/headless";
import { expect, test } from "vitest";
import { parseColour } from "#themes/colour.js";
import { createPaint } from "#themes/painter.js";
import type { Role, Style, Theme } from "#themes/theme.js";
import { builtin } from "./builtin.js";

interface Cell {
  readonly text: string;
  readonly fg: number | null;
  readonly bg: number | null;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** The first cells of a terminal that was sent `text`. */
async function cellsOf(text: string): Promise<readonly Cell[]> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 2, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(text, done));
  const line = terminal.buffer.active.getLine(0)!;
  return Array.from({ length: terminal.buffer.active.cursorX + 1 }, (_, x) => {
    const cell = line.getCell(x)!;
    return {
      text: cell.getChars(),
      fg: cell.isFgDefault() ? null : cell.getFgColor(),
      bg: cell.isBgDefault() ? null : cell.getBgColor(),
      bold: cell.isBold() !== 0,
      underline: cell.isUnderline() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  });
}

const PLAIN = { fg: null, bg: null, bold: false, underline: false, inverse: false };

/** The dark theme with one role painted otherwise. */
function darkWith(role: Role, style: Partial<Style>): Theme {
  const dark = builtin("dark");
  return { ...dark, roles: { ...dark.roles, [role]: { ...dark.roles[role], ...style } } };
}

test("painted texts side by side are each what they are, and what comes after them is not painted", async () => {
  const paint = createPaint(builtin("dark"), "truecolor");
  const [selected, error, text, after] = await cellsOf(
    `${paint("selection", "s")}${paint("error", "e")}${paint("text", "t")}`,
  );
  expect(selected).toEqual({ ...PLAIN, text: "s", fg: 0xffffff, bg: 0x1f5299, bold: true });
  expect(error).toEqual({ ...PLAIN, text: "e", fg: 0xff8a80, underline: true });
  expect(text).toEqual({ ...PLAIN, text: "t" });
  expect(after).toEqual({ ...PLAIN, text: "" });
});

test("a text painted within another looks as it does alone, and nothing of either is left over", async () => {
  const paint = createPaint(builtin("dark"), "256");
  const [, inner, rest] = await cellsOf(paint("selection", `a${paint("error", "e")}b`));
  const [alone] = await cellsOf(paint("error", "e"));
  expect(inner).toEqual(alone);
  expect(rest).toEqual({ ...PLAIN, text: "b" });
});

test("a role with nothing to paint is the text itself", () => {
  expect(createPaint(builtin("dark"), "truecolor")("text", "web-01")).toBe("web-01");
});

test("an ANSI name is the terminal's own colour at every depth; a palette index is what it is where there are 256", () => {
  const named = darkWith("ok", { fg: parseColour("brightGreen"), bg: parseColour("blue") });
  for (const depth of ["16", "256", "truecolor"] as const) {
    expect(createPaint(named, depth)("ok", "x")).toBe("\u001b[0;92;44mx\u001b[0m");
  }
  const indexed = darkWith("ok", { fg: parseColour(203), bg: parseColour(3) });
  expect(createPaint(indexed, "truecolor")("ok", "x")).toBe("\u001b[0;38;5;203;43mx\u001b[0m");
  expect(createPaint(indexed, "256")("ok", "x")).toBe("\u001b[0;38;5;203;43mx\u001b[0m");
});

test("with sixteen colours nothing is sent that a terminal of sixteen does not know", () => {
  for (const name of ["dark", "light", "high-contrast", "colour-blind"]) {
    const { roles } = builtin(name);
    const paint = createPaint(builtin(name), "16");
    for (const role of Object.keys(roles) as Role[]) expect(paint(role, "x")).not.toMatch(/[34]8;[25]/);
  }
});

test("with sixteen colours a text can be read on its background", () => {
  const theme = darkWith("danger", { fg: parseColour("#ffd0d0"), bg: parseColour("#ff5050"), bold: false });
  expect(createPaint(theme, "16")("danger", "x")).toBe("\u001b[0;30;101mx\u001b[0m");
});

test("without colours the attributes stay, and a selection that was told by its background is inverse", async () => {
  const paint = createPaint(builtin("dark"), "none");
  const [selected, error, ok] = await cellsOf(
    paint("selection", "s") + paint("error", "e") + paint("ok", "o"),
  );
  expect(selected).toEqual({ ...PLAIN, text: "s", bold: true, inverse: true });
  expect(error).toEqual({ ...PLAIN, text: "e", underline: true });
  expect(ok).toEqual({ ...PLAIN, text: "o" });
});

test("without colours a theme that has a background everywhere is not inverse everywhere", () => {
  const black = parseColour("#000000");
  const { roles, ...dark } = darkWith("text", { bg: black });
  const paint = createPaint({ ...dark, roles: { ...roles, ok: { ...roles.ok, bg: black } } }, "none");
  expect(paint("ok", "x")).toBe("x");
  expect(paint("selection", "x")).toBe("\u001b[0;1;7mx\u001b[0m");
});

test("a dumb terminal is sent the text and nothing else", () => {
  const theme = builtin("monochrome");
  const paint = createPaint(theme, "plain");
  for (const role of Object.keys(theme.roles) as Role[]) expect(paint(role, "web-01")).toBe("web-01");
});
