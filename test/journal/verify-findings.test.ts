import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { layoutOf, segmentAt } from "#journal/layout.js";
import { verifyJournal } from "#journal/verify.js";
import { answer, intent } from "./entries.js";
import { lastSegment } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

function founded(directory: string): string {
  openJournal(directory)[Symbol.dispose]();
  return lastSegment(directory).path;
}

describe("what is no journal", () => {
  test("a directory that is missing, empty or a file: there is nothing to check", async () => {
    using place = temporaryDirectory();
    writeFileSync(join(place.path, "file"), "");
    mkdirSync(join(place.path, "empty"));
    mkdirSync(join(place.path, "bare/entries"), { recursive: true });
    for (const name of ["missing", "empty", "bare", "file"]) {
      const directory = join(place.path, name);
      await expect(verifyJournal(directory)).rejects.toMatchObject({
        problem: { code: "JOURNAL_MISSING", facts: { directory } },
      });
    }
    expect(readdirSync(place.path).sort()).toEqual(["bare", "empty", "file"]);
  });

  test("a segment that cannot be read: it says which file, and gives no verdict", async () => {
    using place = temporaryDirectory();
    const { path } = segmentAt(layoutOf(place.path), 0);
    mkdirSync(path, { recursive: true });
    await expect(verifyJournal(place.path)).rejects.toMatchObject({ problem: { code: "FILE_UNREADABLE" } });
  });

  test("an empty file: there is no entry", async () => {
    using place = temporaryDirectory();
    const { path } = segmentAt(layoutOf(place.path), 0);
    mkdirSync(join(place.path, "entries"));
    writeFileSync(path, "");
    expect(await verifyJournal(place.path)).toMatchObject({
      fault: { file: "entries", seq: 0, problem: "there is no entry" },
      entries: 0,
      head: null,
      origin: null,
    });
  });
});

describe("garbage", () => {
  const garbage: [string, Buffer][] = [
    ["a newline alone", Buffer.from("\n")],
    ["binary", Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 256))],
    ["bytes that are no UTF-8", Buffer.from('{"e":"\xff\xfe\xc3(","s":""}\n', "latin1")],
    ["zeros", Buffer.alloc(70_000)],
    ["5 MB without a newline", Buffer.alloc(5_000_000, "x")],
    ["5 MB in one line", Buffer.concat([Buffer.alloc(5_000_000, "x"), Buffer.from("\n")])],
    ["a tower of brackets", Buffer.from(`${"[".repeat(30_000)}${"]".repeat(30_000)}\n`)],
    ["a tower of objects", Buffer.from(`${'{"e":'.repeat(10_000)}1${"}".repeat(10_000)}\n`)],
    ["null", Buffer.from("null\n")],
    ["HTML", Buffer.from("<!doctype html>\n<title>404</title>\n")],
  ];

  test.each(garbage)("%s instead of a journal is a fault at line 1", async (_, bytes) => {
    using place = temporaryDirectory();
    writeFileSync(founded(place.path), bytes);
    const { fault, entries } = await verifyJournal(place.path);
    expect(fault).toMatchObject({ seq: 0, file: expect.stringMatching(/^entries/) });
    expect(fault?.problem).toMatch(/^(it|there) /);
    expect(entries).toBe(0);
  });

  test.each(garbage)("%s after a sound entry is a fault at line 2", async (_, bytes) => {
    using place = temporaryDirectory();
    appendFileSync(founded(place.path), bytes);
    const { fault, entries } = await verifyJournal(place.path);
    // What has no newline and could be a line that was not finished is a finding instead.
    expect(fault).toMatchObject({ seq: 1, line: 2, file: "entries/000000000000.jsonl" });
    expect(entries).toBe(1);
  });

  test("a few bytes without a newline may be a line that its writer did not finish: a finding", async () => {
    using place = temporaryDirectory();
    appendFileSync(founded(place.path), "\u0000\u0001garbage");
    expect(await verifyJournal(place.path)).toMatchObject({
      fault: null,
      entries: 1,
      torn: ["000000000000.jsonl, line 2"],
    });
  });
});

describe("allowed_signers", () => {
  test("one that is changed by a byte, or emptied, is a fault of that file", async () => {
    using place = temporaryDirectory();
    founded(place.path);
    const file = join(place.path, "allowed_signers");
    const text = readFileSync(file, "utf8");
    for (const changed of [`${text}\n`, text.replace("Z", ""), text.slice(1), "", `# ${text}`, text + text]) {
      writeFileSync(file, changed);
      expect((await verifyJournal(place.path)).fault).toMatchObject({
        file: "allowed_signers",
        line: null,
        seq: null,
      });
    }
    writeFileSync(file, text);
    expect((await verifyJournal(place.path)).fault).toBeNull();
  });

  test("it follows from the entries: where it is missing, that is a finding, and no fault", async () => {
    using place = temporaryDirectory();
    founded(place.path);
    expect(await verifyJournal(place.path)).toMatchObject({ fault: null, missing: [] });
    rmSync(join(place.path, "allowed_signers"));
    expect(await verifyJournal(place.path)).toMatchObject({ fault: null, missing: ["allowed_signers"] });
  });
});

test("intents that nothing has completed are findings, in their order", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path, { signer: newSigner(), segmentBytes: 2_000 });
  const asked = ["StartVM", "StopVM", "RenameVM", "ModifyCPU"].map((name) => intent(open.key, name));
  for (const each of asked) open.journal.append(each);
  open.journal.append(answer(asked[1]!, { status: "OK" }));
  open.journal.append(answer(asked[2]!, { status: "UNKNOWN", code: "CONNECTION_LOST" }));
  const verdict = await verifyJournal(place.path);
  expect(verdict.fault).toBeNull();
  const left = verdict.unresolved.map(({ intent: { OPR, seq }, outcome }) => [
    OPR,
    seq,
    outcome?.RST?.status,
  ]);
  expect(left).toEqual([
    ["StartVM", 1, undefined],
    ["RenameVM", 3, "UNKNOWN"],
    ["ModifyCPU", 4, undefined],
  ]);
});

test("an intent that was looked up in vain stays a finding, until an entry says what became of it", async () => {
  using place = temporaryDirectory();
  // What answers them lies in other files than they do.
  using open = openJournal(place.path, { signer: newSigner(), segmentBytes: 1_000 });
  const { journal, key } = open;
  const [lost, crashed, moved] = ["StartVM", "StopVM", "MoveVM"].map((name) => intent(key, name));
  for (const each of [lost!, crashed!, moved!]) journal.append(each);
  for (const each of [lost!, moved!])
    journal.append(answer(each, { status: "UNKNOWN", code: "CONNECTION_LOST" }));
  const lookUp = (asked: typeof lost, status: "OK" | "UNKNOWN", code: string) =>
    journal.append(answer(asked!, { status, code }, { phase: "recovery" })).entry.seq;
  const found = async () =>
    (await verifyJournal(place.path)).unresolved.map(({ intent: { OPR }, outcome, recovery }) => [
      OPR,
      outcome?.RST?.code ?? null,
      recovery?.seq ?? null,
    ]);
  const said = [
    lookUp(lost, "UNKNOWN", "NO_HISTORY"),
    lookUp(crashed, "UNKNOWN", "NO_TASK_FOUND"),
    lookUp(moved, "UNKNOWN", "NOWHERE"),
  ];
  expect(await found()).toEqual([
    ["StartVM", "CONNECTION_LOST", said[0]],
    ["StopVM", null, said[1]],
    ["MoveVM", "CONNECTION_LOST", said[2]],
  ]);
  lookUp(moved, "OK", "FOUND_THERE");
  expect(await found()).toEqual([
    ["StartVM", "CONNECTION_LOST", said[0]],
    ["StopVM", null, said[1]],
  ]);
});

test("after a fault nothing is said of intents: what became of them may stand in what was not read", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  open.journal.append(intent(open.key));
  appendFileSync(lastSegment(place.path).path, "null\n");
  expect(await verifyJournal(place.path)).toMatchObject({
    fault: { code: "NOT_AN_ENTRY", seq: 2 },
    entries: 2,
    unresolved: [],
  });
});

test("a torn tail that an entry says was moved aside, and that is not there, is a finding", async () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  openJournal(place.path, { signer })[Symbol.dispose]();
  appendFileSync(lastSegment(place.path).path, "torn");
  openJournal(place.path, { signer })[Symbol.dispose]();
  const [kept] = (await verifyJournal(place.path)).torn;
  rmSync(join(place.path, "entries", kept!));
  expect(await verifyJournal(place.path)).toMatchObject({
    fault: null,
    entries: 2,
    torn: [],
    missing: [`entries/${kept}`],
  });
});

test("verifying writes nothing", async () => {
  using place = temporaryDirectory();
  appendFileSync(founded(place.path), "torn");
  const state = () =>
    readdirSync(place.path, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => {
        const { mtimeMs, size, mode } = statSync(join(place.path, name));
        return [name, mtimeMs, size, mode];
      });
  const before = state();
  await verifyJournal(place.path);
  expect(state()).toEqual(before);
});
