import { readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test, vi } from "vitest";
import { layoutOf } from "#journal/layout.js";
import { Lock } from "#journal/lock.js";
import { verifyJournal } from "#journal/verify.js";
import { thrownBy } from "./code-of.js";
import { note } from "./entries.js";
import { linesOnDisk, notesOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";
import { OtherProcess } from "./other-process.js";
import { temporaryDirectory } from "./temporary-directory.js";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A clock that only goes on while a writer waits for its turn. Calls `looked` before each time that it looks again. */
function clockOfWaiting(looked: (times: number) => void = () => undefined) {
  const clock = { ms: 0 };
  let times = 0;
  vi.spyOn(performance, "now").mockImplementation(() => clock.ms);
  vi.spyOn(Atomics, "wait").mockImplementation((...[, , , milliseconds = 0]) => {
    clock.ms += milliseconds;
    times += 1;
    looked(times);
    return "timed-out";
  });
  return clock;
}

/** Somebody else has a journal's lock. */
function takenBySomebody(directory: string) {
  const other = new DatabaseSync(layoutOf(directory).lock);
  other.exec("BEGIN IMMEDIATE");
  return {
    letGo() {
      other.exec("ROLLBACK");
      other.close();
    },
  };
}

test("a lock that somebody else does not let go of: nothing is written after ten seconds, and it can be tried again", () => {
  using place = temporaryDirectory();
  const signer = newSigner();
  using open = openJournal(place.path, { signer });
  const before = linesOnDisk(place.path);
  const other = takenBySomebody(place.path);
  const clock = clockOfWaiting();
  const locked = { code: "JOURNAL_LOCKED", facts: { directory: place.path, seconds: 10 } };
  expect(thrownBy(() => open.journal.append(note(open.key, "one")))?.problem).toEqual(locked);
  expect(Math.floor(clock.ms / 1_000)).toBe(10);
  expect(thrownBy(() => openJournal(place.path, { signer }))?.problem).toEqual(locked);
  expect(linesOnDisk(place.path)).toEqual(before);

  other.letGo();
  expect(open.journal.append(note(open.key, "one")).entry.seq).toBe(1);
});

test("whoever waits has its turn as soon as the other lets go, and does not wait longer the longer it has waited", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const other = takenBySomebody(place.path);
  const clock = clockOfWaiting((times) => {
    if (times === 100) other.letGo();
  });
  open.journal.append(note(open.key, "one"));
  expect(notesOnDisk(place.path)).toEqual(["one"]);
  expect(clock.ms).toBeLessThanOrEqual(2_000);
});

test("whoever has met others leaves them room after every few entries, until it has met none for a second", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const other = takenBySomebody(place.path);
  let paused = 0;
  const clock = clockOfWaiting(() => {
    paused += 1;
    if (paused === 1) other.letGo();
  });
  for (let entry = 1; entry <= 8; entry += 1) open.journal.append(note(open.key, `${entry}`));
  expect(paused).toBe(2);
  clock.ms += 1_000;
  for (let entry = 9; entry <= 16; entry += 1) open.journal.append(note(open.key, `${entry}`));
  expect(paused).toBe(2);
});

test("a process that is killed while it holds the lock holds it no more", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  await using other = new OtherProcess("hold-lock.ts", place.path);
  expect(await other.says()).toBe("held");
  const { wait } = Atomics;
  let killed: Promise<unknown> | null = null;
  vi.spyOn(Atomics, "wait").mockImplementation((...how) => {
    killed ??= other.kill();
    return Reflect.apply(wait, Atomics, how) as "timed-out";
  });
  open.journal.append(note(open.key, "one"));
  expect(killed).not.toBeNull();
  await killed;
  expect(notesOnDisk(place.path)).toEqual(["one"]);
  expect((await verifyJournal(place.path)).fault).toBeNull();
});

test("what holds the lock writes nothing for it: a full disk does not keep it from anybody", () => {
  using place = temporaryDirectory();
  const { lock: path, directory } = layoutOf(place.path);
  const lock = new Lock(path, directory);
  expect(lock.hold(() => readdirSync(directory))).toEqual(["lock.sqlite"]);
  lock.close();
});
