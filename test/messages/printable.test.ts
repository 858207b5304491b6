import { expect, test } from "vitest";
import { printable } from "#messages/printable.js";

test("what a terminal would obey, or give another width than another does, is shown, and so is what is not seen", () => {
  expect(printable("web\u001b[2J\r\n")).toBe("web\\u{1b}[2J\\u{d}\\u{a}");
  expect(printable("web-\u202e10\u2066\ud800")).toBe("web-\\u{202e}10\\u{2066}\\u{d800}");
  expect(printable("👨\u200d👩\u200d👧 ❤\ufe0f 👍🏽")).toBe(
    "👨\\u{200d}👩\\u{200d}👧 ❤\\u{fe0f} 👍\\u{1f3fd}",
  );
  // Two names that look the same are two.
  expect(printable("web\u200b-01\u{e0041}\u00ad\u3164")).toBe("web\\u{200b}-01\\u{e0041}\\u{ad}\\u{3164}");
});

test("what people write stays as it is: marks, variants of ideographs, flags", () => {
  for (const text of ["辻\u{e0100}さん", "神\ufe00", "か\u3099", "e\u0301", "कि", "🇯🇵", "各拠点 — “web”"])
    expect(printable(text)).toBe(text);
});
