import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const SITE = "sim:?vms=30&seed=1";

const FILE = `procedure: 1
title: Look after one
parameters:
  one: { type: machine }
steps:
  - id: grow
    run: memory \${one} 8GiB
  - id: look
    manual: Look at \${one}.
`;

test("a run that another operator has handed over is gone on with in the console, once their key is agreed to", async () => {
  using alice = new OperatorHome();
  using bob = new OperatorHome();
  writeFileSync(join(alice.directory, "a.yaml"), FILE);
  const hers = (...args: readonly string[]) =>
    alice.run(["procedure", ...args, "--journal", alice.journal, "--yes"]);
  // Nobody has said what is to be seen: it stops there.
  await hers("run", "a.yaml", SITE, "--param", "one=web-02");
  const begun = alice.entries().find(({ OPR }) => OPR === "BeginRun");
  const id = begun?.run?.id ?? "";
  const capsule = join(bob.directory, "a.capsule");
  const handed = await alice.run([
    "procedure",
    "capsule",
    id,
    "--output",
    capsule,
    "--journal",
    alice.journal,
  ]);
  expect(handed).toMatchObject({ code: 0 });

  await using terminal = openConsole(bob, [SITE]);
  await terminal.see(/ anchored \dm/);
  enterLine(terminal, "procedure take-over a.capsule");
  await terminal.see("▸Take over a run");
  expect(terminal.text().replaceAll(/\s+/g, "")).toContain(begun?.USR.key);
  terminal.press("enter");
  expect(bob.entries().some(({ OPR }) => OPR === "TakeOverRun")).toBe(false);
  terminal.press("y");
  await terminal.see("▸Look after one");
  await terminal.see("Enter goes on.");
  terminal.press("enter");
  await terminal.see("Do this by hand.");
  terminal.press("enter");
  await terminal.see("What did you see?");
  terminal.type("it is well");
  terminal.press("enter");
  await terminal.see("complete");
  expect(
    bob
      .entries()
      .filter(({ run }) => run?.id === id)
      .map(({ OPR }) => OPR),
  ).toEqual(expect.arrayContaining(["TakeOverRun", "ResumeRun", "EndRun"]));
});
