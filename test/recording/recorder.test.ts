import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { verifyJournal } from "#journal/verify.js";
import { RecordedDesk, screen } from "./recorded.js";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

test("a recording is an asciicast v2 of what was painted: a whole frame, then the rows that have changed", () => {
  using recorded = new RecordedDesk();
  const { recorder } = recorded;
  recorder.paint(screen(["one", "two", "three"]));
  recorded.now += 1_250;
  recorder.paint(screen(["one", "\u001b[31mTWO\u001b[39m", "three"], 2));
  // Painted again as it was: there is nothing to record.
  recorder.paint(screen(["one", "\u001b[31mTWO\u001b[39m", "three"], 2));
  const [header = ""] = recorded.bytes.toString().split("\n");
  expect(JSON.parse(header)).toEqual({
    version: 2,
    width: 20,
    height: 3,
    timestamp: expect.any(Number),
    title: "shoseki",
    env: { TERM: "xterm-256color" },
  });
  const [first, second, ...others] = recorded.events;
  expect(first?.slice(0, 2)).toEqual([0, "o"]);
  const rows = ["one", "two", "three"].map((text, at) => `\u001b[${at + 1};1H${text.padEnd(20)}\u001b[0m`);
  expect(first?.[2]).toBe(`\u001b[0m\u001b[H\u001b[2J\u001b[?7l${rows.join("")}\u001b[?7h\u001b[?25l`);
  const row = `\u001b[2;1H${"\u001b[31mTWO\u001b[39m".padEnd(20)}\u001b[0m`;
  expect(second).toEqual([1.25, "o", `\u001b[?7l${row}\u001b[?7h\u001b[3;1H\u001b[?25h`]);
  expect(others).toEqual([]);
  expect(recorded.mode).toBe(0o600);
});

test("its pieces are entries, one after the other, each with the hash of its bytes", async () => {
  using recorded = new RecordedDesk();
  const { recorder, desk } = recorded;
  recorder.paint(screen(["one"]));
  recorder.settle();
  // Nothing is new: nothing is said.
  recorder.settle();
  recorded.now += 30_000;
  recorder.paint(screen(["two"]));
  recorder.end("leave");
  expect(recorded.entries.map(({ OPR, AFT }) => [OPR, AFT])).toEqual([
    ["StartRecording", { columns: 20, rows: 3, input: false, by: "profile" }],
    ["RecordChunk", {}],
    ["StopRecording", { by: "leave" }],
  ]);
  let at = 0;
  for (const { recording } of recorded.entries) {
    expect(recording).toMatchObject({ file: recorder.file, from: at });
    at = recording!.to;
    expect(sha256(recorded.bytes.subarray(recording!.from, at))).toBe(recording!.sha256);
  }
  expect(at).toBe(recorded.bytes.length);
  // A piece can be looked at by itself.
  expect(recorded.events.map(([, , text]) => text.startsWith("\u001b[0m\u001b[H\u001b[2J"))).toEqual([
    true,
    true,
  ]);
  const { fault, recordings } = await verifyJournal(desk.directory);
  expect([fault, recordings.count, recordings.unsealed]).toEqual([null, 1, []]);
});

test("every entry that is written meanwhile is marked at the moment that it names", async () => {
  using recorded = new RecordedDesk();
  const { recorder, desk } = recorded;
  recorder.paint(screen(["one"]));
  recorded.now += 417;
  const begun = desk.trail.intent({
    OPR: "ModifyMemory",
    target: { kind: "VirtualMachine", id: "vm-1", uuid: null, name: "web-01" },
    host: null,
  });
  recorded.now += 1_000;
  recorder.settle();
  desk.trail.outcome(begun, { before: {}, after: {}, result: { status: "OK" } });
  recorder.end("leave");
  desk.trail.note("after it");
  const [intent, outcome, note] = desk.entries().filter(({ phase }) => phase !== "recording");
  expect(intent?.cast).toEqual({ file: recorder.file, at: 417 });
  expect(outcome?.cast).toEqual({ file: recorder.file, at: 1_417 });
  expect(note?.cast).toBeUndefined();
  expect(recorded.events.filter(([, code]) => code === "m")).toEqual([
    [0.417, "m", `${intent!.seq} ModifyMemory web-01`],
    [1.417, "m", `${outcome!.seq} ModifyMemory OK web-01`],
  ]);
  // The piece that the second marker begins shows what was on the screen.
  expect(recorded.events.slice(-2).map(([at, code]) => [at, code])).toEqual([
    [1.417, "o"],
    [1.417, "m"],
  ]);
  expect((await verifyJournal(desk.directory)).fault).toBeNull();
});

test("another size is told before what is painted in it", () => {
  using recorded = new RecordedDesk();
  const { recorder } = recorded;
  recorder.paint(screen(["one"]));
  recorder.paint({ columns: 30, rows: 2, lines: ["wide".padEnd(30), "".padEnd(30)], cursor: null });
  expect(recorded.events.slice(1).map(([, code, text]) => [code, text.slice(0, 12)])).toEqual([
    ["r", "30x2"],
    ["o", "\u001b[0m\u001b[H\u001b[2J\u001b"],
  ]);
});

test("what is withheld is one frame that says so, and no key; then there is a whole frame again", () => {
  using recorded = new RecordedDesk({ input: true });
  const { recorder } = recorded;
  recorder.paint(screen(["one"]));
  recorder.key("a");
  recorder.withhold(screen(["withheld"]));
  recorder.key("s3cr3t");
  recorder.withhold(screen(["withheld", "again"]));
  recorder.paint(screen(["one"]));
  recorder.key("b");
  expect(recorded.bytes.toString()).not.toContain("s3cr3t");
  expect(recorded.events.map(([, code, text]) => (code === "i" ? text : text.includes("withheld")))).toEqual([
    false,
    "a",
    true,
    false,
    "b",
  ]);
});

test("keys are recorded by choice only", () => {
  using recorded = new RecordedDesk();
  recorded.recorder.key("a");
  expect(recorded.events).toEqual([]);
});

test("a disk that takes no more ends the recording, says so in the journal, and is told once", async () => {
  using recorded = new RecordedDesk();
  const { recorder, desk } = recorded;
  recorder.paint(screen(["one"]));
  // What a full disk does to the journal's next piece of it.
  const { append } = desk.journal;
  desk.journal.append = () => {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  recorder.settle();
  desk.journal.append = append;
  recorder.paint(screen(["two"]));
  expect(recorded.failures.map(({ problem }) => problem)).toEqual([
    {
      code: "RECORDING_FAILED",
      facts: { file: recorder.file, cause: "no space left on device", full: true, means: "unrecorded" },
    },
  ]);
  expect(recorder.isOver).toBe(true);
  expect(recorder.mark()).toBeNull();
  // The journal did not take that it has failed: it is told once more at the end.
  expect(recorded.entries.map(({ OPR }) => OPR)).toEqual(["StartRecording"]);
  recorder.end("leave");
  const last = recorded.entries.at(-1);
  expect(last).toMatchObject({
    OPR: "StopRecording",
    AFT: { by: "failure" },
    RST: { status: "NG", code: "RECORDING_FAILED" },
  });
  expect(last?.recording?.to).toBe(recorded.bytes.length);
  expect((await verifyJournal(desk.directory)).fault).toBeNull();
});

test.each([
  failure("JOURNAL_LOCKED", { directory: "/journal", seconds: 10 }),
  failure("JOURNAL_UNWRITABLE", { directory: "/journal", cause: "read-only file system" }),
])("a piece that the journal does not take for now is named with the next one: %s", async (refused) => {
  using recorded = new RecordedDesk();
  const { recorder, desk } = recorded;
  recorder.paint(screen(["one"]));
  const { append } = desk.journal;
  desk.journal.append = () => {
    throw refused;
  };
  recorder.settle();
  desk.journal.append = append;
  expect([recorder.isOver, recorded.failures]).toEqual([false, []]);
  recorder.paint(screen(["two"]));
  recorder.settle();
  recorder.end("leave");
  expect(recorded.entries.map(({ OPR, RST }) => [OPR, RST?.status])).toEqual([
    ["StartRecording", "OK"],
    ["RecordChunk", "OK"],
    ["StopRecording", "OK"],
  ]);
  const { fault, recordings } = await verifyJournal(desk.directory);
  expect([fault, recordings.unsealed]).toEqual([null, []]);
});
