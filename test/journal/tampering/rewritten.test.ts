import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AnchorEvent } from "#domain/anchor-event.js";
import type { Entry } from "#domain/entry.js";
import type { Fault } from "#domain/journal-fault.js";
import { parseHeldKeys } from "#journal/verify/held-keys.js";
import type { Verifying } from "#journal/verify/verifying.js";
import { verifyJournal } from "#journal/verify.js";
import { shortOrLong } from "../../counts.js";
import { newSigner } from "../open-journal.js";
import { type Evidence, twoJournals } from "./evidence.js";
import { pick, place } from "./family.js";
import { type Files, WorkingCopy } from "./files.js";
import { continued, madeAnew, type SignerAt } from "./forger.js";
import { against, anchors, signers } from "./held.js";
import { resigned, retold, rewritten } from "./rewriting.js";

/** Journals that are consistent with themselves, as whoever has the key can make them: told by others' copies alone. */
let journals: readonly [Evidence, Evidence];
let copy: WorkingCopy;
let done = 0;

beforeAll(async () => {
  journals = await twoJournals();
  copy = new WorkingCopy();
});
afterAll(() => copy[Symbol.dispose]());

const MALLORY = [newSigner(), newSigner()] as const;

/** Calls `check` for so many places of both journals; the short run takes a twelfth of them. */
function times(count: number, check: (evidence: Evidence, at: number) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(fc.constantFrom(0, 1), place, async (index, at) => {
    done += 1;
    await check(journals[index]!, at);
  });
  return fc.assert(property, { numRuns: shortOrLong(Math.ceil(count / 12), count), endOnFailure: true });
}

const MANY = 60;

/** Puts a journal in place that nothing in it speaks against. */
async function forge(files: Files): Promise<void> {
  copy.become(files);
  for (const deep of [false, true]) {
    expect(await verifyJournal(copy.directory, { deep })).toMatchObject({ fault: null, missing: [] });
  }
}

async function faultAgainst(held: Verifying): Promise<Fault | null> {
  const [quick, deep] = [
    await verifyJournal(copy.directory, held),
    await verifyJournal(copy.directory, { ...held, deep: true }),
  ];
  expect({ ...quick, deep: true }).toEqual(deep);
  return quick.fault;
}

const eventSize = ({ key }: AnchorEvent) => Number(key);

test("as it was written, a journal agrees with every copy of its keys, checkpoints and anchors", async () => {
  for (const evidence of journals) {
    await forge(evidence.files);
    for (const name of ["allowed_signers", "vkey"] as const) {
      const held = {
        ...against(evidence.checkpoints),
        ...signers(evidence, name),
        ...anchors(evidence, evidence.events),
      };
      const verdict = await verifyJournal(copy.directory, held);
      const { length } = evidence.events;
      expect(verdict).toMatchObject({ fault: null, anchors: { agreed: length, foreign: 0, gone: [] } });
      expect(length).toBeGreaterThan(3);
    }
    for (const checkpoint of evidence.checkpoints) {
      expect(await faultAgainst(against([checkpoint]))).toBeNull();
    }
  }
});

test("an entry changed, and all after it signed again by the right keys", async () => {
  await times(MANY, async (evidence, at) => {
    const { checkpoints, lines } = evidence;
    const changed = at % lines.length;
    await forge(rewritten(evidence, changed, (entry, seq) => (seq === changed ? retold(entry) : entry)));
    await expectRewritten(evidence, changed, lines.length);
    for (const name of ["allowed_signers", "vkey"] as const) {
      expect(await faultAgainst(signers(evidence, name))).toBeNull();
    }
    // One checkpoint alone says that it is somewhere before its end.
    const one = pick(checkpoints, at);
    const range = { file: "kept", line: null, code: "REWRITTEN", seq: 0, toSeq: one.size - 1 };
    const fault = await faultAgainst(against([one]));
    if (one.size > changed) expect(fault).toMatchObject(range);
    else expect(fault).toBeNull();
  });
});

test("an entry left out, put in, or two told in another order, and all after it signed again", async () => {
  await times(MANY, async (evidence, at) => {
    const { entries, lines, rotatedAt } = evidence;
    const drawn = 1 + (at % (lines.length - 3));
    // Not the entry that introduces a key, nor one in its place.
    const from = drawn === rotatedAt - 1 || drawn === rotatedAt - 2 ? rotatedAt : drawn;
    const [one, two, ...rest] = entries.slice(from) as [Entry, Entry, ...Entry[]];
    const [retelling, moved] = pick<readonly [Entry[], number]>(
      [
        [[two, ...rest], -1],
        [[retold(one), one, two, ...rest], 1],
        [[two, one, ...rest], 0],
      ],
      at,
    );
    const border = from < rotatedAt ? rotatedAt + moved : rotatedAt;
    const signerAt: SignerAt = (seq) => evidence.signers[seq < border ? 0 : 1];
    const retoldLines = continued(lines.slice(0, from), retelling, signerAt);
    await forge(madeAnew(evidence, retoldLines, { checkpointSigner: signerAt }));
    await expectRewritten(evidence, from, retoldLines.length);
  });
});

/** What copies of checkpoints and anchors say of a chain whose first entry that is not as it was is `changed`. */
async function expectRewritten(evidence: Evidence, changed: number, count: number): Promise<void> {
  const { checkpoints, events, endpoint } = evidence;
  const sizes = checkpoints.map(({ size }) => size);
  const inFile = sizes.findIndex((size) => size > changed);
  const fault = await faultAgainst(against(checkpoints));
  if (inFile < 0) expect(fault).toBeNull();
  else expect(fault).toMatchObject({ file: "kept", line: inFile + 1, ...rangeOf(sizes, changed, count) });
  const read = await faultAgainst(anchors(evidence, events));
  const event = events.find((each) => eventSize(each) > changed);
  if (event === undefined) expect(read).toBeNull();
  else {
    const file = `${endpoint}, event ${event.key}`;
    expect(read).toMatchObject({ file, ...rangeOf(events.map(eventSize), changed, count) });
  }
}

/** Between the last size that is as it was and the first that is not: the entry that was changed lies there. */
function rangeOf(sizes: readonly number[], changed: number, count: number): Partial<Fault> {
  const size = sizes.find((each) => each > changed)!;
  const agreed = sizes.findLast((each) => each <= changed) ?? 0;
  if (size > count) return { code: "TAIL_CUT", seq: count, toSeq: size - 1 };
  return { code: "REWRITTEN", seq: agreed, toSeq: size - 1 };
}

test("the end cut off, checkpoints and tiles and all", async () => {
  await times(MANY, async (evidence, at) => {
    const { lines, checkpoints, events, rotatedAt } = evidence;
    const count = 1 + (at % (lines.length - 1));
    await forge(rewritten(evidence, count, () => null));
    const all = await faultAgainst(against(checkpoints));
    const first = checkpoints.findIndex(({ size }) => size > count);
    // Cut before its second key was introduced, a journal does not know the key of what is held against it.
    const known = count >= rotatedAt;
    if (first < 0) expect(all).toBeNull();
    else if (known) {
      const { size } = checkpoints[first]!;
      expect(all).toMatchObject({ code: "TAIL_CUT", line: first + 1, seq: count, toSeq: size - 1 });
    } else expect(all).toMatchObject({ code: "OTHER_KEYS", file: "kept" });
    const readBack = await faultAgainst(anchors(evidence, events));
    const after = events.filter((event) => eventSize(event) > count);
    const own = after.filter((event) => known || eventSize(event) < rotatedAt);
    if (own.length > 0) {
      const toSeq = eventSize(own[0]!) - 1;
      expect(readBack).toMatchObject({ code: "TAIL_CUT", seq: count, toSeq });
    } else if (after.length > 0) expect(readBack).toMatchObject({ code: "OTHER_KEYS" });
    else expect(readBack).toBeNull();
    // With a checkpoint of the very end nothing that is cut off stays unseen.
    const kept = await faultAgainst(signers(evidence, "vkey"));
    expect(kept?.code ?? null).toBe(known ? null : "KEY_ENDED");
  });
});

test("the journal founded anew with other keys, under the same name", async () => {
  await times(MANY, async (evidence, at) => {
    const keys = MALLORY;
    const signerAt: SignerAt = (seq) => keys[seq < evidence.rotatedAt ? 0 : 1];
    await forge(rewritten(evidence, 0, resigned(keys, evidence), signerAt));
    for (const name of ["allowed_signers", "vkey"] as const) {
      expect(await faultAgainst(signers(evidence, name))).toMatchObject({
        code: "KEY_NOT_HELD",
        file: "kept",
        seq: 0,
      });
    }
    const one = pick(evidence.checkpoints, at);
    expect(await faultAgainst(against([one]))).toMatchObject({ code: "OTHER_KEYS", file: "kept" });
    const event = pick(evidence.events, at);
    expect(await faultAgainst(anchors(evidence, [event]))).toMatchObject({
      code: "OTHER_KEYS",
      file: `${evidence.endpoint}, event ${event.key}`,
    });
    // Anybody can log a text that names a journal.
    const foreign = anchors(evidence, [{ ...event, user: "mallory" }]);
    const verdict = await verifyJournal(copy.directory, foreign);
    expect(verdict).toMatchObject({ fault: null, anchors: { agreed: 0, foreign: 1 }, heldAgainst: [] });
  });
});

test("the journal founded anew under another name", async () => {
  await times(12, async (evidence, at) => {
    const origin = "ops-1/shoseki/other";
    const renamed = (entry: Entry) =>
      entry.key === undefined ? entry : { ...entry, key: { ...entry.key, origin } };
    const named = { ...evidence, checkpoints: evidence.checkpoints.map((each) => ({ ...each, origin })) };
    await forge(rewritten(named, 0, renamed));
    expect(await faultAgainst(against([pick(evidence.checkpoints, at)]))).toMatchObject({
      code: "OTHER_JOURNAL",
    });
    const { anchors: read } = await verifyJournal(copy.directory, anchors(evidence, evidence.events));
    expect(read).toMatchObject({ agreed: 0, gone: expect.arrayContaining([expect.any(Number)]) });
  });
});

/** How far a forger comes: to some place after `from`. */
const endAfter = ({ lines }: Evidence, from: number, at: number) => from + 1 + (at % (lines.length - from));

test("a rotation undone: the old key goes on", async () => {
  await times(MANY, async (evidence, at) => {
    const [first] = evidence.signers;
    const key = evidence.rotatedAt - 1;
    const end = endAfter(evidence, key + 1, at);
    const own = (entry: Entry, seq: number) =>
      seq === key || seq >= end ? null : { ...entry, USR: { ...entry.USR, key: first.fingerprint } };
    await forge(rewritten(evidence, key, own, () => first));
    for (const name of ["allowed_signers", "vkey"] as const) {
      expect(await faultAgainst(signers(evidence, name))).toMatchObject({ code: "KEY_ENDED", file: "kept" });
    }
    expect(await faultAgainst(against(evidence.checkpoints))).toMatchObject({ code: "OTHER_KEYS" });
    expect(await faultAgainst(anchors(evidence, evidence.events))).not.toBeNull();
  });
});

test("a rotation to another key than the one that took over", async () => {
  await times(MANY, async (evidence, at) => {
    const keys = [evidence.signers[0], MALLORY[1]] as const;
    const signerAt: SignerAt = (seq) => keys[seq < evidence.rotatedAt ? 0 : 1];
    const end = endAfter(evidence, evidence.rotatedAt, at);
    const own = resigned(keys, evidence);
    const goesOn = (entry: Entry, seq: number) => (seq < end ? own(entry, seq) : null);
    await forge(rewritten(evidence, evidence.rotatedAt - 1, goesOn, signerAt));
    for (const name of ["allowed_signers", "vkey"] as const) {
      const fault = { code: "OTHER_SUCCESSOR", file: "kept", seq: evidence.rotatedAt };
      expect(await faultAgainst(signers(evidence, name))).toMatchObject(fault);
    }
    expect(await faultAgainst(against(evidence.checkpoints))).toMatchObject({ code: "OTHER_KEYS" });
  });
});

test("a copy of the keys from before a rotation bears out the journal that has one", async () => {
  for (const evidence of journals) {
    await forge(evidence.files);
    const [first] = evidence.files.get("vkey")!.toString().split("\n");
    const held = { signers: { file: "kept", keys: parseHeldKeys(`${first}\n`)! } };
    expect(await faultAgainst(held)).toBeNull();
  }
});

const TOTAL = shortOrLong(6 * 5 + 1, 6 * MANY + 12);

test(`${TOTAL} journals forged with the right key`, () => {
  expect(done).toBe(TOTAL);
});
