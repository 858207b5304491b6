import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, type TestContext, test } from "vitest";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import { needs } from "../journal/tools.js";
import { manPage } from "./man-page.js";
import { MAN_PAGE, VERSION } from "./man-page-file.js";

test("the manual page is what the tables make it: npm run man", () => {
  expect(readFileSync(MAN_PAGE, "utf8")).toBe(manPage(VERSION));
});

/** Letters that are struck over themselves are bold. */
const STRUCK_OVER = new RegExp(`.${String.fromCharCode(8)}`, "gu");

/** The page as a terminal shows it, with columns enough that no word is broken. */
function shown(context: TestContext): string {
  needs(context, "mandoc");
  const { stdout } = spawnSync("mandoc", ["-T", "utf8", "-O", "width=200", MAN_PAGE], { encoding: "utf8" });
  return stdout.replaceAll(STRUCK_OVER, "");
}

test("it names every subcommand, option, verb, exit code and variable as they are typed", (context) => {
  const page = shown(context);
  const options = Object.values(OPTIONS_OF)
    .flat()
    .map((name) => `--${name}`);
  const subcommands = Object.keys(en.usage.subcommands).filter((name) => name !== "console");
  for (const word of [
    ...options,
    ...subcommands.map((name) => `shoseki ${name}`),
    ...verbs.map(({ verb }) => verb),
  ])
    expect(page, word).toContain(word);
  const words = page.replace(/\s+/gu, " ");
  for (const [name, means] of Object.entries(en.usage.options))
    expect(words, name).toContain(means.slice(1).replace(/\s+/gu, " "));
  for (const [name, means] of [
    ...Object.entries(en.usage.environment),
    ...Object.entries(en.usage.exitCodes),
  ])
    expect(page, name).toMatch(new RegExp(`\\s${name}\\s+${means.charAt(0)}`, "iu"));
});

test("mandoc finds nothing to say against it", (context) => {
  needs(context, "mandoc");
  const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "warning", MAN_PAGE], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
});
