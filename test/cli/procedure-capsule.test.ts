import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { log } from "#cli/log.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { readArguments } from "#cli/options.js";
import { procedureCapsule } from "#cli/procedure-capsule.js";
import { hashOf } from "#journal/line.js";
import { verifyJournal } from "#journal/verify.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { readCapsule } from "#procedures/capsule/read-capsule.js";
import { Trail } from "#session/trail.js";
import { begunRun, TITLE } from "../procedures/capsule/a-run.js";
import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

/** An operator whose journal has a run that is paused, and beside it other work. */
let home: OperatorHome;
let fake: FakeIo;
let run: string;
beforeEach(async () => {
  home = new OperatorHome();
  fake = fakeIo(home, async function* () {});
  const setting = { io: fake.io, catalogue: en, json: false };
  const [operator, session] = [operatorHere(), uuidv7()];
  const { journal, key } = await openJournal(setting, {
    named: home.journal,
    simulated: false,
    operator,
    session,
  });
  const circumstances = { ...operator, key, session, endpoint: "vsphere://vc1.example", platform: "vsphere" };
  run = begunRun({ trail: new Trail(journal, circumstances, "alice") });
  journal.close();
  fake.out.length = 0;
  fake.err.length = 0;
});
afterEach(() => home[Symbol.dispose]());

const handOver = (id: string, ...options: readonly string[]) => {
  const args = readArguments(["procedure", "capsule", id, ...options]);
  const catalogue = args.options.lang === "ja" ? ja : en;
  return procedureCapsule({ io: fake.io, catalogue, json: args.options.json === true }, args, id);
};

/** What `log` prints, a line each. */
const logged = async (...options: readonly string[]): Promise<string[]> => {
  fake.out.length = 0;
  await log({ io: fake.io, catalogue: en, json: false }, readArguments(["log", ...options]));
  return [...fake.out];
};

test("a run is written into a file that only its owner can read, and the operator is told what to do with it", async () => {
  const path = join(home.directory, "night.capsule");
  expect(await handOver(run, "-o", path)).toBe(0);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const capsule = readCapsule(readFileSync(path), { path });
  expect(capsule).toMatchObject({ run, isHeld: false });
  const [said = ""] = fake.out;
  for (const part of [path, run, TITLE, "6 entries", capsule.key]) expect(said).toContain(part);
  const last = home.entries().at(-1);
  expect(last).toMatchObject({
    phase: "procedure",
    OPR: "HandOverRun",
    run: { id: run },
    // As the hypervisor knows who has carried it on.
    USR: { name: "alice" },
    HST: { endpoint: "vsphere://vc1.example" },
    AFT: { capsule: hashOf(readFileSync(path)), treeSize: capsule.checkpoint.size, key: capsule.key },
  });
  expect(await verifyJournal(home.journal, { deep: true })).toMatchObject({ fault: null, missing: [] });
});

test("a program is told the same, and a Japanese operator in Japanese", async () => {
  const path = join(home.directory, "night.capsule");
  // As `procedure runs` and `resume` take it: so much of it as no other run has.
  await handOver(run.slice(-6).toUpperCase(), "--output", path, "--json");
  const { capsule } = JSON.parse(fake.out[0]!) as { capsule: Record<string, unknown> };
  expect(capsule).toMatchObject({ path, run, title: TITLE, entries: 6, capsule: hashOf(readFileSync(path)) });
  await expect(handOver(run, "--lang", "ja", "-o", join(home.directory, "again"))).rejects.toMatchObject({
    code: "RUN_HANDED_OVER",
  });
  expect(ja.capsules.handedOver({ path, title: TITLE, run, entries: 6, key: "SHA256:k" })).toMatch(
    /エントリー 6 件.*SHA256:k/,
  );
});

test("what is there is not replaced, and no run that is not there is handed over", async () => {
  const path = join(home.directory, "mine");
  writeFileSync(path, "mine");
  await expect(handOver(run, "-o", path)).rejects.toMatchObject({ code: "CAPSULE_NOT_WRITTEN" });
  const nowhere = join(home.directory, "no", "such");
  await expect(handOver(run, "-o", nowhere)).rejects.toMatchObject({ code: "CAPSULE_NOT_WRITTEN" });
  const other = uuidv7();
  await expect(handOver(other)).rejects.toMatchObject({
    code: "RUN_UNKNOWN",
    problem: { facts: { nearest: [run] } },
  });
  expect(readFileSync(path, "utf8")).toBe("mine");
  expect(existsSync(`${path}.new`)).toBe(false);
  expect(home.entries().at(-1)?.OPR).toBe("PauseRun");
});

test("log shows what belongs to a run, and to a step of it, and says which", async () => {
  const all = await logged("--run", run);
  expect(all).toHaveLength(6);
  expect(all[2]).toContain(`{run ${run} move vm-42}`);
  expect(all[5]).toMatch(/PauseRun +Patch a host .*\{run [0-9a-f-]+\} {2}"the shift ends"$/);
  expect(await logged("--run", run.toUpperCase(), "--step", "move")).toEqual(all.slice(1, 5));
  expect(await logged("--step", "move", "--op", "StartVM", "--no-index")).toEqual(all.slice(2, 4));
  expect(await logged("--run", uuidv7())).toEqual([]);
});
