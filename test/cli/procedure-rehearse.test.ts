import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { log } from "#cli/log.js";
import { readArguments } from "#cli/options.js";
import { procedure } from "#cli/procedure.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

const GROW = `
procedure: 1
title: Grow a machine
parameters:
  vm: { type: machine }
steps:
  - { id: stop, title: 'Stop \${vm}', run: 'stop \${vm}', estimate: 90s, after: [vm.power == off] }
  - { id: grow, run: 'memory \${vm} 8GiB', estimate: 10s }
  - { id: disk, run: 'disk \${vm} 50GiB', estimate: 10s }
  - { id: start, run: 'start \${vm}', estimate: 1m }
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

const shoseki = (...argv: readonly string[]) => {
  const args = readArguments(argv);
  const catalogue = args.options.lang === "ja" ? ja : en;
  return procedure({ io: fake.io, catalogue, json: args.options.json === true }, args);
};

const rehearse = (...options: readonly string[]) =>
  shoseki("procedure", "rehearse", file, "sim:?vms=20", ...options);

/** The journal's entries: phase, operation and status. */
const logged = async () => {
  fake.out.length = 0;
  const args = readArguments(["log", "--format", "jsonl", "--journal", home.journal]);
  await log({ io: fake.io, catalogue: en, json: false }, args);
  const entries = fake.out.map((line) => JSON.parse(line).e);
  return entries.map(({ phase, OPR, RST }) => [phase, OPR, RST?.status].filter(Boolean).join(" "));
};

test("an operator reads what would become of every step, and nothing is recorded but that it was rehearsed", async () => {
  expect(await rehearse("--param", "vm=web-01")).toBe(0);
  const said = fake.out.filter((line) => !/ (Login|Logout|Anchor) /.test(line));
  expect(said.map((line) => line.replace(/\d{4}-\d\d-\d\dT\S+/, "TIME"))).toEqual([
    'Rehearsal of "Grow a machine" on a copy of sim:, TIME',
    "",
    "  1. stop  Stop web-01  done  1 min 30 s",
    "     stop @vm-1001  (web-01)",
    "       StopVM web-01 OK: power on -> off",
    "     after: vm.power == off: true",
    "  2. grow  done  10 s",
    "     memory @vm-1001 8GiB  (web-01)",
    "       ModifyMemory web-01 OK: memoryMiB 4096 -> 8192",
    "  3. disk  done  10 s",
    "     disk @vm-1001 50GiB  (web-01)",
    "       ModifyDisk web-01 OK: diskMiB 40960 -> 51200",
    "     cannot be undone: ModifyDisk cannot be undone from here.",
    "  4. start  done  1 min",
    "     start @vm-1001  (web-01)",
    "       StartVM web-01 OK: power off -> on",
    "",
    "The rehearsal is complete: 4 of 4 steps, 4 operations, about 2 min 50 s.",
    expect.stringMatching(/^Nothing was changed at sim:\. Entry #\d+ keeps the rehearsal\.$/),
  ]);
  const entries = await logged();
  expect(entries.filter((each) => !each.includes("Anchor"))).toEqual([
    "key Key OK",
    "intent Login",
    "outcome Login OK",
    "procedure Rehearse OK",
    "intent Logout",
    "outcome Logout OK",
  ]);
});

test("one that would stop says where and why, and the exit code is 1", async () => {
  writeFileSync(file, GROW.replace("50GiB", "30GiB"));
  expect(await rehearse("--param", "vm=web-01")).toBe(1);
  const text = fake.out.join("\n");
  expect(text).toContain("  3. disk  failed");
  expect(text).toContain("DISK_ONLY_GROWS");
  expect(text).toContain("  4. start  not reached");
  expect(text).toContain("The rehearsal is stopped: 3 of 4 steps");
  expect(await logged()).toContain("procedure Rehearse NG");
});

test("the way back can be rehearsed too; what it leaves is told, and is no success", async () => {
  expect(await rehearse("--param", "vm=web-01", "--back-out")).toBe(1);
  const text = fake.out.join("\n");
  expect(text).toContain("Undone, the last thing first:\n  start: undone\n      StopVM web-01 OK");
  expect(text).toContain("  disk: kept as it is");
  expect(text).toContain("Backing out after that: rolled back in part.");
});

test("a program gets the rehearsal as one object", async () => {
  expect(await rehearse("--param", "vm=web-01", "--json")).toBe(0);
  const [line, ...rest] = fake.out;
  expect(rest).toEqual([]);
  const { rehearsal, seq } = JSON.parse(line ?? "");
  expect(seq).toBeGreaterThan(2);
  expect(rehearsal).toMatchObject({
    title: "Grow a machine",
    parameters: { vm: { id: "vm-1001", name: "web-01" } },
    end: "complete",
    totalMs: 170_000,
  });
});

test("it is said in Japanese", async () => {
  expect(await rehearse("--param", "vm=web-01", "--lang", "ja")).toBe(0);
  const text = fake.out.join("\n");
  expect(text).toContain("「Grow a machine」のリハーサル（sim: の複製、");
  expect(text).toContain("  1. stop  Stop web-01  完了  1分30秒");
  expect(text).toContain(
    "リハーサルの結果: 完了。4 ステップのうち 4 ステップを実施、操作 4 件、所要時間は約 2分50秒。",
  );
});

test("without an endpoint, or with a parameter that is not there, nothing is rehearsed", async () => {
  await expect(shoseki("procedure", "rehearse", file)).rejects.toMatchObject({ code: "USAGE" });
  expect(await rehearse("--param", "vm=nothing")).toBe(2);
  expect(await logged()).not.toContain("procedure Rehearse OK");
  expect(fake.err.join("\n")).toContain("nothing");
});
