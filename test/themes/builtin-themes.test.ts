import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Rgb } from "#themes/colour.js";
import { contrast } from "#themes/contrast.js";
import { BUILTIN_THEMES, loadThemes } from "#themes/load-themes.js";
import { createPaint } from "#themes/painter.js";
import { rgbOf } from "#themes/palette.js";
import { ATTRIBUTES, type Background, ROLES, type Role, type Style, type Theme } from "#themes/theme.js";
import { builtin } from "./builtin.js";
import { apart, labSeen } from "./colour-vision.js";

const themes = loadThemes(BUILTIN_THEMES, "/nowhere").themes;

/** xterm, VS Code, Dracula, One Dark, Solarized, Ubuntu; white, Solarized, a grey, Catppuccin Latte. */
const BACKGROUNDS: Readonly<Record<Background, readonly Rgb[]>> = {
  dark: ["#000000", "#1e1e1e", "#282a36", "#282c34", "#002b36", "#300a24"].map(hex),
  light: ["#ffffff", "#fdf6e3", "#eeeeee", "#eff1f5"].map(hex),
};

function hex(text: string): Rgb {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** What a role is told by: its background where it has one. */
function seen({ fg, bg }: Style): Rgb {
  const colour = bg ?? fg;
  if (colour === null) throw new Error("it has no colour");
  return rgbOf(colour);
}

/** The least contrast of a role with what is behind it; null where both colours are the terminal's own. */
function worst(theme: Theme, role: Role): number | null {
  const { fg, bg } = theme.roles[role];
  if (fg === null) return null;
  const behind = bg === null ? BACKGROUNDS[theme.background] : [rgbOf(bg)];
  return Math.min(...behind.map((each) => contrast(rgbOf(fg), each)));
}

const PASSED_OVER: readonly Role[] = ["dim", "border"];

test("there are five themes, each with a title in both languages", () => {
  expect(themes.map(({ name, title }) => [name, title.en, title.ja])).toEqual([
    ["colour-blind", "Colour-blind", "色覚サポート"],
    ["dark", "Dark", "ダーク"],
    ["high-contrast", "High contrast", "ハイコントラスト"],
    ["light", "Light", "ライト"],
    ["monochrome", "Monochrome", "モノクロ"],
  ]);
});

test.each(themes)("every role of $name can be read on the backgrounds that terminals have", (theme) => {
  for (const role of ROLES) {
    const ratio = worst(theme, role);
    if (ratio === null) continue;
    const least = theme.name === "high-contrast" ? 7 : PASSED_OVER.includes(role) ? 3 : 4.5;
    expect(ratio, role).toBeGreaterThanOrEqual(least);
  }
});

test("a background is never painted under the terminal's own foreground, nor a colour that its owner has chosen", () => {
  for (const { name, roles } of themes) {
    for (const role of ROLES) {
      const { fg, bg } = roles[role];
      if (bg !== null) expect(fg, `${name} ${role}`).not.toBeNull();
      for (const colour of [fg, bg]) {
        if (colour !== null) expect(colour.kind, `${name} ${role}`).toBe("rgb");
      }
    }
  }
});

test.each(themes)(
  "the row under the cursor stands out from the others in $name, with and without colours",
  (theme) => {
    const { bg, inverse } = theme.roles.selection;
    if (bg === null) expect(inverse).toBe(true);
    else {
      // What is not text needs 3 beside its neighbour (WCAG 1.4.11) only on the worst background; here half of that will do.
      for (const behind of BACKGROUNDS[theme.background]) {
        expect(contrast(rgbOf(bg), behind)).toBeGreaterThan(1.5);
      }
    }
    for (const depth of ["none", "16", "256", "truecolor"] as const) {
      const paint = createPaint(theme, depth);
      for (const role of ["text", "dim", "ok", "warning", "marked"] as const) {
        expect(paint("selection", "web-01"), `${depth} ${role}`).not.toBe(paint(role, "web-01"));
      }
    }
    expect(createPaint(theme, "none")("selection", "web-01")).toMatch(/[;[]7m/);
  },
);

test.each(themes)(
  "what went well, what to look at and what failed are told apart in $name, however few colours there are",
  (theme) => {
    for (const depth of ["16", "256", "truecolor"] as const) {
      const paint = createPaint(theme, depth);
      const painted = (["ok", "warning", "danger"] as const).map((role) => paint(role, "x"));
      expect(new Set(painted).size, depth).toBe(3);
    }
  },
);

test("in sixteen colours a failure is red, and what went well is green", () => {
  for (const [name, ok, danger] of [
    ["dark", "92", "1;91"],
    ["light", "32", "1;31"],
  ] as const) {
    const paint = createPaint(builtin(name), "16");
    expect(paint("ok", "x")).toBe(`\u001b[0;${ok}mx\u001b[0m`);
    expect(paint("danger", "x")).toBe(`\u001b[0;${danger}mx\u001b[0m`);
  }
});

test("in sixteen colours red is for what has gone wrong, and for nothing else", () => {
  for (const theme of themes) {
    const paint = createPaint(theme, "16");
    const red = ROLES.filter((role) => /[;0](?:31|91|41|101)[;m]/.test(paint(role, "x")));
    expect(red, theme.name).toEqual(theme.name === "monochrome" ? [] : ["danger", "error"]);
  }
});

test.each(["deuteranopia", "protanopia", "tritanopia", null] as const)(
  "with colour-blind, what went well and what failed are told apart by %s, and by lightness too",
  (vision) => {
    const { ok, warning, danger } = builtin("colour-blind").roles;
    expect(apart(seen(ok), seen(danger), vision)).toBeGreaterThan(25);
    expect(apart(seen(ok), seen(warning), vision)).toBeGreaterThan(25);
    const [one, other] = [labSeen(seen(ok), vision)[0], labSeen(seen(danger), vision)[0]];
    expect(Math.abs(one - other)).toBeGreaterThan(8);
    // And without seeing any of it: dark letters on a bright field, where the other has bright letters.
    expect(danger.bg).not.toBeNull();
    expect(ok.bg).toBeNull();
  },
);

test("what colour-blind is for: red and green of one lightness are one colour to a deuteranope", () => {
  expect(apart([200, 80, 0], [118, 118, 0], "deuteranopia")).toBeLessThan(15);
  expect(apart([200, 80, 0], [118, 118, 0], null)).toBeGreaterThan(50);
});

/** Okabe and Ito, "Color Universal Design", 2008. */
const OKABE_ITO = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];

test("colour-blind has only the palette of Okabe and Ito, and greys", () => {
  const text = readFileSync(`${BUILTIN_THEMES}colour-blind.json`, "utf8");
  const colours = [...text.matchAll(/#[0-9a-f]{6}/g)].map(([colour]) => colour);
  expect(colours.length).toBeGreaterThan(10);
  expect(colours.filter((each) => !OKABE_ITO.includes(each) && !/^#(..)\1\1$/.test(each))).toEqual([]);
});

test("monochrome has no colour at all, and no italics, and still tells the roles apart that matter", () => {
  const { roles } = builtin("monochrome");
  for (const role of ROLES) expect(roles[role]).toMatchObject({ fg: null, bg: null, italic: false });
  const look = (role: Role) => ATTRIBUTES.filter((each) => roles[role][each]).join(" ");
  const told = (["text", "warning", "danger", "selection", "dim", "match", "marked"] as const).map(look);
  expect(new Set(told).size).toBe(told.length);
});

test("the guide names every role and every attribute", () => {
  const guide = readFileSync(new URL("../../docs/themes.md", import.meta.url), "utf8");
  for (const name of [...ROLES, ...ATTRIBUTES, ...themes.map((theme) => theme.name)]) {
    expect(guide, name).toContain(`\`${name}\``);
  }
});
