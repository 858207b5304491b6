import fc from "fast-check";
import { expect, test } from "vitest";
import { globMatcher } from "#inventory/glob.js";
import { like } from "#procedures/like.js";

test("a pattern is that of the command line, without its sets", () => {
  expect(like("web-01", "web-*")).toBe(true);
  expect(like("Web-01", "web-*")).toBe(false);
  expect(like("web-01", "web-?")).toBe(false);
  expect(like("営業-01", "営?-*1")).toBe(true);
  expect(like("cafe\u0301", "caf\u00e9")).toBe(true);
  const part = fc.constantFrom("a", "b", "*", "?", "-");
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b", "-"), { minLength: 1 }),
      fc.array(part, { minLength: 1, maxLength: 8 }),
      (name, pattern) => {
        expect(like(name.join(""), pattern.join(""))).toBe(
          globMatcher(pattern.join(""), "name")(name.join("")),
        );
      },
    ),
  );
});

test("no pattern takes long", () => {
  expect(like("a".repeat(100_000), `${"*a".repeat(63)}b`)).toBe(false);
  expect(() => like("a", "*".repeat(129))).toThrow("at most 128");
});
