import { expect, test } from "vitest";
import { bytesOfKey } from "./keys.js";

test.each([
  ["a", "a"],
  ["+", "+"],
  ["を", "を"],
  ["enter", "\r"],
  ["tab", "\t"],
  ["space", " "],
  ["backspace", "\u{7F}"],
  ["delete", "\u{1B}[3~"],
  ["home", "\u{1B}[H"],
  ["end", "\u{1B}[F"],
  ["pageup", "\u{1B}[5~"],
  ["ctrl+pagedown", "\u{1B}[6;5~"],
  ["shift+up", "\u{1B}[1;2A"],
  ["ctrl+shift+left", "\u{1B}[1;6D"],
  ["alt+right", "\u{1B}[1;3C"],
  ["f1", "\u{1B}OP"],
  ["shift+f1", "\u{1B}[1;2P"],
  ["f12", "\u{1B}[24~"],
  ["ctrl+c", "\u{3}"],
  ["ctrl+]", "\u{1D}"],
  ["ctrl+space", "\0"],
  ["alt+enter", "\u{1B}\r"],
  ["alt+backspace", "\u{1B}\u{7F}"],
  ["ctrl+alt+d", "\u{1B}\u{4}"],
])("%s is %j", (key, bytes) => {
  expect(bytesOfKey(key)).toBe(bytes);
});

test("in application mode only bare cursor keys differ", () => {
  const inMode = ["up", "home", "shift+up", "f1", "delete"].map((key) => bytesOfKey(key, true));
  expect(inMode).toEqual(["\u{1B}OA", "\u{1B}OH", "\u{1B}[1;2A", "\u{1B}OP", "\u{1B}[3~"]);
});

test.each(["ctrl+enter", "shift+a", "ctrl+1", "hyper+a", "return", "", "ctrl+"])(
  "no terminal sends %j",
  (key) => {
    expect(() => bytesOfKey(key)).toThrow(`a key called "${key}"`);
  },
);
