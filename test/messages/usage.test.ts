import stringWidth from "string-width";
import { expect, test } from "vitest";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import {
  generalOptions,
  handoverOptions,
  logOptions,
  procedureOptions,
  profileOptions,
  replayOptions,
  touchedOptions,
  verifyOptions,
} from "#messages/options.js";
import { usageText } from "#messages/usage.js";
import { parseFaults } from "#providers/simulator/fault-text.js";

test("usage says all that can be typed, each with a meaning, in both languages", () => {
  for (const catalogue of [en, ja]) {
    const text = usageText(catalogue);
    for (const [name, written] of [
      ...generalOptions,
      ...logOptions,
      ...verifyOptions,
      ...profileOptions,
      ...procedureOptions,
      ...replayOptions,
      ...handoverOptions,
      ...touchedOptions,
    ]) {
      const lines = text.split("\n").filter((candidate) => candidate.startsWith(`  ${written} `));
      expect(
        lines.some((line) => line.endsWith(`  ${catalogue.usage.options[name]}`)),
        written,
      ).toBe(true);
    }
    for (const typed of [
      "shoseki exec ENDPOINT LINE...",
      "shoseki run ENDPOINT FILE|-",
      "shoseki log",
      "shoseki profile add|list|... [NAME]",
      "shoseki verify [DIR|PROOF|FILE.tar]",
      "shoseki proof [SEQ]",
      "shoseki help [VERB...]",
      "vsphere://[USER@]HOST[:PORT]",
      "sim:[?vms=200&seed=1&latency=50ms]",
      "SHOSEKI_JOURNAL",
      "SHOSEKI_PASSWORD",
      "SHOSEKI_PASSPHRASE",
    ])
      expect(text).toContain(`  ${typed}`);
    for (const code of [0, 1, 2, 3, 4, 5] as const)
      expect(text).toContain(`\n  ${code}  ${catalogue.usage.exitCodes[code]}`);
  }
});

test("usage names every call that the simulator can make go wrong", () => {
  const read = parseFaults("frob:refuse");
  const calls = /there are (?<calls>.+)$/.exec("problem" in read ? read.problem : "")?.groups?.calls ?? "";
  expect(calls).toContain("login, read, ping");
  for (const { usage } of [en, ja]) expect(usage.simulator.join(" ")).toMatch(new RegExp(`${calls}[;、]`));
});

test("every option that has a text is shown once", () => {
  const shown = [
    ...generalOptions,
    ...logOptions,
    ...verifyOptions,
    ...profileOptions,
    ...procedureOptions,
    ...replayOptions,
    ...handoverOptions,
    ...touchedOptions,
  ].map(([name]) => name);
  expect([...shown].sort()).toEqual(Object.keys(en.usage.options).sort());
});

test("usage fits a terminal of 120 columns", () => {
  for (const catalogue of [en, ja]) {
    for (const line of usageText(catalogue).split("\n"))
      expect(stringWidth(line), line).toBeLessThanOrEqual(120);
  }
});
