import { renameSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "#domain/journal-fault.js";
import { layoutOf, segmentAt } from "#journal/layout.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { verifyJournal } from "#journal/verify.js";
import { forged, rewritten, signedText } from "./forge.js";
import { type LongJournal, longJournal } from "./long-journal.js";
import { writeSegment } from "./on-disk.js";
import { newSigner } from "./open-journal.js";
import { type TemporaryDirectory, temporaryDirectory } from "./temporary-directory.js";

let place: TemporaryDirectory;
let directory: string;
let shift: LongJournal;

beforeAll(() => {
  place = temporaryDirectory();
  directory = join(place.path, "journal");
  shift = longJournal(directory);
});
beforeEach(() => shift.replace(shift.lines, 0));
afterAll(() => place[Symbol.dispose]());

async function fault(): Promise<Fault | null> {
  return (await verifyJournal(directory)).fault;
}

/** Puts lines in the journal's place, and expects that the one at `first` is named, as where seq `first` belongs. */
async function expectNamed(
  lines: readonly string[],
  changedAt: number,
  first: number,
  problem = /./,
): Promise<void> {
  shift.replace(lines, changedAt);
  const expected = { ...shift.placeOf(first), seq: first, problem: expect.stringMatching(problem) };
  expect(await verifyJournal(directory)).toMatchObject({ fault: expected, entries: first });
}

test("as it was written, it is sound", async () => {
  expect(shift.segments.length).toBeGreaterThan(4);
  expect(await verifyJournal(directory)).toMatchObject({
    fault: null,
    entries: 14,
    origin: "ops-1/shoseki/test",
    keys: [{ fromSeq: 0, fingerprint: shift.signer.fingerprint, identity: "tester1@ops-1" }],
    unresolved: [],
    torn: [],
  });
});

const every = Array.from({ length: 14 }, (_, seq) => seq);

describe.each(every)("line %i", (seq) => {
  const line = () => shift.lines[seq]!;
  const withLine = (...instead: string[]) => shift.lines.toSpliced(seq, 1, ...instead);

  test("with a byte changed", async () => {
    const bytes = Buffer.from(line());
    const entryEnd = bytes.lastIndexOf(',"s":"');
    const places = [
      0,
      5,
      100,
      bytes.indexOf('"prev"') + 10,
      entryEnd - 2,
      entryEnd + 6,
      entryEnd + 40,
      bytes.length - 1,
    ];
    for (const at of places) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 1;
      await expectNamed(withLine(changed.toString()), seq, seq);
    }
  });

  test("with a value changed and the rest in order", async () => {
    const { e, s } = JSON.parse(line()) as { e: { STR: string }; s: string };
    const changed = JSON.stringify({
      ...e,
      STR: e.STR.replace(/.Z$/, (end) => (end === "0Z" ? "1Z" : "0Z")),
    });
    await expectNamed(withLine(signedText(changed, Buffer.from(s, "base64"))), seq, seq, /signature/);
  });

  test("with the signature of its neighbour", async () => {
    const { e } = JSON.parse(line()) as { e: unknown };
    const { s } = JSON.parse(shift.lines[seq === 0 ? 1 : seq - 1]!) as { s: string };
    await expectNamed(
      withLine(signedText(JSON.stringify(e), Buffer.from(s, "base64"))),
      seq,
      seq,
      /signature/,
    );
  });

  test("signed by another key", async () => {
    const { e } = JSON.parse(line()) as { e: { USR: object } };
    const other = newSigner();
    await expectNamed(withLine(forged(e, other)), seq, seq, /signature/);
    const claimed = forged({ ...e, USR: { ...e.USR, key: other.fingerprint } }, other);
    await expectNamed(withLine(claimed), seq, seq, /another key/);
  });

  test("and all after it rewritten by another key", async () => {
    await expectNamed(rewritten(shift.lines, seq, newSigner()), seq, seq, /signature/);
  });

  test("changed by the right key, and what follows left as it was", async () => {
    const { e } = JSON.parse(line()) as { e: object };
    const lines = withLine(forged({ ...e, ticket: "CHG-1" }, shift.signer));
    shift.replace(lines, seq);
    // The last entry is held by no other: this is what checkpoints and anchors are for.
    if (seq === 13) expect(await fault()).toBeNull();
    else await expectNamed(lines, seq, seq + 1, /prev/);
  });

  test("doubled", async () => {
    await expectNamed(withLine(line(), line()), seq, seq + 1, /seq/);
  });

  test("with a copy of another one before it", async () => {
    for (const other of every.filter((each) => each !== seq)) {
      await expectNamed(withLine(shift.lines[other]!, line()), seq, seq, /seq/);
    }
  });

  test("with an empty line before it", async () => {
    await expectNamed(withLine("", line()), seq, seq);
  });

  test("cut in two", async () => {
    await expectNamed(withLine(line().slice(0, 100), line().slice(100)), seq, seq);
  });
});

// A last line that is dropped is told by checkpoints and anchors alone.
describe.each(every.slice(0, -1))("line %i", (seq) => {
  test("dropped", async () => {
    await expectNamed(shift.lines.toSpliced(seq, 1), seq, seq, /seq/);
  });

  test("swapped with the next one", async () => {
    await expectNamed(
      shift.lines.toSpliced(seq, 2, shift.lines[seq + 1]!, shift.lines[seq]!),
      seq,
      seq,
      /seq/,
    );
  });

  test("joined with the next one", async () => {
    await expectNamed(shift.lines.toSpliced(seq, 2, `${shift.lines[seq]}${shift.lines[seq + 1]}`), seq, seq);
  });
});

test("every single byte of a line is held by its signature or its form", async () => {
  const seq = 2;
  const bytes = Buffer.from(shift.lines[seq]!);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at]! ^ (at % 2 === 0 ? 1 : 0x20);
    await expectNamed(shift.lines.toSpliced(seq, 1, changed.toString("utf8")), seq, seq);
  }
});

describe("segments", () => {
  test("one that is gone: the first line after it is named", async () => {
    for (const [index, { segment }] of shift.segments.entries()) {
      if (index === shift.segments.length - 1) continue;
      shift.replace(shift.lines, 0);
      rmSync(segment.path);
      const next = shift.segments[index + 1]!.segment;
      expect(await fault()).toMatchObject({ file: `entries/${next.name}`, line: 1, seq: segment.firstSeq });
    }
  });

  test("one that is named for another seq", async () => {
    const [, second] = shift.segments;
    const { firstSeq, path } = second!.segment;
    const renamed = segmentAt(layoutOf(directory), firstSeq - 1);
    renameSync(path, renamed.path);
    expect(await fault()).toMatchObject({ file: `entries/${renamed.name}`, line: 1, seq: firstSeq });
    renameSync(renamed.path, path);
  });

  test("one whose lines have been put in the one before it", async () => {
    const [first, second] = shift.segments;
    writeSegment(first!.segment, [...first!.lines, ...second!.lines]);
    const { firstSeq, name } = second!.segment;
    const third = shift.segments[2]!.segment;
    // Its own copy is the first that does not belong.
    expect(await fault()).toMatchObject({ file: `entries/${name}`, line: 1, seq: third.firstSeq });
    expect(firstSeq).toBeLessThan(third.firstSeq);
  });

  test("one in the middle that does not end in a newline", async () => {
    const [first] = shift.segments;
    const { lines, segment } = first!;
    writeSegment(segment, lines);
    truncateSync(segment.path, statSync(segment.path).size - 1);
    expect(await fault()).toMatchObject({
      file: `entries/${segment.name}`,
      line: lines.length,
      seq: lines.length - 1,
      problem: expect.stringMatching(/newline/),
    });
  });
});

test("a whole journal rewritten by another key is told by allowed_signers", async () => {
  const other = newSigner();
  const lines = rewritten(shift.lines, 0, other, (entry) => ({
    ...entry,
    USR: { ...(entry.USR as object), key: other.fingerprint },
    ...(entry.key === undefined
      ? {}
      : { key: { ...(entry.key as object), public: publicKeyLine(other.publicKey) } }),
  }));
  shift.replace(lines, 0);
  expect(await fault()).toMatchObject({ file: "allowed_signers", line: null, seq: null });
});

test("a later key entry that introduces no key", async () => {
  const lines = rewritten(shift.lines, 5, shift.signer, (entry) =>
    entry.seq === 5
      ? { ...entry, phase: "key", key: { origin: "x", public: "ssh-ed25519 AAAA", identity: "mallory" } }
      : entry,
  );
  await expectNamed(lines, 5, 5, /does not introduce/);
});
