import { appendFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { EntryDraft } from "#domain/entry.js";
import { holdRecording, isRecorderAlive, recordingsWithoutEnd } from "#journal/recording-locks.js";
import { verifyJournal } from "#journal/verify.js";
import { sealRecordings } from "#recording/seal-recordings.js";
import { RecordedDesk, screen } from "./recorded.js";

/** A recording whose program has died: what is on the disk is all that is left of it, and its lock's file. */
function diedRecording(): RecordedDesk {
  const recorded = new RecordedDesk();
  const { desk, recorder } = recorded;
  recorder.paint(screen(["one"]));
  recorder.settle();
  recorder.paint(screen(["two"]));
  const { append } = desk.journal;
  // Nothing that it would say as it goes is said.
  desk.journal.append = (_: EntryDraft) => {
    throw new Error("the program is dead");
  };
  const left = recorded.bytes;
  recorder.end("leave");
  desk.journal.append = append;
  writeFileSync(recorded.path, left);
  return recorded;
}

test("while a console is recorded its recording is nobody else's to end", () => {
  using recorded = new RecordedDesk();
  const { desk, recorder } = recorded;
  const { layout } = desk.journal;
  expect(isRecorderAlive(layout, recorder.file)).toBe(true);
  expect(recordingsWithoutEnd(layout)).toEqual([recorder.file]);
  expect(sealRecordings(desk.journal, desk.recorded)).toEqual([]);
  recorder.end("leave");
  expect(isRecorderAlive(layout, recorder.file)).toBe(false);
  expect(recordingsWithoutEnd(layout)).toEqual([]);
});

test("a recording whose program has died is ended by whoever opens the journal next, once", async () => {
  using recorded = diedRecording();
  const { desk, recorder } = recorded;
  expect(sealRecordings(desk.journal, desk.recorded)).toEqual([recorder.file]);
  expect(recorded.entries.at(-1)).toMatchObject({
    OPR: "StopRecording",
    TGT: { kind: "Recording", name: recorder.file },
    AFT: { by: "crash", cutBytes: 0 },
    RST: { status: "OK" },
    recording: { to: recorded.bytes.length },
  });
  expect(sealRecordings(desk.journal, desk.recorded)).toEqual([]);
  const { fault, recordings } = await verifyJournal(desk.directory);
  expect([fault, recordings.unsealed]).toEqual([null, []]);
});

test.each([
  ["cut in the middle", '[3.5,"o","ab'],
  ["zeroes that a power cut has left", "\0\0\0\0\n\0\0"],
])("what is left of an event that was not whole is taken off: %s", async (_, torn) => {
  using recorded = diedRecording();
  const whole = recorded.bytes;
  appendFileSync(recorded.path, torn);
  sealRecordings(recorded.desk.journal, recorded.desk.recorded);
  expect(recorded.bytes).toEqual(whole);
  expect(recorded.entries.at(-1)?.AFT).toEqual({ by: "crash", cutBytes: torn.length });
  expect((await verifyJournal(recorded.desk.directory)).fault).toBeNull();
});

test("one that is not there any more is said to be lost, and verify names it", async () => {
  using recorded = diedRecording();
  rmSync(recorded.path);
  expect(sealRecordings(recorded.desk.journal, recorded.desk.recorded)).toHaveLength(1);
  expect(recorded.entries.at(-1)).toMatchObject({
    OPR: "StopRecording",
    RST: { status: "NG", code: "RECORDING_FAILED" },
  });
  const { fault } = await verifyJournal(recorded.desk.directory);
  expect(fault).toMatchObject({ code: "CAST_MISSING", file: `casts/${recorded.recorder.file}` });
});

test("one that no entry names was never begun: its header goes, and what is more than that stays", async () => {
  using recorded = new RecordedDesk();
  const { desk, recorder } = recorded;
  const { layout } = desk.journal;
  const unbegun = recorder.file.replace("-1.cast", "-2.cast");
  const more = recorder.file.replace("-1.cast", "-3.cast");
  for (const [file, text] of [
    [unbegun, "{}\n"],
    [more, '{}\n[0,"o",""]\n'],
  ] as const) {
    holdRecording(layout, file)?.leave();
    writeFileSync(join(layout.casts, file), text);
  }
  expect(sealRecordings(desk.journal, desk.recorded)).toEqual([]);
  expect(recordingsWithoutEnd(layout)).toEqual([recorder.file]);
  expect(readdirSync(layout.casts).sort()).toEqual([recorder.file, more]);
  expect((await verifyJournal(desk.directory)).recordings.unnamed).toEqual([`casts/${more}`]);
});

test("who opens a journal does not wait for the recordings that are being written", () => {
  using recorded = new RecordedDesk();
  const { desk } = recorded;
  const wait = vi.spyOn(Atomics, "wait");
  try {
    sealRecordings(desk.journal, desk.recorded);
    expect(wait).not.toHaveBeenCalled();
  } finally {
    wait.mockRestore();
  }
});
