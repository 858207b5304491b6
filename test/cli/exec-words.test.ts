import fc from "fast-check";
import { expect, test } from "vitest";
import { readExec, requestOf } from "#cli/exec-words.js";
import { readArguments } from "#cli/options.js";
import { chooseCatalogue } from "#messages/choose.js";

const WORDS = [
  "exec",
  "vc1",
  "sim:",
  "start web-01",
  "",
  "-",
  "--yes",
  "--json",
  "--keep-going",
  "--reason",
  "--reason=it is late",
  "--reason=",
  "--ticket",
  "CHG-7",
  "--lang",
  "ja",
  "--journal",
  "/journal",
  "--journal=",
  "--user",
  "--no-share",
  "--yes=1",
  "--",
  "-h",
  "--help",
];

/** What the whole program reads, or null where it says what is wrong. */
function readWhole(argv: readonly string[]) {
  try {
    return readArguments(argv);
  } catch {
    return null;
  }
}

test("what the fast way reads is what the whole program reads", () => {
  let agreed = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }), (some) => {
      const argv = ["exec", "sim:", ...some];
      const fast = readExec(argv);
      if (fast === null) return;
      const whole = readWhole(argv);
      expect(whole, argv.join(" ")).not.toBeNull();
      const { options, words } = whole!;
      agreed += 1;
      expect({
        json: fast.json || undefined,
        yes: fast.yes || undefined,
        "keep-going": fast.keepGoing || undefined,
        reason: fast.reason,
        ticket: fast.ticket,
        lang: fast.lang,
        journal: fast.journal,
      }).toEqual({
        json: undefined,
        yes: undefined,
        "keep-going": undefined,
        reason: undefined,
        ticket: undefined,
        lang: undefined,
        journal: undefined,
        ...options,
      });
      expect(["exec", fast.place, ...fast.lines]).toEqual(words);
    }),
    { numRuns: 3_000 },
  );
  expect(agreed).toBeGreaterThan(100);
});

test("an exec may have its options anywhere; another subcommand, and other options, are not for the fast way", () => {
  expect(readExec(["--json", "exec", "vc1", "--reason=late", "start web-01", "--ticket", "CHG-7"])).toEqual({
    json: true,
    yes: false,
    keepGoing: false,
    reason: "late",
    ticket: "CHG-7",
    lang: undefined,
    journal: undefined,
    place: "vc1",
    lines: ["start web-01"],
  });
  for (const argv of [
    ["run", "vc1", "exec"],
    ["exec", "vc1"],
    ["exec", "vc1", "vms", "--no-share"],
    ["exec", "vc1", "vms", "--user", "ops"],
    ["exec", "vc1", "vms", "--thumbprint", "AA"],
    ["exec", "vc1", "vms", "--read-only"],
    ["exec", "vc1", "vms", "--lang", "fr"],
    ["exec", "vc1", "vms", "--reason"],
    ["exec", "vc1", "vms", "--reason", "--yes"],
    ["exec", "vc1", "vms", "--help"],
  ]) {
    expect(readExec(argv), argv.join(" ")).toBeNull();
  }
});

test("the language is the one that it would be said in here", () => {
  const words = {
    json: false,
    yes: false,
    keepGoing: false,
    reason: undefined,
    ticket: undefined,
    lines: ["vms"],
  };
  for (const [lang, env] of [
    [undefined, {}],
    [undefined, { LANG: "ja_JP.UTF-8" }],
    [undefined, { LC_ALL: "C", LANG: "ja_JP.UTF-8" }],
    [undefined, { LC_ALL: "", LC_MESSAGES: "ja" }],
    ["en", { LANG: "ja_JP.UTF-8" }],
    ["ja", {}],
  ] as const) {
    const { locale } = requestOf({ ...words, lang }, env);
    expect(chooseCatalogue(locale, {}).language).toBe(chooseCatalogue(lang, env).language);
  }
});
