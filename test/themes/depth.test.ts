import { expect, test } from "vitest";
import { colourDepth } from "#themes/depth.js";

test.each([
  [{ TERM: "xterm-256color", COLORTERM: "truecolor" }, "truecolor"],
  [{ TERM: "xterm", COLORTERM: "24bit" }, "truecolor"],
  [{ TERM: "xterm-256color" }, "256"],
  [{ TERM: "tmux-256color" }, "256"],
  [{ TERM: "xterm-256color", COLORTERM: "gnome-terminal" }, "256"],
  [{ TERM: "xterm" }, "16"],
  [{ TERM: "linux" }, "16"],
  [{ TERM: "xterm-kitty" }, "truecolor"],
  [{ TERM: "xterm-direct" }, "truecolor"],
  [{ TERM: "alacritty" }, "truecolor"],
  [{ TERM: "vt220" }, "none"],
  [{ TERM: "linux-m" }, "none"],
  [{ TERM: "xterm-mono" }, "none"],
  [{}, "none"],
] as const)("a terminal that says %j has %s", (env, depth) => {
  expect(colourDepth(env, true)).toBe(depth);
});

test("inside GNU screen exact colours are not believed; inside tmux they are", () => {
  const env = { TERM: "screen.xterm-256color", COLORTERM: "truecolor" };
  expect(colourDepth(env, true)).toBe("256");
  expect(colourDepth({ ...env, TERM: "screen-256color", TMUX: "/tmp/tmux-0/default,1,0" }, true)).toBe(
    "truecolor",
  );
});

test("NO_COLOR takes the colours and leaves the attributes; empty it says nothing", () => {
  const env = { TERM: "xterm-256color", COLORTERM: "truecolor" };
  expect(colourDepth({ ...env, NO_COLOR: "1" }, true)).toBe("none");
  expect(colourDepth({ ...env, NO_COLOR: "0" }, true)).toBe("none");
  expect(colourDepth({ ...env, NO_COLOR: "" }, true)).toBe("truecolor");
  expect(colourDepth({ ...env, NO_COLOR: "1", FORCE_COLOR: "3" }, true)).toBe("none");
});

test("a dumb terminal, and what is no terminal, get text only", () => {
  expect(colourDepth({ TERM: "dumb", COLORTERM: "truecolor" }, true)).toBe("plain");
  expect(colourDepth({ TERM: "xterm-256color" }, false)).toBe("plain");
  expect(colourDepth({ TERM: "dumb", NO_COLOR: "1" }, true)).toBe("plain");
  expect(colourDepth({ TERM: "xterm", NO_COLOR: "1" }, false)).toBe("plain");
});

test("FORCE_COLOR says what a terminal does not", () => {
  const forced = (FORCE_COLOR: string, isTTY = false) => colourDepth({ TERM: "dumb", FORCE_COLOR }, isTTY);
  expect(["", "1", "true", "2", "3", "constructor"].map((value) => forced(value))).toEqual([
    "16",
    "16",
    "16",
    "256",
    "truecolor",
    "16",
  ]);
  expect(forced("0")).toBe("plain");
  expect(colourDepth({ TERM: "xterm-256color", FORCE_COLOR: "false" }, true)).toBe("none");
});
