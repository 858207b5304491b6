import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { layoutOf } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { runsIn } from "#journal/runs.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { verifyJournal } from "#journal/verify.js";
import { type HandingOver, handOver } from "#procedures/capsule/hand-over.js";
import { keepCapsule } from "#procedures/capsule/kept-capsule.js";
import { type CapsuleRead, readCapsule } from "#procedures/capsule/read-capsule.js";
import { historyIn, historyOfRun } from "#procedures/capsule/run-history.js";
import { foundingDraft } from "../../journal/entries.js";
import { entriesOnDisk } from "../../journal/on-disk.js";
import { newSigner, openJournal } from "../../journal/open-journal.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { Desk } from "../../session/desk.js";
import { begunRun, capsuleAt, operate, SOURCE, TITLE } from "./a-run.js";

const path = "run.capsule";

/** What is written, and who records it. */
function onto(desk: Desk, written: Buffer[], meanwhile: () => void = () => undefined): HandingOver {
  return {
    write: (bytes) => {
      written.push(bytes);
      meanwhile();
    },
    discard: () => {
      written.pop();
    },
    record: (event, unless) => desk.trail.procedure(event, unless),
  };
}

/** Hands a run over from one desk; answers the file. */
async function handedOver(desk: Desk, run: string): Promise<Buffer> {
  const written: Buffer[] = [];
  await handOver(desk.journal, run, onto(desk, written));
  expect(written).toHaveLength(1);
  return written[0]!;
}

/** Takes a run over at another desk, goes on with it, and pauses it. */
function takenOver(desk: Desk, bytes: Buffer): CapsuleRead {
  const capsule = readCapsule(bytes, { path });
  const run = { id: capsule.run };
  const sha256 = keepCapsule(desk.journal.layout, bytes);
  expect(sha256).toBe(capsule.sha256);
  desk.trail.procedure({
    OPR: "TakeOverRun",
    run,
    title: TITLE,
    after: { capsule: sha256, key: capsule.key },
  });
  operate(desk, { ...run, step: "move", item: "vm-43" });
  desk.trail.procedure({ OPR: "PauseRun", run, title: TITLE });
  return capsule;
}

const named = (entries: readonly Entry[]) =>
  entries.map(({ phase, OPR }) => (phase === "procedure" ? OPR : phase));
const FIRST = ["BeginRun", "BeginStep", "intent", "outcome", "EndStep", "PauseRun"];
const MORE = ["TakeOverRun", "intent", "outcome", "PauseRun"];

test("a run goes from one operator to another, to a third and back, and each knows all of it", async () => {
  using alice = new Desk();
  using bob = new Desk();
  using carol = new Desk();
  const run = begunRun(alice);
  const first = await handedOver(alice, run);
  const [handed] = alice.entries().slice(-1);
  expect(handed).toMatchObject({
    phase: "procedure",
    OPR: "HandOverRun",
    AFT: { capsule: hashOf(first), key: alice.signer.fingerprint },
    TGT: { name: TITLE },
  });
  expect(named(historyIn(takenOver(bob, first)))).toEqual(FIRST);
  expect(named(await historyOfRun(bob.journal.layout, run))).toEqual([...FIRST, ...MORE]);
  const second = await handedOver(bob, run);
  const atCarol = takenOver(carol, second);
  expect(atCarol.earlier.map(({ key }) => key)).toEqual([alice.signer.fingerprint]);
  expect(named(historyIn(atCarol))).toEqual([...FIRST, ...MORE]);
  takenOver(alice, await handedOver(carol, run));
  const all = await historyOfRun(alice.journal.layout, run);
  expect(named(all)).toEqual([...FIRST, "HandOverRun", ...MORE, ...MORE, ...MORE]);
  expect(new Set(all.map(({ USR }) => USR.key)).size).toBe(3);
  expect(all[0]?.AFT?.source).toBe(SOURCE);
  const [found] = await runsIn(alice.journal.layout);
  expect(found?.begins.map(({ OPR }) => OPR)).toEqual(["BeginRun", "TakeOverRun"]);
  // What alice hands over again has all of it, and her own first entries once.
  const again = readCapsule(await handedOver(alice, run), { path });
  expect(named(historyIn(again))).toEqual(named(all));
  for (const desk of [alice, bob, carol])
    expect(await verifyJournal(desk.directory, { deep: true })).toMatchObject({ fault: null, missing: [] });
});

/** Why a file is refused. */
const refusal = (problem: string) =>
  expect.objectContaining({
    problem: expect.objectContaining({
      facts: expect.objectContaining({ problem }) as unknown,
    }) as unknown,
  }) as Error;

test("the capsule that a run came in goes on with it, and no other in its place", async () => {
  using alice = new Desk();
  using bob = new Desk();
  const run = begunRun(alice);
  const came = await handedOver(alice, run);
  takenOver(bob, came);
  const bytes = await capsuleAt(bob, run);
  const line = bytes.subarray(0, bytes.indexOf("\n") + 1);
  expect(bytes).toEqual(Buffer.concat([line, came]));
  const other = await capsuleAt(alice, run);
  for (const earlier of [[], [other], [came, came], [came, other], [line, came]])
    expect(() => readCapsule(Buffer.concat([line, ...earlier]), { path })).toThrow(refusal("WRONG_EARLIER"));
  const { blobs } = layoutOf(bob.directory);
  const kept = join(blobs, hashOf(came));
  writeFileSync(kept, other);
  await expect(historyOfRun(bob.journal.layout, run)).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
  rmSync(kept);
  await expect(handedOver(bob, run)).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
  expect(bob.entries().at(-1)?.OPR).toBe("PauseRun");
});

test("handed to and fro twelve times, a run grows by what is done of it, and each knows all of it", async () => {
  using alice = new Desk();
  using bob = new Desk();
  const run = begunRun(alice);
  let bytes = await handedOver(alice, run);
  const grown: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    for (const [from, to] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      expect(takenOver(to, bytes).key).toBe(from.signer.fingerprint);
      const next = await handedOver(to, run);
      grown.push(next.length - bytes.length);
      bytes = next;
    }
  }
  // A proof is longer by a hash when the journal has doubled; the first has the file's text.
  expect(Math.max(...grown.slice(2))).toBeLessThan(1.5 * Math.min(...grown));
  const last = readCapsule(bytes, { path });
  expect(last.earlier).toHaveLength(24);
  const all = named(historyIn(last));
  // That somebody has handed it over comes with what they hand over next.
  const rounds = Array.from({ length: 22 }, () => [...MORE, "HandOverRun"]).flat();
  expect(all).toEqual([...FIRST, "HandOverRun", ...rounds, ...MORE, ...MORE]);
  // Whoever takes it over, and whoever has handed it over, has the same entries in the same order.
  takenOver(bob, bytes);
  const bobs = named(await historyOfRun(bob.journal.layout, run));
  expect(bobs).toEqual([...FIRST, "HandOverRun", ...rounds, ...MORE, "HandOverRun", ...MORE, ...MORE]);
  const [mine, handed] = [await historyOfRun(alice.journal.layout, run), historyIn(last)];
  expect(mine.slice(0, -1).map(({ id }) => id)).toEqual(handed.map(({ id }) => id));
  for (const desk of [alice, bob])
    expect(await verifyJournal(desk.directory, { deep: true })).toMatchObject({ fault: null, missing: [] });
});

test("a run that begins a second time in what went before is none", async () => {
  using alice = new Desk();
  using bob = new Desk();
  const run = begunRun(alice);
  begunRun(bob, run);
  takenOver(bob, await handedOver(alice, run));
  const bytes = await capsuleAt(bob, run);
  expect(() => readCapsule(bytes, { path })).toThrow(refusal("NO_BEGINNING"));
});

test("two histories of one journal, with other keys, are not believed together", async () => {
  using alice = new Desk();
  using bob = new Desk();
  using copy = temporaryDirectory();
  const run = begunRun(alice);
  cpSync(alice.directory, copy.path, { recursive: true });
  /** The journal of a directory is gone on with by a new key. */
  const rotated = (directory: string): Desk => {
    const signer = newSigner();
    const { key } = entriesOnDisk(directory)[0]!;
    const introduced = { ...key!, public: publicKeyLine(signer.publicKey) };
    using old = openJournal(directory, { signer: alice.signer });
    old.journal.rotate({ ...foundingDraft(alice.signer.fingerprint, introduced.public), key: introduced });
    return new Desk({ beside: { directory, signer } as Desk });
  };
  using forked = rotated(copy.path);
  takenOver(bob, await handedOver(forked, run));
  using again = rotated(alice.directory);
  takenOver(again, await handedOver(bob, run));
  const bytes = await capsuleAt(again, run);
  expect(() => readCapsule(bytes, { path })).toThrow(refusal("WRONG_KEYS"));
});

test("what was found out of an operation after it was handed over comes with it when it has come back", async () => {
  using alice = new Desk();
  using bob = new Desk();
  const run = begunRun(alice);
  const target = { kind: "VirtualMachine", id: "vm-44", uuid: null, name: "web-03" } as const;
  const mark = { id: run, step: "move", item: "vm-44" };
  const begun = alice.trail.intent({ OPR: "StartVM", target, host: null, before: {}, run: mark });
  alice.trail.outcome(begun, { before: {}, after: {}, result: { status: "UNKNOWN" } });
  alice.trail.procedure({ OPR: "PauseRun", run: { id: run }, title: TITLE });
  const first = await handedOver(alice, run);
  alice.trail.recovery(begun.entry, { before: {}, after: { power: "on" }, result: { status: "OK" } });
  takenOver(bob, first);
  takenOver(alice, await handedOver(bob, run));
  const bytes = await handedOver(alice, run);
  const read = readCapsule(bytes, { path });
  expect(read.entries.map(({ phase, OPR }) => `${phase} ${OPR}`).slice(0, 3)).toEqual([
    "procedure HandOverRun",
    "recovery StartVM",
    "procedure TakeOverRun",
  ]);
  const own = await historyOfRun(alice.journal.layout, run);
  expect(historyIn(read).map(({ id }) => id)).toEqual(own.slice(0, -1).map(({ id }) => id));
});

test("what was taken over is the same run", async () => {
  using alice = new Desk();
  using bob = new Desk();
  const [mine, other] = [begunRun(alice), begunRun(alice)];
  const capsule = keepCapsule(bob.journal.layout, await capsuleAt(alice, other));
  bob.trail.procedure({ OPR: "TakeOverRun", run: { id: mine }, title: TITLE, after: { capsule } });
  const bytes = await capsuleAt(bob, mine);
  expect(() => readCapsule(bytes, { path })).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ facts: { path, problem: "WRONG_EARLIER", seq: null } }) as unknown,
    }) as Error,
  );
  await expect(historyOfRun(bob.journal.layout, mine)).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
});

test("a run that is being gone on with is not handed over, until its session is gone or it is paused", async () => {
  using desk = new Desk();
  const run = begunRun(desk);
  const lock = desk.journal.holdSession(desk.session);
  desk.trail.procedure({ OPR: "ResumeRun", run: { id: run }, title: TITLE });
  await expect(handedOver(desk, run)).rejects.toMatchObject({
    problem: { code: "RUN_HELD", facts: { run, console: "ops-1" } },
  });
  expect(desk.entries().at(-1)?.OPR).toBe("ResumeRun");
  desk.trail.procedure({ OPR: "PauseRun", run: { id: run }, title: TITLE });
  await handedOver(desk, run);
  lock.release();
  await expect(handedOver(desk, run)).rejects.toMatchObject({ code: "RUN_HANDED_OVER" });
  desk.trail.procedure({ OPR: "ResumeRun", run: { id: run }, title: TITLE, why: "nobody took it" });
  // Its process was killed.
  await handedOver(desk, run);
});

test.each([
  ["complete", "RUN_OVER"],
  ["rolled-back", "RUN_OVER"],
  ["abandoned", "RUN_OVER"],
  ["stopped", null],
] as const)("a run that has ended %s: %s", async (state, code) => {
  using desk = new Desk();
  const run = begunRun(desk);
  desk.trail.procedure({ OPR: "EndRun", run: { id: run }, title: TITLE, after: { state } });
  if (code === null) await handedOver(desk, run);
  else await expect(handedOver(desk, run)).rejects.toMatchObject({ code });
});

test("whoever goes on with it while the file is written keeps it, and the file is taken away", async () => {
  using desk = new Desk();
  using colleague = new Desk({ beside: desk });
  const run = begunRun(desk);
  const written: Buffer[] = [];
  const resume = () => void colleague.trail.procedure({ OPR: "ResumeRun", run: { id: run }, title: TITLE });
  await expect(handOver(desk.journal, run, onto(desk, written, resume))).rejects.toMatchObject({
    code: "RUN_HELD",
  });
  expect(written).toEqual([]);
  expect(desk.entries().map(({ OPR }) => OPR)).not.toContain("HandOverRun");
  // Others' work beside the run is no matter.
  colleague.trail.procedure({ OPR: "PauseRun", run: { id: run }, title: TITLE });
  await handOver(
    desk.journal,
    run,
    onto(desk, written, () => void colleague.trail.note("beside")),
  );
  expect(written).toHaveLength(1);
  expect(desk.entries().at(-1)?.OPR).toBe("HandOverRun");
});

test("what cannot be written is not handed over", async () => {
  using desk = new Desk();
  const run = begunRun(desk);
  const full = (): never => {
    throw failure("CAPSULE_NOT_WRITTEN", { path, cause: "no space left on device" });
  };
  await expect(handOver(desk.journal, run, { ...onto(desk, []), write: full })).rejects.toMatchObject({
    code: "CAPSULE_NOT_WRITTEN",
  });
  expect(desk.entries().at(-1)?.OPR).toBe("PauseRun");
  expect(existsSync(path)).toBe(false);
});
