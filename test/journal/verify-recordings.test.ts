import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { verifyJournal } from "#journal/verify.js";
import { shortOrLong } from "../counts.js";
import { intent } from "./entries.js";
import { type OpenJournal, openJournal } from "./open-journal.js";
import { HandRecording } from "./recorded-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** A shift of three operations on a recorded console, whole and stopped. */
function shift(open: OpenJournal): HandRecording {
  const recording = new HandRecording(open);
  for (const OPR of ["StopVM", "ModifyMemory", "StartVM"]) {
    recording.paint(`the screen before ${OPR}`);
    recording.operate(OPR);
    recording.chunk();
  }
  recording.paint("bye");
  recording.stop();
  return recording;
}

/** A journal with two recordings; what verify then says of what was done to them. */
async function verified(tamper: (one: HandRecording, other: HandRecording, open: OpenJournal) => void) {
  using place = temporaryDirectory();
  using open = openJournal(place.path, { segmentBytes: 4_000 });
  tamper(shift(open), shift(open), open);
  await new Checkpointer(open.journal).sign();
  return await verifyJournal(place.path);
}

test("recordings that are as their entries say are counted, and nothing is said of them", async () => {
  const { fault, recordings } = await verified(() => undefined);
  expect(fault).toBeNull();
  expect(recordings).toEqual({
    count: 2,
    whole: 2,
    unsealed: [],
    failed: [],
    died: [],
    unmarked: [],
    unnamed: [],
  });
});

test("one that is missing is named, with the entry that began it", async () => {
  let file = "";
  const { fault } = await verified((one) => {
    file = one.file;
    rmSync(one.path);
  });
  expect(fault).toMatchObject({ file: `casts/${file}`, seq: 1, code: "CAST_MISSING" });
});

test("one byte that is another is named by the piece that it lies in", async () => {
  const { fault } = await verified(({ path }) => {
    const bytes = readFileSync(path);
    const at = bytes.indexOf("before ModifyMemory");
    bytes[at] = 0x42;
    writeFileSync(path, bytes);
  });
  expect(fault).toMatchObject({ seq: 7, code: "WRONG_CAST" });
  expect(fault?.problem).toMatch(/^its bytes \d+ to \d+ are not those that entry 7 has the hash of$/);
});

test("one that is cut is named, and one that has grown", async () => {
  const cut = await verified(({ path }) => truncateSync(path, readFileSync(path).length - 1));
  expect(cut.fault).toMatchObject({ code: "CAST_CUT", seq: 11 });
  const grown = await verified(({ path }) => appendFileSync(path, '[9.000,"o","later"]\n'));
  expect(grown.fault).toMatchObject({ code: "CAST_GROWN" });
});

test("two that were exchanged are named, and two pieces of one", async () => {
  const files = await verified((one, other) => {
    renameSync(one.path, `${one.path}.aside`);
    renameSync(other.path, one.path);
    renameSync(`${one.path}.aside`, other.path);
  });
  expect(files.fault).toMatchObject({ seq: 1, code: "WRONG_CAST" });
  const pieces = await verified(({ path }) => {
    const lines = readFileSync(path, "utf8").split("\n");
    const second = lines.findIndex((line) => line.includes("before ModifyMemory"));
    const third = lines.findIndex((line) => line.includes("before StartVM"));
    const [head, a, b] = [lines.slice(0, second), lines.slice(second, third), lines.slice(third, -2)];
    writeFileSync(path, [...head, ...b, ...a, ...lines.slice(-2)].join("\n"));
  });
  expect(pieces.fault).toMatchObject({ seq: 7, code: "WRONG_CAST" });
});

test.each<[string, (line: string) => string[], RegExp]>([
  ["left out", () => [], /^it has no marker of entry 3$/],
  [
    "moved",
    (line) => [line.replace(/^\[\d+\.\d+/, "[0.111")],
    /^its marker of entry 3 says StopVM at 111 ms/,
  ],
  ["of another operation", (line) => [line.replace("StopVM", "StartVM")], /says StartVM at/],
  ["there twice", (line) => [line, line], /^it marks entry 3 twice$/],
  [
    "written otherwise, and is a marker for whoever plays it",
    (line) => [line, '[9.5,"\\u006d","99 DeleteVM OK prod-db"]'],
    /^it marks entry 99, which was not written in it$/,
  ],
  ["behind a blank", (line) => [line, ' [9.5,"m","99 DeleteVM OK prod-db"]'], /^it marks entry 99/],
  ["at a moment in another form", (line) => [line, '[9.7e0,"m","99 DeleteVM"]'], /^it marks entry 99/],
  [
    "behind more blanks than a line has",
    (line) => [line, `${" ".repeat(1_100_000)}[9.5,"m","99 DeleteVM OK prod-db"]`],
    /^its line 6 is none of a recording$/,
  ],
  [
    "of no entry",
    (line) => [line, '[9.5,"m","DeleteVM OK prod-db"]'],
    /^its line 6 is a marker, and no entry's$/,
  ],
  ["no line at all", (line) => [line, "[9.5,"], /^its line 6 is none of a recording$/],
  [
    "of an entry that was not written there",
    (line) => [line, line.replace("3 StopVM", "0 Key")],
    /^it marks entry 0/,
  ],
])("a recorder that lies about its markers is found out: one that is %s", async (_, change, problem) => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const recording = new HandRecording(open);
  recording.paint("stop it");
  recording.operate();
  const lines = readFileSync(recording.path, "utf8").split("\n");
  const at = lines.findIndex((line) => line.includes('"m","3 StopVM'));
  writeFileSync(recording.path, lines.toSpliced(at, 1, ...change(lines[at]!)).join("\n"));
  // It signs what it has made of it.
  recording.stop();
  const { fault } = await verifyJournal(place.path);
  expect(fault).toMatchObject({ file: `casts/${recording.file}`, code: "CAST_MARKER" });
  expect(fault?.problem).toMatch(problem);
});

test("pieces that do not follow one another, and what goes on after the end, are named with their entry", async () => {
  const piece = (recording: HandRecording, from: number, to: number) => ({
    recording: { file: recording.file, from, to, sha256: "0".repeat(64) },
  });
  for (const change of [
    (recording: HandRecording) => recording.stop(piece(recording, 7, 9)),
    (recording: HandRecording) => {
      recording.stop();
      recording.chunk();
    },
  ]) {
    using place = temporaryDirectory();
    using open = openJournal(place.path);
    const recording = new HandRecording(open);
    change(recording);
    const { fault } = await verifyJournal(place.path);
    expect(fault).toMatchObject({ file: `casts/${recording.file}`, code: "CAST_ENTRIES" });
  }
});

test("an entry that was written in a recording that nobody began is named", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const file = `${uuidv7()}-1.cast`;
  open.journal.append({ ...intent(open.key), cast: { file, at: 7 } });
  const { fault } = await verifyJournal(place.path);
  expect(fault).toMatchObject({ file: `casts/${file}`, seq: 1, code: "CAST_ENTRIES" });
});

test("a recording under way is a finding, and what no entry vouches for yet may have any length", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const recording = new HandRecording(open);
  recording.operate();
  recording.chunk();
  const unsealed = async () => {
    const { fault, recordings } = await verifyJournal(place.path);
    expect(fault).toBeNull();
    return recordings.unsealed;
  };
  expect(await unsealed()).toEqual([{ file: `casts/${recording.file}`, bytes: 0 }]);
  recording.paint("more");
  expect(await unsealed()).toEqual([{ file: `casts/${recording.file}`, bytes: 17 }]);
  recording.stop();
  expect(await unsealed()).toEqual([]);
});

/** A console that dies after a piece and two more operations; what verify says once a later session has sealed what is left of it. */
async function sealed(tamper: (lines: readonly string[]) => readonly string[]) {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const recording = new HandRecording(open);
  recording.operate("StopVM");
  recording.chunk();
  const from = readFileSync(recording.path).length;
  recording.operate("ModifyMemory");
  recording.operate("StartVM");
  recording.die();
  const lines = readFileSync(recording.path, "utf8").split("\n");
  writeFileSync(recording.path, tamper(lines).join("\n"));
  recording.stop({ AFT: { by: "crash" } });
  const verdict = await verifyJournal(place.path);
  return { ...verdict, file: `casts/${recording.file}`, from, to: readFileSync(recording.path).length };
}

test("what a later session has sealed of a console that died is said, as nothing vouched for it until then", async () => {
  const { fault, recordings, file, from, to } = await sealed((lines) => {
    const at = lines.findLastIndex((line) => line.includes("working"));
    return lines.with(at, lines[at]!.replace("working", "nothing"));
  });
  expect(fault).toBeNull();
  expect(recordings).toMatchObject({ count: 1, whole: 0, unsealed: [], unmarked: [] });
  expect(recordings.died).toEqual([{ file, from, to }]);
});

test("where its tail was cut first, the entries that have no marker are counted in one finding", async () => {
  const { fault, recordings, file, from } = await sealed((lines) => [
    ...lines.slice(
      0,
      lines.findIndex((line) => line.includes("ModifyMemory")),
    ),
    "",
  ]);
  expect(fault).toBeNull();
  expect(recordings).toMatchObject({ whole: 0, died: [{ file, from, to: from }] });
  expect(recordings.unmarked).toEqual([{ file, count: 4, firstSeq: 5, lastSeq: 8 }]);
});

test("what it was vouched for before it died must be whole, and a marker that is there proves those before it due", async () => {
  const without = (text: string) => (lines: readonly string[]) =>
    lines.filter((line) => !line.includes(text));
  const last = await sealed(without('"m","8 '));
  expect(last).toMatchObject({
    fault: null,
    recordings: { unmarked: [{ count: 1, firstSeq: 8, lastSeq: 8 }] },
  });
  expect((await sealed(without('"m","7 '))).fault).toMatchObject({ seq: 7, code: "CAST_MARKER" });
  expect((await sealed(without('"m","2 '))).fault).toMatchObject({ code: "WRONG_CAST" });
});

test("an entry that says it was written in a recording after that was over is named", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const recording = new HandRecording(open);
  recording.die();
  recording.stop({ AFT: { by: "crash" } });
  open.journal.markWith(() => ({ file: recording.file, at: 9_000 }));
  open.journal.append(intent(open.key));
  expect((await verifyJournal(place.path)).fault).toMatchObject({ seq: 3, code: "CAST_MARKER" });
});

test("what a disk has beyond the end of a recording that failed is a finding", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const recording = new HandRecording(open);
  recording.stop({ RST: { status: "NG", code: "RECORDING_FAILED" } });
  recording.paint("half a line");
  const { fault, recordings } = await verifyJournal(place.path);
  expect(fault).toBeNull();
  expect(recordings.failed).toEqual([{ file: `casts/${recording.file}`, bytes: 25 }]);
  expect(recordings).toMatchObject({ count: 1, whole: 0, unsealed: [] });
});

test("a file that no entry names is a finding", async () => {
  const { fault, recordings } = await verified(({ path }) => copyFileSync(path, join(path, "../copy.cast")));
  expect(fault).toBeNull();
  expect(recordings.unnamed).toEqual(["casts/copy.cast"]);
});

test("what is no file in a recording's place is said to be none, and a link that leads nowhere stops nothing", async () => {
  const inPlace = async (put: (path: string) => void) =>
    (
      await verified(({ path }) => {
        rmSync(path);
        put(path);
      })
    ).fault;
  for (const put of [
    (path: string) => mkdirSync(path),
    (path: string) => symlinkSync(path, path),
    // Without asking first, opening it would wait for ever.
    (path: string) => expect(spawnSync("mkfifo", [path]).status).toBe(0),
  ])
    expect(await inPlace(put)).toMatchObject({ seq: 1, code: "CAST_MISSING" });
  // Nor is a link to the very recording: a copy of the directory would not have it.
  const linked = await verified(({ path }) => {
    renameSync(path, join(path, "../../elsewhere"));
    symlinkSync("../elsewhere", path);
  });
  expect(linked.fault).toMatchObject({ seq: 1, code: "CAST_MISSING" });
  const loop = await verified(({ path }) => symlinkSync("loop", join(path, "../loop")));
  expect(loop).toMatchObject({ fault: null, recordings: { unnamed: ["casts/loop"] } });
});

test("of a recording that is over nothing behind its end is read, however long that is", async () => {
  const { fault } = await verified(({ path }) => truncateSync(path, 2 ** 42));
  expect(fault).toMatchObject({ code: "CAST_GROWN" });
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const recording = new HandRecording(open);
  truncateSync(recording.path, 2 ** 42);
  const { recordings } = await verifyJournal(place.path);
  expect(recordings.unsealed[0]?.bytes).toBeGreaterThan(2 ** 41);
});

const MEBIBYTES = shortOrLong(3, 100);

test(`a recording of ${MEBIBYTES} MiB, and a line of a mebibyte in it, is read as it comes`, async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const recording = new HandRecording(open);
  const frame = "x".repeat(1024 * 1024);
  for (let count = 0; count < MEBIBYTES; count += 1) {
    recording.paint(frame);
    recording.operate();
  }
  recording.stop();
  const seen: number[] = [];
  const { fault } = await verifyJournal(place.path, { onProgress: (done) => seen.push(done) });
  expect(fault).toBeNull();
  expect(seen.at(-1)).toBe(1);
  expect(seen.length).toBeGreaterThan(MEBIBYTES);
});
