import { expect, test } from "vitest";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { SUBCOMMANDS } from "#cli/subcommands.js";
import { en } from "#messages/en.js";
import { subcommandLines } from "#messages/subcommand-lines.js";

/** What `shoseki ENDPOINT` is with a terminal and without one, and what is told apart by its argument. */
const NO_WORDS = ["console", "repl", "verifyProof", "verifyCapsule"];

const words = Object.keys(OPTIONS_OF).filter((name) => !NO_WORDS.includes(name));

test("every subcommand that can be run has its options, its line in usage and its text", () => {
  expect([...Object.keys(SUBCOMMANDS), "help"].sort()).toEqual(words.toSorted());
  const lines = subcommandLines.map(([name]) => name).filter((name) => name !== "console");
  expect(lines.toSorted()).toEqual(words.toSorted());
  expect(Object.keys(en.usage.subcommands).sort()).toEqual(["console", ...words].sort());
});

test("each line of usage is of the subcommand that it is said to be of", () => {
  for (const [name, written] of subcommandLines)
    expect(written).toMatch(name === "console" ? /^shoseki ENDPOINT/ : new RegExp(`^shoseki ${name}\\b`));
});
