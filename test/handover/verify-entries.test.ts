import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry, Facts } from "#domain/entry.js";
import { DECISION_NAMESPACES, HANDOVER_NAMESPACE, type HandoverEventName } from "#domain/handover.js";
import { answerFile } from "#handover/exchange/answer-file.js";
import { verifyJournal } from "#journal/verify.js";
import { wholeEntry } from "#journal/whole-entry.js";
import { newSigner } from "../journal/open-journal.js";
import type { Desk } from "../session/desk.js";
import { LONG_NOTE } from "./capsule/a-shift.js";
import { ACCEPTED, QUESTIONED, REFUSED, TwoOperators } from "./exchange/two-operators.js";

/** What an entry of this operation says, whole. */
function saidOf(desk: Desk, OPR: HandoverEventName): { readonly entry: Entry; readonly after: Facts } {
  const entry = desk.entries().findLast((each) => each.OPR === OPR)!;
  return { entry, after: wholeEntry(desk.journal.layout, entry).AFT! };
}

/** The same is said once more, otherwise; the first fault then, in words. */
async function faultAfter(desk: Desk, OPR: HandoverEventName, other: Facts): Promise<string | null> {
  const { entry, after } = saidOf(desk, OPR);
  const target = { id: entry.TGT.id!, name: entry.TGT.name };
  const { seq } = desk.trail.handover({ OPR, target, after: { ...after, ...other } });
  const { fault } = await verifyJournal(desk.directory, { deep: true });
  if (fault !== null) expect(fault).toMatchObject({ code: "HANDOVER_ENTRY", seq });
  return fault?.problem ?? null;
}

test("what two operators have handed over, asked, refused and accepted is found as they say", async () => {
  using both = new TwoOperators();
  await both.handOver();
  for (const saying of [QUESTIONED, ACCEPTED]) {
    await both.answer(saying, `${saying.decision}.answer`);
    await both.takeIn(`${saying.decision}.answer`);
  }
  for (const desk of [both.outgoing, both.incoming])
    expect(await verifyJournal(desk.directory, { deep: true })).toMatchObject({ fault: null });
  using others = new TwoOperators();
  await others.handOver();
  await others.answer(REFUSED);
  expect(await verifyJournal(others.incoming.directory)).toMatchObject({
    fault: null,
    handovers: { count: 0 },
  });
});

const HANDED_OVER: readonly (readonly [Facts, string])[] = [
  [{ report: "0".repeat(64) }, "its report is not the one that it has the hash of"],
  [{ signature: "none" }, "its report is not signed by the journal's key of that time"],
  [{ rootHash: "bogus" }, "the tree that it names is not that of the entries before it"],
  [{ treeSize: 999_999 }, "the tree that it names is not that of the entries before it"],
];

test.each(HANDED_OVER)("a HandOver that says what is not so is named: %j", async (other, problem) => {
  using both = new TwoOperators();
  await both.handOver();
  expect(await faultAfter(both.outgoing, "HandOver", other)).toBe(problem);
});

test("a report that another key has signed, or this one for something else, is not handed over", async () => {
  for (const [signer, namespace] of [
    [newSigner(), HANDOVER_NAMESPACE],
    [null, "file"],
  ] as const) {
    using both = new TwoOperators();
    await both.handOver();
    const text = Buffer.from(String(saidOf(both.outgoing, "HandOver").after.text));
    const signature = (signer ?? both.outgoing.signer).signFile(namespace, text);
    expect(await faultAfter(both.outgoing, "HandOver", { signature })).toMatch(/^its report is not signed/);
  }
});

test("an answer that was given is named where it is not signed, is another, or of another report", async () => {
  const faultWith = async (other: Facts, OPR: HandoverEventName = "AcceptHandover") => {
    using both = new TwoOperators();
    await both.handOver();
    await both.answer(ACCEPTED);
    return await faultAfter(both.incoming, OPR, other);
  };
  expect(await faultWith({})).toBeNull();
  expect(await faultWith({ report: "0".repeat(64) })).toBe(
    "its report is not the one that it has the hash of",
  );
  expect(await faultWith({ answer: "none" })).toBe("its answer cannot be read");
  expect(await faultWith({ answer: "null\n" })).toBe("its answer cannot be read");
  expect(await faultWith({ signature: "none" })).toBe("its answer is another than it says");
});

test("an acceptance that is recorded as a refusal is named", async () => {
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(ACCEPTED);
  const { entry, after } = saidOf(both.incoming, "AcceptHandover");
  const target = { id: entry.TGT.id!, name: entry.TGT.name };
  both.incoming.trail.handover({ OPR: "RefuseHandover", target, why: "no", after });
  const { fault } = await verifyJournal(both.incoming.directory);
  expect(fault).toMatchObject({ code: "HANDOVER_ENTRY", problem: "its answer is another than it says" });
});

test("an answer that was taken in is named where nobody has given it", async () => {
  const faultWith = async (forge: (after: Facts, desk: Desk) => Facts) => {
    using both = new TwoOperators();
    await both.handOver();
    await both.answer(ACCEPTED);
    await both.takeIn();
    const { after } = saidOf(both.outgoing, "AnswerHandover");
    return await faultAfter(both.outgoing, "AnswerHandover", forge(after, both.outgoing));
  };
  expect(await faultWith(() => ({}))).toBeNull();
  expect(await faultWith(() => ({ answer: "none" }))).toBe("its answer cannot be read");
  expect(await faultWith(() => ({ decision: "refused" }))).toBe("its answer is another than it says");
  expect(await faultWith(() => ({ key: newSigner().fingerprint }))).toBe(
    "its answer is another than it says",
  );
  expect(await faultWith((_, { signer }) => ({ key: signer.fingerprint }))).toBe(
    "it is answered by the journal's own key",
  );
  expect(await faultWith(() => ({ report: "0".repeat(64) }))).toBe(
    "it is an answer to a report that was not handed over before",
  );
  // By another key over the same report, and in its own name: the file has to be signed by it, too.
  const stranger = newSigner();
  const forged = (isWhole: boolean) => (after: Facts, desk: Desk) => {
    const text = Buffer.from(String(saidOf(desk, "HandOver").after.text));
    const signature = stranger.signFile(DECISION_NAMESPACES.accepted, text);
    const line = JSON.parse(String(after.answer).split("\n")[0]!);
    const incoming = { ...line.incoming, key: stranger.fingerprint };
    const file = answerFile({ ...line, signature, incoming }, isWhole ? stranger : newSigner());
    return { answer: file, signature, key: stranger.fingerprint };
  };
  expect(await faultWith(forged(false))).toMatch(/^its answer is not signed by SHA256/);
  expect(await faultWith(forged(true))).toBeNull();
});

test("where a report is gone that is a finding, and what rests on it is not judged", async () => {
  using both = new TwoOperators();
  both.outgoing.trail.note(LONG_NOTE);
  await both.handOver();
  await both.answer(ACCEPTED);
  await both.takeIn();
  const { entry } = saidOf(both.outgoing, "HandOver");
  const [hash] = Object.values(entry.blobs ?? {});
  expect(hash).toBeDefined();
  rmSync(join(both.outgoing.journal.layout.blobs, hash!));
  const { fault, missing } = await verifyJournal(both.outgoing.directory);
  expect([fault, missing.filter((name) => name.startsWith("blobs/"))]).toEqual([null, [`blobs/${hash}`]]);
});
