import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readArguments } from "#cli/options.js";
import { procedure } from "#cli/procedure.js";
import { en } from "#messages/en.js";

import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

const LOOK = `procedure: 1
title: Look at it
steps:
  - { id: quiet, confirm: Is it quiet? }
  - { id: look, manual: Look at it. }
`;

let home: OperatorHome;
let fake: FakeIo;
beforeEach(() => {
  home = new OperatorHome();
  fake = fakeIo(home, async function* () {});
});
afterEach(() => home[Symbol.dispose]());

const SITE = "sim:?vms=20";

const shoseki = (...argv: readonly string[]) => {
  const args = readArguments(["procedure", ...argv, "--journal", home.journal, "--yes"]);
  return procedure({ io: fake.io, catalogue: en, json: false }, args);
};

function written(name: string, text: string): string {
  const path = join(home.directory, name);
  writeFileSync(path, text);
  return path;
}

const begun = () => home.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;
const last = () => home.entries().findLast(({ OPR }) => OPR === "EndRun" || OPR === "PauseRun");

/** A file that no operator can write, and of which no line says who may approve. */
const NOT_MINE = "/etc/passwd";

test("a run that needs no approval is gone on with, whatever the approvers' file is", async () => {
  // No file at all: it cannot be read.
  const approvers = join(home.directory, "approvers");
  mkdirSync(approvers);
  expect(await shoseki("run", written("look.yaml", LOOK), SITE)).toBe(1);
  expect(last()?.OPR).toBe("PauseRun");
  const resume = ["resume", begun(), SITE, "--approvers", approvers, "--seen", "look=it is there"];
  expect(await shoseki(...resume)).toBe(0);
  expect(last()?.AFT?.state).toBe("complete");
});

test("what was done is undone without the approvers' file, though the procedure needs an approval", async () => {
  const approvers = NOT_MINE;
  const file = written("asking.yaml", LOOK.replace("steps:", "approval: { valid-for: 4h }\nsteps:"));
  expect(
    await shoseki("run", file, SITE, "--approvers", approvers, "--request", join(home.directory, "r")),
  ).toBe(1);
  const lost = join(home.directory, "lost");
  mkdirSync(lost);
  expect(await shoseki("resume", begun(), SITE, "--approvers", lost)).toBe(2);
  expect(fake.err.join("\n")).toContain("APPROVERS_UNREADABLE");
  expect(await shoseki("back-out", begun(), SITE, "--approvers", lost)).toBe(0);
  expect(last()?.AFT?.state).toBe("rolled-back");
});

test("whoever relies on the approvers' file is told what of it counts for nothing, and that they could write it", async () => {
  const file = written("asking.yaml", LOOK.replace("steps:", "approval: { valid-for: 4h }\nsteps:"));
  await shoseki("run", file, SITE, "--approvers", NOT_MINE, "--request", join(home.directory, "r"));
  expect(fake.err.join("\n")).toContain(`${NOT_MINE}, line 1 is passed over: `);
  const isRoot = process.getuid?.() === 0;
  expect(fake.err.join("\n").includes("You are the superuser")).toBe(isRoot);
});

test("a request is for others to read, and takes no file's or link's place; each that is asked has its own", async () => {
  const file = written("asking.yaml", LOOK.replace("steps:", "approval: { valid-for: 4h }\nsteps:"));
  const mine = written("mine", "mine");
  symlinkSync(mine, join(home.directory, "link"));
  for (const name of ["mine", "link"]) {
    fake.err.length = 0;
    const asked = ["--approvers", NOT_MINE, "--request", join(home.directory, name)];
    expect(await shoseki("run", file, SITE, ...asked)).toBe(1);
    expect(fake.err.join("\n")).toContain("REQUEST_NOT_WRITTEN");
  }
  expect(readFileSync(mine, "utf8")).toBe("mine");
  const umask = process.umask(0o077);
  try {
    const path = join(home.directory, "request");
    const asked = ["--approvers", NOT_MINE, "--request", path];
    expect(await shoseki("run", file, SITE, ...asked)).toBe(1);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    // The very same is asked again: it is there.
    fake.err.length = 0;
    const id = home.entries().findLast(({ OPR }) => OPR === "BeginRun")!.run!.id;
    expect(await shoseki("resume", id, SITE, ...asked)).toBe(1);
    expect(fake.err.join("\n")).toContain(`The request is in ${path}`);
    expect(fake.err.join("\n")).not.toContain("REQUEST_NOT_WRITTEN");
  } finally {
    process.umask(umask);
  }
});

test("that nobody leaves out an approval is said, and no way to is shown", async () => {
  const file = written(
    "four-eyes.yaml",
    LOOK.replace(
      "  - { id: look",
      "  - { id: eyes, approve: wipe, valid-for: 4h, before: ['1 == 2'] }\n  - { id: wipe, run: stop web-01 }\n  - { id: look",
    ),
  );
  expect(await shoseki("run", file, SITE, "--approvers", NOT_MINE, "--skip", "eyes=no time")).toBe(1);
  const said = fake.err.join("\n");
  expect(said).toContain("Step eyes is not left out");
  expect(said).toContain("To try the step again:");
  expect(said).not.toContain("--skip eyes");
  expect(home.entries().find(({ OPR, run }) => OPR === "EndStep" && run?.step === "eyes")?.AFT?.state).toBe(
    "failed",
  );
});
