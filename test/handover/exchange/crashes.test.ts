import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerHandover } from "#handover/exchange/answer-handover.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { handOverAgain } from "#handover/exchange/hand-over-again.js";
import { readAnswer } from "#handover/exchange/read-answer.js";
import { signHandover } from "#handover/exchange/sign-handover.js";
import { reportMarkdown } from "#handover/files.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { en } from "#messages/en.js";
import { foundingDraft } from "../../journal/entries.js";
import { entriesOnDisk } from "../../journal/on-disk.js";
import { newSigner, openJournal } from "../../journal/open-journal.js";
import { operate, Recording } from "../capsule/a-shift.js";
import { ACCEPTED, codeFrom, isOfHandover, QUESTIONED, TwoOperators } from "./two-operators.js";

class Died extends Error {}

/** The program dies right before, or right after, the entry is on the disk. */
function dyingAt(exchange: Exchange, moment: "before" | "after"): Exchange {
  return {
    ...exchange,
    record: (event, unless) => {
      if (moment === "after") exchange.record(event, unless);
      throw new Died();
    },
  };
}

test("a program that dies before the entry has handed nothing over", async () => {
  using both = new TwoOperators();
  operate(both.outgoing);
  const exchange = dyingAt(both.exchange("outgoing"), "before");
  const file = { path: both.path("shift.tar"), language: "en" } as const;
  await expect(signHandover(exchange, await both.draft(), file)).rejects.toThrow(Died);
  expect(both.said("outgoing")).toEqual([]);
  expect(existsSync(file.path)).toBe(false);
  await both.handOver();
});

test("after it, the very file is made of the journal, which has gone on meanwhile", async () => {
  using both = new TwoOperators();
  operate(both.outgoing);
  const file = { path: both.path("shift.tar"), language: "ja" } as const;
  const draft = await both.draft();
  await expect(signHandover(dyingAt(both.exchange("outgoing"), "after"), draft, file)).rejects.toThrow(Died);
  expect(both.said("outgoing")).toEqual(["HandOver"]);
  expect(existsSync(file.path)).toBe(false);

  both.outgoing.trail.note("the next morning");
  const { path, entry } = await handOverAgain(both.exchange("outgoing"), { id: null, path: file.path });
  expect([path, entry.OPR]).toEqual([file.path, "HandOver"]);
  await new Checkpointer(both.outgoing.journal).sign();
  both.outgoing.trail.note("the morning after");
  await handOverAgain(both.exchange("outgoing"), { id: draft.id.slice(-8), path: both.path("again.tar") });
  expect(readFileSync(both.path("again.tar"))).toEqual(readFileSync(file.path));
  expect(await both.read("again.tar")).toMatchObject({ handover: { id: draft.id } });
  expect(both.said("outgoing")).toEqual(["HandOver"]);
});

test("what was written is what is made again, with the recording that ended for it", async () => {
  using both = new TwoOperators();
  const recording = new Recording(both.outgoing);
  both.outgoing.journal.subscribe(({ entry }) => {
    if (entry.OPR === "HandOver") recording.stop();
  });
  recording.paint("web-01");
  await both.handOver();
  await handOverAgain(both.exchange("outgoing"), { id: null, path: both.path("again.tar") });
  const first = readFileSync(both.path("shift.tar"));
  expect(readFileSync(both.path("again.tar")).equals(first)).toBe(true);
  const { handover, file } = await both.read();
  expect(handover.shift.recordings).toEqual([recording.file]);
  // Its last piece, with the marker of the handover itself.
  expect(file.includes(`${both.outgoing.entries().find(isOfHandover)!.seq} HandOver OK`)).toBe(true);
});

test("a shift whose recording is gone is handed over all the same, and both sides are told", async () => {
  using both = new TwoOperators();
  const recording = new Recording(both.outgoing);
  recording.paint("web-01");
  recording.stop();
  rmSync(join(both.outgoing.journal.layout.casts, recording.file));
  await both.handOver();
  const { handover } = await both.read();
  const lost = { file: recording.file, code: "CAST_MISSING", problem: expect.stringContaining("not there") };
  expect(handover.shift).toMatchObject({ recordings: [recording.file], lost: [lost] });
  expect(handover.journal).toMatchObject({ sound: false });
  expect(reportMarkdown(handover, en, false)).toContain("LOST");
});

test("once the key is rotated, it is made again with the new one, and is as sound", async () => {
  using both = new TwoOperators();
  const { entry, handover } = await both.handOver();
  const { directory, journal, signer } = both.outgoing;
  const next = newSigner();
  const draft = foundingDraft(signer.fingerprint, publicKeyLine(next.publicKey));
  const { origin } = entriesOnDisk(directory)[0]!.key!;
  journal.rotate({ ...draft, key: { ...draft.key, origin } });
  using open = openJournal(directory, { signer: next });
  const exchange = { ...both.exchange("outgoing"), journal: open.journal };
  await handOverAgain(exchange, { id: null, path: both.path("again.tar") });
  expect(await both.read("again.tar")).toMatchObject({ key: next.fingerprint, handover });
  await both.answer(ACCEPTED, "shift.answer", "again.tar");
  const read = await readAnswer(both.path("shift.answer"), { layout: open.journal.layout });
  expect(read.to.seq).toBe(entry.seq);
});

test("a file of somebody else's is left, whatever it is called", async () => {
  using both = new TwoOperators();
  writeFileSync(both.path("shift.tar.part"), "mine");
  await both.handOver();
  expect(readdirSync(both.path(".")).toSorted()).toEqual(["shift.tar", "shift.tar.part"]);
  expect(readFileSync(both.path("shift.tar.part"), "utf8")).toBe("mine");
  writeFileSync(both.path("mine.tar"), "mine");
  const again = handOverAgain(both.exchange("outgoing"), { id: null, path: both.path("mine.tar") });
  expect(await codeFrom(again)).toBe("HANDOVER_NOT_WRITTEN");
  expect(readFileSync(both.path("mine.tar"), "utf8")).toBe("mine");
  expect(
    await codeFrom(handOverAgain(both.exchange("outgoing"), { id: "beef", path: both.path("x.tar") })),
  ).toBe("HANDOVER_UNKNOWN");
});

test("an answer whose program dies before its entry is none, though the capsule is kept", async () => {
  using both = new TwoOperators();
  await both.handOver();
  const read = await both.read();
  const exchange = dyingAt(both.exchange("incoming"), "before");
  await expect(answerHandover(exchange, read, ACCEPTED, both.path("shift.answer"))).rejects.toThrow(Died);
  expect(both.said("incoming")).toEqual([]);
  expect(existsSync(both.path("shift.answer"))).toBe(false);
  // It can still be questioned.
  expect(await both.answer(QUESTIONED)).toMatchObject({ isAgain: false });
});

test("after it, the same answer writes the same file and no second entry", async () => {
  using both = new TwoOperators();
  await both.handOver();
  const read = await both.read();
  const exchange = dyingAt(both.exchange("incoming"), "after");
  await expect(answerHandover(exchange, read, ACCEPTED, both.path("shift.answer"))).rejects.toThrow(Died);
  expect(existsSync(both.path("shift.answer"))).toBe(false);
  expect(await both.answer(ACCEPTED)).toMatchObject({ isAgain: true });
  const file = readFileSync(both.path("shift.answer"), "utf8");
  // Once more, where it is already; and to elsewhere, by the journal alone.
  expect(await both.answer(ACCEPTED)).toMatchObject({ isAgain: true });
  rmSync(both.path("shift.tar"));
  await handOverAgain(both.exchange("incoming"), { id: null, path: both.path("again.answer") });
  expect(readFileSync(both.path("again.answer"), "utf8")).toBe(file);
  expect(both.said("incoming")).toEqual(["AcceptHandover"]);
  await both.takeIn("again.answer");
  expect(both.said("outgoing")).toEqual(["HandOver", "AnswerHandover"]);
});

test("an answer that cannot be put in its place is not given", async () => {
  using both = new TwoOperators();
  await both.handOver();
  writeFileSync(both.path("shift.answer"), "mine");
  expect(await codeFrom(both.answer(ACCEPTED))).toBe("HANDOVER_NOT_WRITTEN");
  expect(both.said("incoming")).toEqual([]);
});
