import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordingNamed } from "#console/replay/recording-named.js";
import type { Entry } from "#domain/entry.js";
import { asShosekiError } from "#domain/errors.js";
import { keepCapsule, keptPath } from "#handover/capsule/kept-capsules.js";
import { recordedSessions } from "#handover/recorded-sessions.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { CAST_LIMITS } from "#recording/replay/cast.js";
import { shiftAt } from "../../handover/capsule/a-shift.js";
import { answer, intent } from "../../journal/entries.js";
import { openJournal } from "../../journal/open-journal.js";
import { HandRecording } from "../../journal/recorded-journal.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { castBytes } from "../../recording/replay/casts.js";
import { Desk } from "../../session/desk.js";

/** The session of `test/journal/entries.ts`. */
const SESSION = "0198c1de-0000-7000-8000-000000000001";

/** A journal of one session with two recordings, and a note between them that nothing recorded. */
function recorded(directory: string) {
  const open = openJournal(directory);
  const { journal, key } = open;
  const login = intent(key, "Login");
  journal.append(login);
  journal.append(answer(login, { status: "OK" }));
  const first = new HandRecording(open, SESSION, 1);
  first.paint("one");
  const seq = first.operate("StartVM");
  first.stop();
  const plain = journal.append(intent(key)).entry.seq;
  const second = new HandRecording(open, SESSION, 2);
  second.operate("StopVM");
  second.paint("not sealed");
  return { journal, layout: journal.layout, first, second, seq, plain };
}

async function refused(layout: Layout, word: string) {
  const source = await recordingNamed(layout, word).catch((cause: unknown) => asShosekiError(cause).problem);
  return "code" in source ? source : source.name;
}

test("a word means the last, a session, one of its recordings, an entry's moment, or a file", async () => {
  using place = temporaryDirectory();
  const { journal, layout, first, second, seq } = recorded(place.path);
  const named = async (word: string) => (await recordingNamed(layout, word)).name;
  expect(await named("last")).toBe(second.file);
  expect(await named(SESSION)).toBe(first.file);
  expect(await named("0198C1DE")).toBe(first.file);
  expect(await named(`${SESSION}-2`)).toBe(second.file);
  expect(await named(second.file)).toBe(second.file);
  expect(await recordingNamed(layout, `#${seq}`)).toMatchObject({ name: first.file, at: 500 });
  expect(await recordingNamed(layout, String(seq))).toMatchObject({
    of: { by: "journal", held: { kind: "sound" } },
  });
  // By where it lies it is the journal's too; what comes after its last piece is not sealed.
  const own = await recordingNamed(layout, second.path);
  expect(own.of).toMatchObject({ by: "journal", held: { kind: "sound", after: "open" } });
  expect(own.of.by === "journal" && own.of.held.kind === "sound" && own.of.held.to).toBeLessThan(
    own.bytes.length,
  );
  const copy = join(place.path, "copy.cast");
  writeFileSync(copy, castBytes([]));
  expect(await recordingNamed(layout, copy)).toMatchObject({ name: copy, of: { by: "nobody" }, at: null });
  journal.close();
});

test("what is not there, was not recorded, or was taken away is told apart", async () => {
  using place = temporaryDirectory();
  const { journal, layout, first, plain } = recorded(place.path);
  expect(await refused(layout, "ffff")).toMatchObject({ code: "RECORDING_UNKNOWN", facts: { nearest: [] } });
  expect(await refused(layout, "")).toMatchObject({ code: "RECORDING_UNKNOWN" });
  expect(await refused(layout, "./nowhere.cast")).toMatchObject({ code: "RECORDING_UNKNOWN" });
  expect(await refused(layout, String(plain))).toMatchObject({ code: "NOT_RECORDED", facts: { seq: plain } });
  expect(await refused(layout, "4711")).toMatchObject({ code: "ENTRY_UNKNOWN" });
  rmSync(first.path);
  expect(await refused(layout, SESSION)).toMatchObject({
    code: "RECORDING_MISSING",
    facts: { file: first.file },
  });
  journal.close();
});

/** What is wrong with the recording of the session, by the code that `verify` has for it. */
async function wrongWith(layout: Layout, word = SESSION) {
  const { of } = await recordingNamed(layout, word);
  return of.by === "journal" && of.held.kind === "unsound" ? of.held.fault.code : of;
}

test("a file that was changed, cut, put in the place of another or written on is told by what its entries say", async () => {
  using place = temporaryDirectory();
  const { journal, layout, first, second, seq } = recorded(place.path);
  const { bytes } = await recordingNamed(layout, String(seq));
  writeFileSync(first.path, Buffer.from(bytes).toString().replace("one", "two"));
  expect(await wrongWith(layout)).toBe("WRONG_CAST");
  writeFileSync(first.path, bytes.subarray(0, bytes.length - 1));
  expect(await wrongWith(layout)).toBe("CAST_CUT");
  writeFileSync(first.path, (await recordingNamed(layout, second.file)).bytes);
  expect(["WRONG_CAST", "CAST_CUT"]).toContain(await wrongWith(layout));
  // Of one that has ended, more is no tail that is not sealed yet: somebody has written it.
  writeFileSync(first.path, bytes);
  appendFileSync(first.path, '[9.5,"o","web-03 off"]\n');
  expect(await wrongWith(layout)).toBe("CAST_GROWN");
  writeFileSync(first.path, bytes);
  expect((await recordingNamed(layout, SESSION)).of).toMatchObject({ held: { kind: "sound" } });
  journal.close();
});

test("a file that was changed, and its hash in the entry with it, is told by the entry's signature", async () => {
  using place = temporaryDirectory();
  const { journal, layout, first } = recorded(place.path);
  const before = readFileSync(first.path);
  const after = Buffer.from(before.toString().replace("one", "two"));
  const [entries = ""] = readdirSync(layout.entries);
  const path = join(layout.entries, entries);
  const lines = readFileSync(path, "utf8").split("\n");
  const forged = lines.map((line) => {
    const { recording } = line === "" ? {} : (JSON.parse(line) as { e: Entry }).e;
    if (recording?.file !== first.file) return line;
    const hashIn = (bytes: Buffer) => hashOf(bytes.subarray(recording.from, recording.to));
    return line.replace(hashIn(before), hashIn(after));
  });
  expect(forged).not.toEqual(lines);
  writeFileSync(first.path, after);
  writeFileSync(path, forged.join("\n"));
  expect(await wrongWith(layout)).toBe("WRONG_SIGNATURE");
  journal.close();
});

test("an entry that is taken away, or has no marker any more, is missed", async () => {
  using place = temporaryDirectory();
  const { journal, layout, first } = recorded(place.path);
  const [entries = ""] = readdirSync(layout.entries);
  const path = join(layout.entries, entries);
  const lines = readFileSync(path, "utf8").split("\n");
  const at = lines.findIndex((line) => line.includes(`"${first.file}"`) && line.includes('"StartVM"'));
  writeFileSync(path, lines.toSpliced(at, 1).join("\n"));
  expect(await wrongWith(layout, first.file.replace(".cast", ""))).toBe("WRONG_SEQ");
  journal.close();
});

test("of what a program that died had left, and a later one has sealed, nobody vouches", async () => {
  using place = temporaryDirectory();
  const open = openJournal(place.path);
  const { journal, key } = open;
  const login = intent(key, "Login");
  journal.append(login);
  journal.append(answer(login, { status: "OK" }));
  const dead = new HandRecording(open, SESSION, 1);
  dead.chunk();
  const { size } = statSync(dead.path);
  dead.paint("the last it said");
  dead.stop({ AFT: { by: "crash" } });
  const { of } = await recordingNamed(journal.layout, SESSION);
  expect(of).toEqual({ by: "journal", held: { kind: "sound", to: size, after: "died" } });
  journal.close();
});

test("what is no regular file is refused at once, and so is what is too large to be played", async () => {
  using place = temporaryDirectory();
  const { journal, layout, first } = recorded(place.path);
  const pipe = join(place.path, "pipe.cast");
  execFileSync("mkfifo", [pipe]);
  for (const path of [pipe, "/dev/zero", `${place.path}/`]) {
    expect(await refused(layout, path), path).toMatchObject({
      code: "FILE_UNREADABLE",
      facts: { cause: "it is no regular file" },
    });
  }
  const huge = join(place.path, "huge.cast");
  writeFileSync(huge, "");
  truncateSync(huge, CAST_LIMITS.bytes + 1);
  expect(await refused(layout, huge)).toMatchObject({
    code: "CAST_INVALID",
    facts: { problem: "TOO_LARGE" },
  });
  // In the place of one of the journal's own, too.
  rmSync(first.path);
  execFileSync("mkfifo", [first.path]);
  expect(await refused(layout, SESSION)).toMatchObject({ code: "FILE_UNREADABLE" });
  journal.close();
});

test("where there is no journal that is said, whatever is wanted of it; a file is played all the same", async () => {
  using place = temporaryDirectory();
  const layout = layoutOf(join(place.path, "nowhere"));
  for (const word of ["last", "5", "#5", SESSION])
    expect(await refused(layout, word), word).toMatchObject({ code: "JOURNAL_MISSING" });
  const file = join(place.path, "mine.cast");
  writeFileSync(file, castBytes([]));
  expect(await refused(layout, file)).toBe(file);
});

test("a recording of a shift that was taken over is played out of its capsule", async () => {
  using alice = new Desk();
  using bob = new Desk();
  const target = { kind: "Endpoint", id: null, uuid: null, name: "vc1" } as const;
  const login = alice.trail.intent({ OPR: "Login", target, host: null });
  alice.trail.outcome(login, { before: {}, after: {}, result: { status: "OK" } });
  const { bytes, packed, recording } = await shiftAt(alice);
  const capsule = keepCapsule(bob.journal.layout, bytes);
  bob.trail.handover({
    OPR: "AcceptHandover",
    target: { id: packed.handover.id, name: "a shift" },
    after: { capsule },
  });
  const source = await recordingNamed(bob.journal.layout, recording.file);
  expect(source).toMatchObject({ name: recording.file, of: { by: "capsule" } });

  // Its session is listed with one's own, and found by its first letters.
  const { sessions, unread } = await recordedSessions(bob.journal.layout);
  expect(sessions).toMatchObject([
    {
      session: alice.session,
      casts: [recording.file],
      operations: 1,
      failures: 0,
      journal: packed.handover.journal.origin,
    },
  ]);
  expect(unread).toEqual([]);
  for (const word of [alice.session.slice(0, 30), recording.file.replace(".cast", ""), "last"])
    expect((await recordingNamed(bob.journal.layout, word)).name).toBe(recording.file);
  // What was taken over and is another now is not read, and that is said.
  writeFileSync(keptPath(bob.journal.layout, capsule), "another");
  const damaged = await recordedSessions(bob.journal.layout);
  expect(damaged.sessions).toEqual([]);
  expect(damaged.unread).toMatchObject([{ file: `handovers/${capsule}.tar` }]);
});
