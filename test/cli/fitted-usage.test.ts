import stringWidth from "string-width";
import { expect, test } from "vitest";
import { fittedUsage } from "#cli/fitted-usage.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { usageText } from "#messages/usage.js";

test("in a terminal of 80 columns no meaning is broken in the middle of a word, and examples can be copied", () => {
  for (const catalogue of [en, ja]) {
    const lines = fittedUsage(usageText(catalogue), 80).split("\n");
    const wide = lines.filter((line) => stringWidth(line) > 80);
    for (const line of wide) expect(line).toMatch(/shoseki|jq/u);
  }
  const text = fittedUsage(usageText(en), 80);
  expect(text).toContain(
    "  shoseki ENDPOINT                      the console; without a terminal, the\n" +
      "                                        lines of standard input\n",
  );
  expect(text).toContain("shoseki log --format jsonl | sed -n 5p > line.json; shoseki log --sig 4 > 4.sig\n");
});

test("where all fits nothing is changed", () => {
  for (const catalogue of [en, ja]) expect(fittedUsage(usageText(catalogue), 120)).toBe(usageText(catalogue));
});
