import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { answerHandover, type Saying } from "#handover/exchange/answer-handover.js";
import { drawReport } from "#handover/exchange/draw-report.js";
import { nextRevision } from "#handover/exchange/next-revision.js";
import { signHandover } from "#handover/exchange/sign-handover.js";
import { standingOf } from "#handover/exchange/standing.js";
import { standingWord } from "#handover/exchange/standing-word.js";
import { verifyJournal } from "#journal/verify.js";
import { wholeEntry } from "#journal/whole-entry.js";
import { Desk } from "../../session/desk.js";
import { operate } from "../capsule/a-shift.js";
import { ACCEPTED, codeFrom, QUESTIONED, REFUSED, TwoOperators } from "./two-operators.js";

const OPERATOR = { os: "tester1", console: "ops-1" };

test("a shift is handed over and accepted, and both journals hold the same report, signed by both", async () => {
  using both = new TwoOperators();
  const written = await both.handOver();
  expect(written.handover.operations).toHaveLength(1);
  const read = await both.read();
  expect(read).toMatchObject({ isOwn: false, vouched: null, newestKnown: null, capsule: written.capsule });
  expect(read.key).toBe(both.outgoing.signer.fingerprint);

  const given = await both.answer(ACCEPTED);
  expect(given.entry.OPR).toBe("AcceptHandover");
  await both.takeIn();

  expect(both.said("outgoing")).toEqual(["HandOver", "AnswerHandover"]);
  expect(both.said("incoming")).toEqual(["AcceptHandover"]);
  const texts = (["outgoing", "incoming"] as const).map((side) => {
    const { layout } = both[side].journal;
    const entry = both[side].entries().find(({ AFT }) => AFT?.text !== undefined)!;
    return wholeEntry(layout, entry).AFT?.text;
  });
  expect(texts[0]).toBe(read.bytes.toString());
  expect(texts[1]).toBe(texts[0]);
  const { outgoing } = await standingOf(both.outgoing.journal.layout);
  expect(outgoing).toMatchObject([{ id: written.handover.id, revision: 1, state: "accepted" }]);
  const { incoming } = await standingOf(both.incoming.journal.layout);
  expect(incoming).toMatchObject([{ id: written.handover.id, state: "accepted", capsule: read.capsule }]);
  expect(readFileSync(`${both.incoming.journal.layout.handovers}/${read.capsule}.tar`)).toEqual(read.file);
  for (const { directory } of [both.outgoing, both.incoming])
    expect(await verifyJournal(directory)).toMatchObject({ fault: null });
});

test("what is asked comes back, answered, in a second revision, which is accepted", async () => {
  using both = new TwoOperators();
  const first = await both.handOver();
  await both.answer(QUESTIONED);
  await both.takeIn();
  const { layout } = both.outgoing.journal;
  const { fingerprint: key } = both.outgoing.signer;
  const next = (await nextRevision(layout, { operator: OPERATOR, key }))!;
  expect(next.handover).toMatchObject({
    id: first.handover.id,
    revision: 2,
    answers: [{ question: QUESTIONED.questions[0], answer: null }],
  });
  expect(next.handover.shift.firstSeq).toBe(first.handover.shift.firstSeq);
  expect(next.handover.operations).toHaveLength(1);
  expect(await codeFrom(both.handOver("second.tar", next.handover))).toBe("HANDOVER_UNANSWERED");

  const answers = next.handover.answers.map((each) => ({ ...each, answer: "Since 02:00." }));
  await both.handOver("second.tar", { ...next.handover, answers });
  // The first one is of no use any more, on either side.
  await both.answer({ ...ACCEPTED, reason: "heard by telephone" }, "late.answer");
  expect(await codeFrom(both.takeIn("late.answer"))).toBe("HANDOVER_NOT_NEWEST");
  const second = await both.read("second.tar");
  expect(second).toMatchObject({ newestKnown: 1, handover: { revision: 2, answers } });
  await both.answer(ACCEPTED, "second.answer", "second.tar");
  expect(await codeFrom(both.answer(ACCEPTED, "later.answer"))).toBe("HANDOVER_NOT_NEWEST");
  await both.takeIn("second.answer");
  expect(await nextRevision(layout, { operator: OPERATOR, key })).toBeNull();
  const { outgoing } = await standingOf(layout);
  expect(outgoing).toMatchObject([
    { revision: 1, state: "questioned", isReplaced: true },
    { revision: 2, state: "accepted", isReplaced: false },
  ]);
});

test("a refusal says why, in both journals, and its shift goes on in a second revision", async () => {
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(REFUSED);
  const { entry } = await both.takeIn();
  expect(entry).toMatchObject({ OPR: "AnswerHandover", why: "web-01 is off" });
  expect(both.incoming.entries().at(-1)).toMatchObject({ OPR: "RefuseHandover", why: "web-01 is off" });
  // What is decided is not decided otherwise.
  expect(await codeFrom(both.answer(ACCEPTED, "other.answer"))).toBe("HANDOVER_ANSWERED");
  const { layout } = both.outgoing.journal;
  const { fingerprint: key } = both.outgoing.signer;
  const next = (await nextRevision(layout, { operator: OPERATOR, key }))!;
  expect(next.answer).toMatchObject({ decision: "refused", reason: "web-01 is off" });
  await both.handOver("second.tar", next.handover);
  await both.answer(ACCEPTED, "second.answer", "second.tar");
  await both.takeIn("second.answer");
  expect(both.said("outgoing")).toEqual(["HandOver", "AnswerHandover", "HandOver", "AnswerHandover"]);
});

test("after questions, the same revision can still be accepted", async () => {
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(QUESTIONED);
  await both.answer(ACCEPTED, "accepted.answer");
  expect(both.said("incoming")).toEqual(["QuestionHandover", "AcceptHandover"]);
  await both.takeIn();
  await both.takeIn("accepted.answer");
  const { outgoing } = await standingOf(both.outgoing.journal.layout);
  expect(outgoing).toMatchObject([{ state: "accepted", answers: [{}, {}] }]);
});

test("what waits for its answer is not made once more, and what follows is a shift of its own", async () => {
  using both = new TwoOperators();
  const first = await both.handOver();
  operate(both.outgoing);
  const again = { ...(await both.draft()), id: first.handover.id, revision: 2 };
  expect(await codeFrom(both.handOver("again.tar", again))).toBe("HANDOVER_NOT_REVISABLE");
  const second = await both.handOver("second.tar");
  expect(second.handover.id).not.toBe(first.handover.id);
  expect(second.handover.shift.firstSeq).toBeGreaterThan(first.entry.seq);
  expect(second.handover.operations[0]?.operations).toHaveLength(2);
});

test("a report that the journal has gone on from is not signed", async () => {
  using both = new TwoOperators();
  const drawn = await both.draft();
  both.outgoing.trail.note("one more thing");
  expect(await codeFrom(both.handOver("shift.tar", drawn))).toBe("HANDOVER_STALE");
  expect(both.said("outgoing")).toEqual([]);
});

test("what cannot be written in its place is not signed", async () => {
  using both = new TwoOperators();
  writeFileSync(both.path("shift.tar"), "mine");
  expect(await codeFrom(both.handOver())).toBe("HANDOVER_NOT_WRITTEN");
  expect(await codeFrom(both.handOver("no/such/place.tar"))).toBe("HANDOVER_NOT_WRITTEN");
  expect(both.said("outgoing")).toEqual([]);
  expect(readFileSync(both.path("shift.tar"), "utf8")).toBe("mine");
});

test("a shift without any entry is not handed over, and nothing is recorded of it", async () => {
  using both = new TwoOperators();
  const { entry } = await both.handOver();
  expect(await codeFrom(both.handOver("second.tar", await both.draft()))).toBe("HANDOVER_EMPTY");
  expect(existsSync(both.path("second.tar"))).toBe(false);
  expect(both.outgoing.entries().at(-1)?.seq).toBe(entry.seq);
  const { outgoing } = await standingOf(both.outgoing.journal.layout);
  expect(outgoing).toMatchObject([{ seq: entry.seq, state: "waiting" }]);
});

test("what cannot be packed is not signed", async () => {
  using both = new TwoOperators();
  operate(both.outgoing);
  const draft = await both.draft();
  const other = { ...draft, journal: { ...draft.journal, origin: "another.example/journal" } };
  expect(await codeFrom(both.handOver("shift.tar", other))).toBe("JOURNAL_DAMAGED");
  expect(both.said("outgoing")).toEqual([]);
});

test("whatever goes wrong once it is recorded, that it is recorded is said", async () => {
  using both = new TwoOperators();
  operate(both.outgoing);
  const exchange = both.exchange("outgoing");
  let recorded: number | null = null;
  const onRecorded = () => {
    recorded = both.outgoing.entries().at(-1)!.seq;
    // What the capsule is made of can be read no more.
    const { checkpointsLog } = both.outgoing.journal.layout;
    rmSync(checkpointsLog);
    mkdirSync(checkpointsLog);
  };
  const signing = signHandover(exchange, await both.draft(), {
    path: both.path("shift.tar"),
    language: "en",
    onRecorded,
  });
  await expect(signing).rejects.toMatchObject({
    problem: { code: "HANDOVER_NOT_WRITTEN", facts: { path: both.path("shift.tar") } },
  });
  await expect(signing).rejects.toMatchObject({ problem: { facts: { recorded } } });
  expect(recorded).not.toBeNull();
});

test("all that was asked of a revision is in the next one, asked twice or before a refusal, and once each", async () => {
  using both = new TwoOperators();
  await both.handOver();
  const more: Saying = {
    decision: "questioned",
    reason: null,
    questions: [...QUESTIONED.questions, { section: "operations", seq: null, text: "Why at night?" }],
  };
  for (const [saying, name] of [
    [QUESTIONED, "first.answer"],
    [more, "second.answer"],
    [REFUSED, "third.answer"],
  ] as const) {
    await both.answer(saying, name);
    await both.takeIn(name);
  }
  const { layout } = both.outgoing.journal;
  const { fingerprint: key } = both.outgoing.signer;
  const next = (await nextRevision(layout, { operator: OPERATOR, key }))!;
  expect(next.answer).toMatchObject({ decision: "refused", reason: "web-01 is off" });
  expect(next.handover.answers).toEqual(more.questions.map((question) => ({ question, answer: null })));
  // What is asked once more is answered once more.
  const answers = next.handover.answers.map((each) => ({ ...each, answer: "Since 02:00." }));
  await both.handOver("second.tar", { ...next.handover, answers });
  await both.answer(QUESTIONED, "fourth.answer", "second.tar");
  await both.takeIn("fourth.answer");
  const third = (await nextRevision(layout, { operator: OPERATOR, key }))!;
  expect(third.handover.answers).toEqual([answers[1], { question: QUESTIONED.questions[0], answer: null }]);
});

test("a shift that is refused after the next one was handed over is the one that is revised", async () => {
  using both = new TwoOperators();
  const first = await both.handOver();
  const second = await both.handOver("second.tar");
  await both.answer(REFUSED);
  await both.takeIn();
  const drawn = await drawReport(both.exchange("outgoing"));
  expect(drawn).toMatchObject({
    handover: { id: first.handover.id, revision: 2, shift: { firstSeq: first.handover.shift.firstSeq } },
    refused: "web-01 is off",
    waiting: [{ id: second.handover.id, revision: 1 }],
    keptAs: `${first.handover.id} 2`,
  });
  await both.handOver("third.tar", drawn.handover);
  const { waiting } = await drawReport(both.exchange("outgoing"));
  expect(waiting.map(({ id, revision }) => [id, revision])).toEqual([
    [second.handover.id, 1],
    [first.handover.id, 2],
  ]);
});

test("what is added to the next shift while one waits is neither in its revision nor lost by it", async () => {
  using both = new TwoOperators();
  await both.handOver();
  const { keptAs } = await drawReport(both.exchange("outgoing"));
  await both.answer(REFUSED);
  await both.takeIn();
  const revision = await drawReport(both.exchange("outgoing"));
  expect(revision.keptAs).not.toBe(keptAs);
  await both.handOver("second.tar", revision.handover);
  expect((await drawReport(both.exchange("outgoing"))).keptAs).toBe(keptAs);
  await both.handOver("third.tar");
  expect((await drawReport(both.exchange("outgoing"))).keptAs).not.toBe(keptAs);
});

test("answers go beside the handover, each to a file of its own, and the same one to the same", async () => {
  using both = new TwoOperators();
  await both.handOver();
  expect((await both.answer(QUESTIONED, null)).path).toBe(both.path("shift.tar.answer"));
  expect((await both.answer(ACCEPTED, null)).path).toBe(both.path("shift.tar.answer-2"));
  expect(await both.answer(ACCEPTED, null)).toMatchObject({
    path: both.path("shift.tar.answer-2"),
    isAgain: true,
  });
  expect((await both.answer(QUESTIONED, null)).path).toBe(both.path("shift.tar.answer"));
  await both.takeIn("shift.tar.answer");
  await both.takeIn("shift.tar.answer-2");
});

test("nobody signs a question about an entry that the section does not name", async () => {
  using both = new TwoOperators();
  await both.handOver();
  const ask = (seq: number): Saying => ({
    ...QUESTIONED,
    questions: [{ section: "operations", seq, text: "Why?" }],
  });
  expect(await codeFrom(both.answer(ask(99_999)))).toBe("HANDOVER_NO_ENTRY");
  expect(both.said("incoming")).toEqual([]);
  const { seq } = (await both.read()).handover.operations[0]!.operations[0]!;
  await both.answer(ask(seq));
});

test("who works as the user that has handed over, on its machine, says why the shift is taken over", async () => {
  using both = new TwoOperators();
  await both.handOver();
  const read = await both.read();
  const exchange = { ...both.exchange("incoming"), operator: read.handover.outgoing };
  const answer = (saying: Saying) => answerHandover(exchange, read, saying, { beside: read.path });
  expect(await codeFrom(answer(ACCEPTED))).toBe("HANDOVER_SAME_OPERATOR");
  expect(both.said("incoming")).toEqual([]);
  await answer({ ...ACCEPTED, reason: "we share the account; it is tester2's now" });
  expect(both.incoming.entries().at(-1)).toMatchObject({
    OPR: "AcceptHandover",
    why: expect.stringContaining("share"),
  });
});

test("that two people have accepted a shift is in the journal of who has handed it over", async () => {
  using both = new TwoOperators();
  using third = new Desk({ os: "tester3", console: "ops-3" });
  await both.handOver();
  await both.answer(ACCEPTED);
  const read = await both.read();
  await answerHandover(both.exchange("incoming", third), read, ACCEPTED, both.path("third.answer"));
  const { entry } = await both.takeIn();
  expect(await both.takeIn("third.answer")).toMatchObject({
    isAgain: false,
    alsoAcceptedBy: both.incoming.signer.fingerprint,
  });
  expect(both.said("outgoing")).toEqual(["HandOver", "AnswerHandover", "AnswerHandover"]);
  const { outgoing } = await standingOf(both.outgoing.journal.layout);
  expect(outgoing.map(standingWord)).toEqual(["twice"]);
  // Each once, and nobody refuses what is accepted.
  expect(await both.takeIn()).toMatchObject({
    entry: { seq: entry.seq },
    isAgain: true,
    alsoAcceptedBy: third.signer.fingerprint,
  });
  expect(await verifyJournal(both.outgoing.directory)).toMatchObject({ fault: null });
  using fourth = new Desk({ os: "tester4", console: "ops-4" });
  await answerHandover(both.exchange("incoming", fourth), read, REFUSED, both.path("fourth.answer"));
  await expect(both.takeIn("fourth.answer")).rejects.toMatchObject({
    problem: { code: "HANDOVER_ANSWERED", facts: { by: "OUTGOING" } },
  });
});

test("a key that was agreed to is known, whatever was answered by then", async () => {
  for (const saying of [REFUSED, QUESTIONED]) {
    using both = new TwoOperators();
    await both.handOver();
    await both.answer(saying);
    expect(await both.read()).toMatchObject({ vouched: "known" });
  }
});

test("the one file in the place of the other is called what it is", async () => {
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(ACCEPTED);
  await expect(both.read("shift.answer")).rejects.toMatchObject({
    problem: { code: "HANDOVER_OTHER_FILE", facts: { is: "ANSWER" } },
  });
  await expect(both.takeIn("shift.tar")).rejects.toMatchObject({
    problem: { code: "HANDOVER_OTHER_FILE", facts: { is: "HANDOVER" } },
  });
});
