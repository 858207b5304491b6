import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CapsuleProblem } from "#domain/capsule-problem.js";
import type { Entry } from "#domain/entry.js";
import { canonical } from "#journal/canonical.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { layoutOf } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { formatCheckpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { entriesOfRun } from "#journal/runs.js";
import type { Signer } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { leafHash } from "#journal/tree/hash.js";
import { inclusionProof } from "#journal/tree/proof.js";
import { Tree } from "#journal/tree/tree.js";
import { parseHeldKeys } from "#journal/verify/held-keys.js";
import { verifyJournal } from "#journal/verify.js";
import {
  CAPSULE_NAMESPACE,
  type CapsuleContent,
  capsuleLine,
  MAX_CAPSULE_BYTES,
  type ProvenLine,
  type SignedCapsule,
} from "#procedures/capsule/capsule-file.js";
import { capsuleOf } from "#procedures/capsule/capsule-of.js";
import { readCapsule } from "#procedures/capsule/read-capsule.js";
import { shortOrLong } from "../../counts.js";
import { codeOf, thrownBy } from "../../journal/code-of.js";
import { foundingDraft } from "../../journal/entries.js";
import { entriesOnDisk, linesOnDisk } from "../../journal/on-disk.js";
import { newSigner, openJournal } from "../../journal/open-journal.js";
import { Desk } from "../../session/desk.js";
import { begunRun, capsuleAt, operate, SOURCE, TITLE } from "./a-run.js";

const RUNS = shortOrLong(300, 20_000);

const path = "run.capsule";
const read = (bytes: Buffer) => readCapsule(bytes, { path });
const keysOf = (...signers: readonly Signer[]) =>
  parseHeldKeys(signers.map(({ publicKey }) => publicKeyLine(publicKey)).join("\n")) ?? [];

/** Why a capsule is refused; null when it is not. */
function problemOf(bytes: Buffer, signers?: ReturnType<typeof keysOf>): CapsuleProblem | null {
  const problem = thrownBy(() => readCapsule(bytes, { path, signers }))?.problem ?? null;
  if (problem === null) return null;
  expect(problem.code).toBe("CAPSULE_INVALID");
  return (problem.facts as { problem: CapsuleProblem }).problem;
}

describe("a run that another operator is to go on with", () => {
  let desk: Desk;
  let run: string;
  let bytes: Buffer;
  beforeAll(async () => {
    desk = new Desk();
    run = begunRun(desk);
    bytes = await capsuleAt(desk, run);
  });
  afterAll(() => desk[Symbol.dispose]());

  /** The capsule with other content; signed anew by the same key, as its owner could. */
  const forged = (
    change: (content: CapsuleContent) => Partial<CapsuleContent>,
    signer = desk.signer,
  ): Buffer => {
    const { capsule: content } = JSON.parse(bytes.toString()) as SignedCapsule;
    const capsule = { ...content, ...change(content) };
    const signature = signer.signFile(CAPSULE_NAMESPACE, Buffer.from(canonical(capsule)));
    return capsuleLine({ capsule, signature });
  };
  const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);

  test("is read as it was recorded, with its long texts whole", async () => {
    const capsule = read(bytes);
    const lines = await entriesOfRun(layoutOf(desk.directory), run);
    expect(capsule.lines.map((line) => line.bytes.toString())).toEqual(
      lines.map((line) => line.bytes.toString()),
    );
    expect(capsule.entries.map(({ OPR }) => OPR)).toEqual([
      "BeginRun",
      "BeginStep",
      "StartVM",
      "StartVM",
      "EndStep",
      "PauseRun",
    ]);
    expect(capsule.entries[0]?.AFT).toEqual({ title: TITLE, source: SOURCE });
    expect(capsule).toMatchObject({
      run,
      isHeld: false,
      key: desk.signer.fingerprint,
      sha256: hashOf(bytes),
    });
    expect(capsule.origin).toBe(entriesOnDisk(desk.directory)[0]?.key?.origin);
    expect(capsule.checkpoint.size).toBe(entriesOnDisk(desk.directory).length);
    expect(await verifyJournal(desk.directory, { deep: true })).toMatchObject({ fault: null });
  });

  test("gives the same bytes again, though others have worked on since", async () => {
    using again = new Desk();
    const id = begunRun(again);
    const checkpoint = await new Checkpointer(again.journal).sign();
    const first = await capsuleOf(again.journal, checkpoint, id);
    again.trail.note("later");
    again.trail.procedure({ OPR: "ResumeRun", run: { id }, title: TITLE });
    expect(await capsuleOf(again.journal, checkpoint, id)).toEqual(first);
    // Out of the entries, where the tiles are gone.
    rmSync(layoutOf(again.directory).tiles, { recursive: true });
    expect(await capsuleOf(again.journal, checkpoint, id)).toEqual(first);
  });

  test("is believed more by whoever holds its key, and not by whoever holds another", () => {
    const signers = keysOf(newSigner(), desk.signer);
    expect(readCapsule(bytes, { path, signers }).isHeld).toBe(true);
    expect(problemOf(bytes, keysOf(newSigner()))).toBe("KEY_NOT_HELD");
  });

  test(`is refused with any byte changed, left out or put in, wherever it is, ${RUNS} times`, () => {
    const at = fc.nat(bytes.length - 1);
    const byte = fc.integer({ min: 0, max: 255 });
    const tampered = fc.oneof(
      fc.tuple(at, byte).map(([where, put]) => {
        const changed = Buffer.from(bytes);
        changed[where] = put;
        return changed;
      }),
      at.map((where) => Buffer.concat([bytes.subarray(0, where), bytes.subarray(where + 1)])),
      fc
        .tuple(at, byte)
        .map(([where, put]) =>
          Buffer.concat([bytes.subarray(0, where), Buffer.of(put), bytes.subarray(where)]),
        ),
      at.map((where) => bytes.subarray(0, where)),
    );
    fc.assert(
      fc.property(tampered, (changed) => {
        fc.pre(!changed.equals(bytes));
        expect(problemOf(changed)).not.toBeNull();
      }),
      { numRuns: RUNS },
    );
  });

  test.each<[string, (content: CapsuleContent) => Partial<CapsuleContent>, CapsuleProblem]>([
    ["an entry left out of an operation", ({ entries }) => ({ entries: without(entries, 2) }), "NO_INTENT"],
    [
      "its beginning left out",
      ({ entries }) => ({ entries: without(entries, 0), blobs: {} }),
      "NO_BEGINNING",
    ],
    ["no entry at all", () => ({ entries: [], blobs: {} }), "NO_BEGINNING"],
    [
      "two entries changed about",
      ({ entries: [a, b, ...rest] }) => ({ entries: [b!, a!, ...rest] }),
      "WRONG_ORDER",
    ],
    ["an entry twice", ({ entries: [a, ...rest] }) => ({ entries: [a!, a!, ...rest] }), "WRONG_ORDER"],
    ["another run's name on it", () => ({ run: "0198c1de-0000-7000-8000-000000000800" }), "OTHER_RUN"],
    ["an entry of no run", ({ keys, entries }) => ({ entries: [...keys, ...entries] }), "OTHER_RUN"],
    ["another journal's name on it", () => ({ origin: "ops-9/shoseki/other" }), "FORM"],
    ["no keys", () => ({ keys: [] }), "WRONG_KEYS"],
    ["an entry in the place of a key", ({ entries }) => ({ keys: entries.slice(0, 1) }), "WRONG_KEYS"],
    ["a text left out", () => ({ blobs: {} }), "WRONG_BLOB"],
    [
      "a text of nothing",
      ({ blobs }) => ({ blobs: { ...blobs, [hashOf(Buffer.from("x"))]: "x" } }),
      "WRONG_BLOB",
    ],
    [
      "another text",
      ({ blobs }) => ({
        blobs: Object.fromEntries(Object.entries(blobs).map(([hash, text]) => [hash, `${text}x`])),
      }),
      "WRONG_BLOB",
    ],
    [
      "another proof",
      ({ entries: [a, ...rest] }) => ({ entries: [{ ...a!, proof: rest[0]!.proof }, ...rest] }),
      "NOT_IN_TREE",
    ],
    [
      "another place in the tree",
      ({ entries: [a, ...rest] }) => ({ entries: [{ ...a!, seq: a!.seq - 1 }, ...rest] }),
      "WRONG_ORDER",
    ],
    [
      "a line altered",
      ({ entries: [a, ...rest] }) => ({
        entries: [{ ...a!, line: a!.line.replace("BeginRun", "BeginRum") }, ...rest],
      }),
      "NOT_IN_TREE",
    ],
    [
      "a line that is none",
      ({ entries: [a, ...rest] }) => ({ entries: [{ ...a!, line: `${a!.line} ` }, ...rest] }),
      "NOT_AN_ENTRY",
    ],
    [
      "a checkpoint without its signature",
      ({ checkpoint }) => ({ checkpoint: checkpoint.replace(/\n— .*/, "\n") }),
      "FORM",
    ],
    ["a member more", () => ({ also: 1 }) as Partial<CapsuleContent>, "FORM"],
    ["an earlier one within it", () => ({ earlier: [] }) as Partial<CapsuleContent>, "FORM"],
    ["another format", () => ({ format: "shoseki-capsule/9" }) as never, "FORM"],
  ])("is refused with %s, though its own key has signed it so", (_, change, problem) => {
    expect(problemOf(forged(() => ({})))).toBeNull();
    expect(problemOf(forged(change))).toBe(problem);
  });

  test("is refused with another capsule behind it that it does not name, or itself again", () => {
    const other = forged(({ entries }) => ({ entries: entries.slice(0, 2) }));
    expect(problemOf(other)).toBeNull();
    for (const behind of [other, bytes, Buffer.from("\n")])
      expect(problemOf(Buffer.concat([bytes, behind]))).toBe("WRONG_EARLIER");
  });

  test("is refused when another key has signed it, or the same for something else", () => {
    expect(problemOf(forged(() => ({}), newSigner()))).toBe("CAPSULE_SIGNATURE");
    const { capsule } = JSON.parse(bytes.toString()) as SignedCapsule;
    const signature = desk.signer.signFile("entry@shoseki", Buffer.from(canonical(capsule)));
    expect(problemOf(capsuleLine({ capsule, signature }))).toBe("CAPSULE_SIGNATURE");
  });

  test("is refused when its checkpoint is another key's", async () => {
    using other = new Desk();
    const id = begunRun(other, run);
    const { capsule } = JSON.parse((await capsuleAt(other, id)).toString()) as SignedCapsule;
    expect(problemOf(forged(() => ({ checkpoint: capsule.checkpoint })))).not.toBeNull();
    // The whole of another journal, under this one's key.
    expect(problemOf(forged(() => capsule))).toBe("CAPSULE_SIGNATURE");
  });

  test("is refused when an entry is in the tree, but not signed by the key whose turn it was", () => {
    const resigned = (line: string) => {
      const { e: entry } = JSON.parse(line) as { e: unknown };
      const s = newSigner()
        .sign(Buffer.from(canonical(entry)))
        .toString("base64");
      return canonical({ e: entry, s });
    };
    expect(problemOf(retold((line) => line))).toBeNull();
    expect(problemOf(retold((line, entry) => (entry.OPR === "EndStep" ? resigned(line) : line)))).toBe(
      "WRONG_SIGNATURE",
    );
    expect(problemOf(retold((line, entry) => (entry.phase === "key" ? resigned(line) : line)))).toBe(
      "WRONG_SIGNATURE",
    );
    expect(problemOf(retold((line) => line, newSigner()))).toBe("CHECKPOINT_SIGNATURE");
    // Signed by that key, and said to be by another.
    const another = (entry: Entry) => ({ ...entry, USR: { ...entry.USR, key: newSigner().fingerprint } });
    expect(
      problemOf(retold((line, entry) => (entry.OPR === "EndStep" ? signedLine(another(entry)) : line))),
    ).toBe("WRONG_SIGNATURE");
  });

  function signedLine(entry: Entry): string {
    const s = desk.signer.sign(Buffer.from(canonical(entry))).toString("base64");
    return canonical({ e: entry, s });
  }

  /** The capsule of a journal with other lines, under a checkpoint that its owner signs for them. */
  function retold(change: (line: string, entry: Entry) => string, signer = desk.signer): Buffer {
    const lines = linesOnDisk(desk.directory).map((line) =>
      change(line, (JSON.parse(line) as { e: Entry }).e),
    );
    const tree = new Tree();
    for (const line of lines) tree.append(leafHash(Buffer.from(line)));
    const { origin } = read(bytes);
    const head = { origin, size: lines.length, root: tree.hashOf(0, lines.length) };
    const again = ({ seq }: ProvenLine): ProvenLine => ({
      seq,
      line: lines[seq]!,
      proof: inclusionProof(tree, seq, lines.length).map((hash) => hash.toString("base64")),
    });
    return forged(({ keys, entries }) => ({
      checkpoint: formatCheckpoint(signCheckpoint(head, signer)),
      keys: keys.map(again),
      entries: entries.map(again),
    }));
  }

  test("is refused when it is too large, or nested deeper than anybody nests, and takes no time for it", () => {
    expect(problemOf(Buffer.alloc(MAX_CAPSULE_BYTES + 1, " "))).toBe("TOO_LARGE");
    for (const [open, close] of [
      ["[", "]"],
      ['{"capsule":', "}"],
    ] as const)
      expect(problemOf(Buffer.from(open.repeat(200_000) + close.repeat(200_000)))).toBe("FORM");
    expect(problemOf(Buffer.from("\ufeff{}\n"))).toBe("FORM");
    expect(problemOf(Buffer.of(0xff))).toBe("FORM");
  });
});

test("a run of two keys is checked by the key whose turn it was, and signed by the newest", async () => {
  using desk = new Desk();
  const run = begunRun(desk);
  const [first, second] = [desk.signer, newSigner()];
  const { key: founded } = entriesOnDisk(desk.directory)[0]!;
  const introduced = { ...founded!, public: publicKeyLine(second.publicKey) };
  desk.journal.rotate({ ...foundingDraft(first.fingerprint, introduced.public), key: introduced });
  using later = openJournal(desk.directory, { signer: second });
  const draft = { ...entriesOnDisk(desk.directory).find(({ OPR }) => OPR === "PauseRun")! };
  const { seq: _seq, prev: _prev, v: _v, id: _id, ...again } = draft;
  later.journal.append({ ...again, OPR: "ResumeRun", USR: { ...again.USR, key: second.fingerprint } });
  const bytes = await capsuleOf(later.journal, await new Checkpointer(later.journal).sign(), run);
  expect(read(bytes)).toMatchObject({ key: second.fingerprint, isHeld: false });
  expect(readCapsule(bytes, { path, signers: keysOf(first, second) }).isHeld).toBe(true);
  expect(problemOf(bytes, keysOf(second))).toBe("KEY_NOT_HELD");
  expect(problemOf(bytes, keysOf(first))).toBe("KEY_NOT_HELD");
  const { capsule } = JSON.parse(bytes.toString()) as SignedCapsule;
  // The old key is destroyed, or in others' hands.
  const signature = first.signFile(CAPSULE_NAMESPACE, Buffer.from(canonical(capsule)));
  expect(problemOf(capsuleLine({ capsule, signature }))).toBe("CAPSULE_SIGNATURE");
  const onlyFirst = { ...capsule, keys: capsule.keys.slice(0, 1) };
  const signed = first.signFile(CAPSULE_NAMESPACE, Buffer.from(canonical(onlyFirst)));
  expect(problemOf(capsuleLine({ capsule: onlyFirst, signature: signed }))).toBe("CHECKPOINT_SIGNATURE");
});

test("no capsule is made of a run that is not there, or whose texts are gone", async () => {
  using desk = new Desk();
  const run = begunRun(desk);
  const checkpoint = await new Checkpointer(desk.journal).sign();
  const none = capsuleOf(desk.journal, checkpoint, "0198c1de-0000-7000-8000-000000000800");
  await expect(none).rejects.toMatchObject({ code: "RUN_UNKNOWN" });
  const { blobs } = layoutOf(desk.directory);
  const blob = join(blobs, hashOf(Buffer.from(SOURCE)));
  writeFileSync(blob, "something else");
  await expect(capsuleOf(desk.journal, checkpoint, run)).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
  rmSync(blob);
  await expect(capsuleOf(desk.journal, checkpoint, run)).rejects.toMatchObject({ code: "JOURNAL_DAMAGED" });
});

test("two entries of one name are refused", async () => {
  using desk = new Desk();
  const run = begunRun(desk);
  const { seq: _seq, prev: _prev, v: _v, ...again } = desk.entries().find(({ phase }) => phase === "intent")!;
  desk.journal.append(again);
  expect(problemOf(await capsuleAt(desk, run))).toBe("WRONG_ORDER");
});

test("a run that was begun twice is refused", async () => {
  using desk = new Desk();
  const run = begunRun(desk);
  operate(desk, { id: run, step: "move" });
  begunRun(desk, run);
  expect(codeOf(() => read(Buffer.of()))).toBe("CAPSULE_INVALID");
  expect(problemOf(await capsuleAt(desk, run))).toBe("NO_BEGINNING");
});
