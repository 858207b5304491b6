import { readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Io } from "#cli/io.js";
import { readArguments } from "#cli/options.js";
import { procedure } from "#cli/procedure.js";
import { en } from "#messages/en.js";
import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

let home: OperatorHome;
let fake: FakeIo;
beforeEach(() => {
  home = new OperatorHome();
  fake = fakeIo(home, async function* () {});
});
afterEach(() => home[Symbol.dispose]());

const SITE = "sim:?vms=20&seed=1";

function shoseki(argv: readonly string[], io: Partial<Io> = {}) {
  const args = readArguments(["procedure", ...argv, "--journal", home.journal]);
  return procedure({ io: { ...fake.io, ...io }, catalogue: en, json: false }, args);
}

/** `--yes` said, as a script does. */
const runs = (...argv: readonly string[]) => shoseki([...argv, "--yes"]);

function file(steps: string, head = "on-failure: stop"): string {
  const path = join(home.directory, "change.yaml");
  writeFileSync(path, `procedure: 1\ntitle: The change\n${head}\nsteps:\n${steps}`);
  return path;
}

const id = () => home.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;

/** `EndStep done hand/a seen it`, as it is on the disk. */
function events(...names: readonly string[]): readonly string[] {
  const ours = home.entries().filter(({ OPR, phase }) => names.includes(OPR) && phase !== "intent");
  return ours.map(({ OPR, AFT, run, why }) => {
    const step = [run?.step, run?.item].filter(Boolean).join("/");
    return [OPR, AFT?.state, run?.undo === true ? `-${step}` : step, why].filter(Boolean).join(" ");
  });
}

const HAND = `  - { id: hand, manual: Pull it., undo: { manual: Put it back. } }\n`;

test("a skip that was said of a step is not of what undoes it", async () => {
  const wrong = "  - { id: wrong, check: 'vms.size() == 0', on-failure: rollback }\n";
  const path = file(`  - { id: off, run: stop web-01 }\n  - { id: look, manual: Look. }\n${wrong}`);
  expect(await runs("run", path, SITE)).toBe(1);
  const resumed = await runs("resume", id(), SITE, "--skip", "off=it is off already", "--seen", "look=fine");
  expect(resumed).toBe(1);
  expect(events("EndStep")).toEqual([
    "EndStep done off",
    "EndStep done look fine",
    "EndStep failed wrong",
    "EndStep kept -look",
    // Another simulated site: the machine is not as it was left, and that is said of the undo itself.
    expect.stringMatching(/^EndStep undo-failed -off/),
  ]);
});

test("what was seen when it was done is not what was seen when it was undone", async () => {
  const path = file(`${HAND}  - { id: wrong, check: 'vms.size() == 0', on-failure: rollback }\n`);
  expect(await runs("run", path, SITE, "--seen", "hand=it is out")).toBe(1);
  expect(events("Answer", "EndStep", "PauseRun")).toEqual([
    "Answer hand it is out",
    "EndStep done hand it is out",
    "EndStep failed wrong",
    "PauseRun",
  ]);
  // It was on its way back when this began: that is what is wanted, and 0.
  expect(await runs("resume", id(), SITE, "--seen", "hand=it is back")).toBe(0);
  expect(events("EndStep").at(-1)).toBe("EndStep undone -hand it is back");
});

test("to back out leaves out what is said to be left out: the exit code says that some is left", async () => {
  const path = file(`${HAND}  - { id: look, manual: Look. }\n`);
  expect(await runs("run", path, SITE, "--seen", "hand=it is out")).toBe(1);
  expect(await runs("back-out", id(), SITE, "--skip", "hand=it stays out")).toBe(1);
  expect(events("EndStep", "EndRun").slice(-2)).toEqual([
    "EndStep kept -hand it stays out",
    "EndRun rolled-back-in-part",
  ]);
});

test("said once to try again, a stopped step is tried once", async () => {
  const path = file("  - { id: wrong, check: 'vms.size() == 0' }\n");
  expect(await runs("run", path, SITE)).toBe(1);
  expect(events("EndRun")).toEqual(["EndRun stopped"]);
  expect(await runs("resume", id(), SITE, "--again", "wrong")).toBe(1);
  expect(events("Check")).toHaveLength(2);
  expect(events("RetryStep")).toEqual([]);
});

test.each([
  ["--seen", "hand=TEXT", "TEXT"],
  ["--skip", "hand=WHY", "WHY"],
  ["--skip", "hand/a=b=WHY", "WHY"],
  ["--take-back", "WHY", "WHY"],
])("what a printed line has in its place is no evidence: %s %s", async (option, value, text) => {
  const problem = { kind: "PLACEHOLDER", option, text };
  await expect(runs("resume", "0", SITE, option, value)).rejects.toMatchObject({
    problem: { code: "USAGE", facts: { problem } },
  });
});

test("an item that has a = in its name is told from one that has not", async () => {
  const steps = `  - id: each
    for-each: it
    in: '["a", "a=1"]'
    steps:
      - { id: hand, manual: 'Look at \${it}.' }
`;
  const said = ["--seen", "hand/a=1=one light", "--seen", "hand/a=two=2 lights"];
  expect(await runs("run", file(steps), SITE, ...said)).toBe(0);
  expect(events("EndStep")).toEqual(["EndStep done hand/a two=2 lights", "EndStep done hand/a=1 one light"]);
});

test("the line that goes on has the reason; the one that backs out does not take it for its own", async () => {
  const path = file(HAND);
  expect(await runs("run", path, SITE, "--reason", "patch night")).toBe(1);
  expect(fake.err.join("\n")).toContain("--reason 'patch night' --yes --seen hand=TEXT");
});

test("a journal that can take no more: what was broken off, after what, and how it goes on, is said once", async () => {
  const path = file("  - { id: off, run: stop web-01 }\n  - { id: on, run: start web-01 }\n");
  let asked = 0;
  const askLine = async () => {
    asked += 1;
    if (asked === 2) {
      const entries = join(home.journal, "entries");
      for (const name of readdirSync(entries)) truncateSync(join(entries, name), 10);
    }
    return "yes";
  };
  expect(await shoseki(["run", path, SITE], { canAsk: true, askLine })).toBe(4);
  const told = fake.err.join("\n");
  expect(told).toContain("The change: broken off after EndStep off (run ");
  expect(told.match(/shoseki procedure resume/gu)).toHaveLength(1);
});

test("what undoes a step does not offer to back out, and each of several is named by its own line", async () => {
  const asked: string[] = [];
  const answers = ["y", "back-out it went wrong", "y"];
  const askLine = async (question: string) => {
    asked.push(question.trim());
    return answers.shift() ?? null;
  };
  const steps = "  - { id: off, run: 'stop web-0[3-4]' }\n  - { id: sure, confirm: Is it well? }\n";
  expect(await shoseki(["run", file(steps), "sim:?vms=30&seed=1"], { canAsk: true, askLine })).toBe(1);
  expect(asked).toEqual([
    "Carry this out? [y / skip WHY / back-out WHY / pause]",
    "[y / n / skip WHY / back-out WHY / pause]",
    "Carry this out? [y / skip WHY / pause]",
  ]);
  const plans = fake.out
    .join("\n")
    .split("\n")
    .filter((line) => /^ {2}plan/u.test(line));
  expect(plans).toHaveLength(3);
  expect(new Set(plans).size).toBe(3);
});

test("a run that was handed over is taken back for a reason that is given for that, and no other", async () => {
  expect(await runs("run", file(HAND), SITE, "--reason", "patch night")).toBe(1);
  expect(await shoseki(["capsule", id(), "-o", join(home.directory, "a.capsule")])).toBe(0);
  fake.err.splice(0);
  const resume = ["resume", id(), SITE, "--seen", "hand=it is out"];
  expect(await runs(...resume, "--reason", "patch night")).toBe(1);
  expect(fake.err.join("\n")).toContain("RUN_HANDED_OVER");
  expect(await runs(...resume, "--take-back", "Bob is ill")).toBe(0);
  expect(fake.err.join("\n")).toContain("It was handed over, and is taken back: Bob is ill");
  expect(events("ResumeRun")).toEqual(["ResumeRun Bob is ill"]);
});
