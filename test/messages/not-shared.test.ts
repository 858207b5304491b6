import { expect, test } from "vitest";
import type { NotShared } from "#domain/not-shared.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";

const said = (why: NotShared) =>
  [en, ja].map((catalogue) => {
    const { what, next } = explain({ code: "SESSION_NOT_SHARED", facts: { why } }, catalogue);
    return `${what} ${next}`;
  });

test("why a session is not shared is said with the place it is about, and how to have it shared", () => {
  for (const kind of ["UNSAFE", "TOO_LONG"] as const) {
    for (const text of said({ kind, path: "/run/user/7/shoseki" })) {
      expect(text).toContain("/run/user/7/shoseki");
      expect(text).toContain("XDG_RUNTIME_DIR");
    }
  }
  for (const text of said({ kind: "FAILED", path: "/run/7.sock", cause: "EROFS" })) {
    expect(text).toMatch(/\/run\/7\.sock.*EROFS.*XDG_RUNTIME_DIR/u);
  }
});

test("that another console shares it already needs nothing to be done", () => {
  const [english, japanese] = said({ kind: "TAKEN" });
  expect(english).toMatch(/open already.*Nothing needs to be done/u);
  expect(japanese).toMatch(/すでに開いています.*対処は不要です/u);
});
