import { readdirSync, readFileSync as readFile, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readArguments } from "#cli/options.js";
import { procedure } from "#cli/procedure.js";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { APPROVAL_NAMESPACE } from "#procedures/approval/request.js";
import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

const GROW = `
procedure: 1
title: Grow a machine
parameters:
  vm: { type: machine }
steps:
  - { id: stop, run: 'stop \${vm}' }
  - { id: copy, run: 'clone \${vm} twin-01' }
  - { id: twin, run: start twin-01 }
`;

let home: OperatorHome;
let fake: FakeIo;
let file: string;
beforeEach(() => {
  home = new OperatorHome();
  fake = fakeIo(home, async function* () {});
  file = join(home.directory, "grow.yaml");
  writeFileSync(file, GROW);
});
afterEach(() => home[Symbol.dispose]());

const SITE = "sim:?vms=20";

const shoseki = (...argv: readonly string[]) => {
  const args = readArguments(["procedure", ...argv, "--journal", home.journal]);
  const catalogue = args.options.lang === "ja" ? ja : en;
  return procedure({ io: fake.io, catalogue, json: args.options.json === true }, args);
};

const VM = ["--param", "vm=web-01"] as const;

/** What was said since the last time. */
const said = (): readonly string[] => fake.out.splice(0);

/** How a run was left, as --json says it. */
const leftSaid = () =>
  said()
    .map((line) => JSON.parse(line).run ?? {})
    .find(({ state }) => state !== undefined);

test("a run that was rehearsed names its rehearsal, and says at its end how it went beside that", async () => {
  expect(await shoseki("rehearse", file, SITE, ...VM)).toBe(0);
  said();
  expect(await shoseki("run", file, SITE, ...VM, "--yes")).toBe(0);
  const rehearsed = home.entries().find(({ OPR }) => OPR === "Rehearse")!;
  const begun = home.entries().find(({ OPR }) => OPR === "BeginRun")!;
  expect(begun.ref).toBe(rehearsed.id);
  const lines = said();
  expect(lines.find((line) => line.startsWith("Beside the rehearsal of "))).toBeDefined();
  expect(lines.slice(-2)).toEqual([
    "All is as predicted.",
    expect.stringContaining("Grow a machine: complete"),
  ]);
});

test("with --json the difference is in the last line; of a run that was not rehearsed there is none", async () => {
  expect(await shoseki("run", file, SITE, ...VM, "--yes", "--json")).toBe(0);
  const left = leftSaid();
  expect(left).toMatchObject({ state: "complete" });
  expect(left).not.toHaveProperty("difference");
  expect(await shoseki("rehearse", file, SITE, "--param", "vm=web-03")).toBe(0);
  said();
  expect(await shoseki("run", file, SITE, "--param", "vm=web-03", "--yes", "--json")).toBe(0);
  expect(leftSaid()).toMatchObject({ state: "complete", difference: { isAsPredicted: true } });
});

test("a rehearsal for another machine is not that of this run", async () => {
  expect(await shoseki("rehearse", file, SITE, ...VM)).toBe(0);
  expect(await shoseki("run", file, SITE, "--param", "vm=web-03", "--yes")).toBe(0);
  expect(home.entries().find(({ OPR }) => OPR === "BeginRun")).not.toHaveProperty("ref");
});

const EACH = `
procedure: 1
title: Each with a second person
steps:
  - id: each
    for-each: vm
    in: vms.filter(v, v.name in ["web-01", "web-03"])
    steps:
      - { id: eyes, approve: keep, valid-for: 4h }
      - { id: keep, run: 'snapshot create \${vm} before' }
`;

// Only the superuser can make a file here that the operator is not refused for being able to write.
test.skipIf(process.getuid?.() !== 0)(
  "each item of a loop has a request of its own, and the approval of one is not handed in for another",
  async () => {
    const bob = signerOf(generatePrivateKey());
    const approvers = join(home.directory, "approvers");
    writeFileSync(approvers, `bob@ws2 ${publicKeyLine(bob.publicKey)}\n`);
    writeFileSync(file, EACH);
    const requests = join(home.directory, "requests");
    const options = ["--yes", "--approvers", approvers] as const;
    const path = (item: string) => `${requests}-${item}.json`;
    expect(await shoseki("run", file, SITE, ...options, "--request", path("1"))).toBe(1);
    writeFileSync(`${path("1")}.sig`, bob.signFile(APPROVAL_NAMESPACE, readFile(path("1"))));
    const { id } = home.entries().find(({ OPR }) => OPR === "BeginRun")!.run!;
    const onward = ["resume", id, SITE, ...options] as const;
    expect(await shoseki(...onward, "--approval", path("1"), "--request", path("2"))).toBe(1);
    writeFileSync(`${path("2")}.sig`, bob.signFile(APPROVAL_NAMESPACE, readFile(path("2"))));
    // The first is used up: nobody hands it in for the second machine.
    expect(await shoseki(...onward, "--approval", path("1"), "--approval", path("2"))).toBe(0);
    const approved = home.entries().filter(({ OPR }) => OPR === "Approve");
    expect(approved.map(({ RST }) => RST?.status)).toEqual(["OK", "OK"]);
    expect(readdirSync(home.directory).filter((name) => name.startsWith("requests-"))).toHaveLength(4);
  },
);

test.each([
  ["--seen", "stip=it is off"],
  ["--skip", "twn=not needed"],
  ["--again", "stp"],
])("%s of a step that there is not is refused before it is begun", async (option, said) => {
  expect(await shoseki("run", file, SITE, ...VM, "--yes", option, said)).toBe(2);
  expect(fake.err.join("\n")).toContain("it has stop, copy, twin");
  expect(home.entries().filter(({ phase }) => phase === "procedure")).toEqual([]);
});
