import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type KeptCapsule, keepCapsule, keptCapsules, keptPath } from "#handover/capsule/kept-capsules.js";
import { answerHandover } from "#handover/exchange/answer-handover.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { readHandover } from "#handover/exchange/read-handover.js";
import { findCast } from "#handover/kept-cast.js";
import { hashOf } from "#journal/line.js";
import { verifyJournal } from "#journal/verify.js";
import { Desk } from "../../session/desk.js";
import { Recording, shiftAt } from "./a-shift.js";
import { contentsOf } from "./changed.js";

/** The shift is taken over at a desk. */
async function accept(desk: Desk, bytes: Buffer): Promise<string> {
  const { journal, recorded, trail } = desk;
  const file = join(desk.directory, "came.tar");
  writeFileSync(file, bytes);
  const read = await readHandover(file, { layout: journal.layout });
  const record: Exchange["record"] = (event, unless) => trail.handover(event, unless);
  const saying = { decision: "accepted", reason: null, questions: [] } as const;
  const answer = join(desk.directory, `${read.capsule}.answer`);
  const { os, console } = recorded.who;
  await answerHandover({ journal, operator: { os, console }, record }, read, saying, answer);
  return read.capsule;
}

async function all(desk: Desk): Promise<readonly KeptCapsule[]> {
  const kept: KeptCapsule[] = [];
  for await (const each of keptCapsules(desk.journal.layout)) kept.push(each);
  return kept;
}

test("an accepted capsule is kept as it came, and what was done in that shift can be looked up", async () => {
  using alice = new Desk();
  using bob = new Desk({ os: "tester2" });
  const { bytes, packed, recording } = await shiftAt(alice);
  const sha256 = await accept(bob, bytes);
  const path = keptPath(bob.journal.layout, sha256);
  expect(path).toBe(join(bob.directory, "handovers", `${hashOf(bytes)}.tar`));
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect([statSync(path).mode & 0o777, statSync(join(bob.directory, "handovers")).mode & 0o777]).toEqual([
    0o600, 0o700,
  ]);
  // Once more changes nothing.
  expect(keepCapsule(bob.journal.layout, bytes)).toBe(sha256);
  expect(readdirSync(join(bob.directory, "handovers"))).toEqual([`${sha256}.tar`]);
  const [kept, ...others] = await all(bob);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({
    sha256,
    fault: null,
    shift: { handover: packed.handover, casts: [recording.file] },
  });
  expect(kept!.shift!.entries.filter(({ OPR }) => OPR === "StartVM").map(({ TGT }) => TGT.name)).toEqual([
    "web-01",
    "web-01",
  ]);
});

test("a capsule that lies there and that no entry accepts is none of the shifts", async () => {
  using alice = new Desk();
  using bob = new Desk({ os: "tester2" });
  const { bytes, packed, recording } = await shiftAt(alice);
  const capsule = keepCapsule(bob.journal.layout, bytes);
  bob.trail.handover({
    OPR: "RefuseHandover",
    target: { id: packed.handover.id, name: "" },
    after: { capsule },
  });
  expect(await all(bob)).toEqual([]);
  expect(await findCast(bob.journal.layout, recording.file)).toBeNull();
});

test("a kept capsule that is altered or gone is said, skipped, and named by verify", async () => {
  using alice = new Desk();
  using carol = new Desk();
  using bob = new Desk({ os: "tester2" });
  const [first, second] = [await shiftAt(alice), await shiftAt(carol)];
  const altered = await accept(bob, first.bytes);
  await accept(bob, second.bytes);
  const path = keptPath(bob.journal.layout, altered);
  writeFileSync(join(bob.directory, "handovers", "stray.tar"), "");
  expect(await verifyJournal(bob.directory, { deep: true })).toMatchObject({
    fault: null,
    missing: [],
    handovers: { count: 2, unnamed: ["handovers/stray.tar"] },
  });
  const other = Buffer.from(first.bytes);
  other[other.length - 2_000]! ^= 1;
  writeFileSync(path, other);
  expect((await all(bob)).map(({ fault }) => fault?.code ?? null)).toEqual(["MEMBER_CHANGED", null]);
  expect(await findCast(bob.journal.layout, first.recording.file)).toBeNull();
  const { fault } = await verifyJournal(bob.directory);
  expect(fault).toMatchObject({ code: "WRONG_HANDOVER", file: `handovers/${altered}.tar`, seq: 1 });
  rmSync(path);
  expect((await all(bob)).map(({ fault }) => fault?.code ?? null)).toEqual(["MEMBER_MISSING", null]);
  const missing = { code: "HANDOVER_MISSING", file: `handovers/${altered}.tar`, seq: 1 };
  expect((await verifyJournal(bob.directory)).fault).toMatchObject(missing);
  // What is no file is none, and is not waited for.
  mkdirSync(path);
  expect((await verifyJournal(bob.directory)).fault).toMatchObject(missing);
  rmSync(path, { recursive: true });
  expect(spawnSync("mkfifo", [path]).status).toBe(0);
  expect((await verifyJournal(bob.directory)).fault).toMatchObject(missing);
  expect((await all(bob)).map(({ fault }) => fault?.code ?? null)).toEqual(["MEMBER_MISSING", null]);
  rmSync(path);
  // A copy of the directory would not have what a link leads to.
  const elsewhere = join(bob.directory, "elsewhere.tar");
  writeFileSync(elsewhere, first.bytes);
  symlinkSync(elsewhere, path);
  expect((await verifyJournal(bob.directory)).fault).toMatchObject(missing);
  rmSync(path);
  // Taken over once more, it is there again.
  keepCapsule(bob.journal.layout, first.bytes);
  expect(existsSync(path)).toBe(true);
  expect((await all(bob)).map(({ fault }) => fault)).toEqual([null, null]);
});

test("a recording is found among one's own first, then in the shifts that were taken over", async () => {
  using alice = new Desk();
  using bob = new Desk({ os: "tester2" });
  const { bytes, recording } = await shiftAt(alice);
  const own = new Recording(bob);
  own.stop();
  const { layout } = bob.journal;
  const sha256 = await accept(bob, bytes);
  expect((await findCast(layout, own.file))?.path).toBe(join(layout.casts, own.file));
  const found = await findCast(layout, recording.file);
  expect(found?.path).toBe(keptPath(layout, sha256));
  expect(found?.bytes.equals((await contentsOf(bytes)).get(`casts/${recording.file}`)!)).toBe(true);
  for (const name of ["../checkpoint", "x.cast", `${bob.session}-9.cast`])
    expect(await findCast(layout, name)).toBeNull();
});
