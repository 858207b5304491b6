import { expect, test } from "vitest";
import { headerLines } from "#console/panes/header.js";
import { widthOf } from "#console/widgets/width.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { estate } from "../../inventory/estate.js";
import { FakeConsole } from "../fake-console.js";

test.each([
  ["off" as const, en, /^ sim:/u, null],
  ["on" as const, en, /^ ● REC {2}sim:/u, "warning"],
  ["keys" as const, en, /^ ● REC\+keys {2}sim:/u, "warning"],
  ["failed" as const, en, /^ ! REC FAILED {2}sim:/u, "danger"],
  ["keys" as const, ja, /^ ● 録画中\+キー {2}sim:/u, "warning"],
  ["failed" as const, ja, /^ ! 録画失敗 {2}sim:/u, "danger"],
])(
  "whether it is recorded stands first in the header, however narrow that is: %o",
  (state, catalogue, seen, role) => {
    const { store } = new FakeConsole(estate());
    store.recording = state;
    const roles = new Map<string, string>();
    const paint = (role: string, text: string) => {
      roles.set(text, role);
      return text;
    };
    for (const [width, height] of [
      [80, 1],
      [80, 2],
      [200, 2],
    ] as const) {
      const [line = ""] = headerLines({ paint, catalogue }, store, width, height);
      expect(line).toMatch(seen);
      expect(widthOf(line)).toBe(width);
    }
    expect([...roles].find(([text]) => /REC|録画/u.test(text))?.[1] ?? null).toBe(role);
  },
);
