import { existsSync, readdirSync } from "node:fs";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { layoutOf } from "#journal/layout.js";
import { deadSessions, forgetSession, isWriterAlive } from "#journal/session-locks.js";
import { openJournal } from "./open-journal.js";
import { OtherProcess } from "./other-process.js";
import { temporaryDirectory } from "./temporary-directory.js";

test("a session's writer is alive while its process is; killed, it leaves word until that has been seen to", async () => {
  using place = temporaryDirectory();
  using _open = openJournal(place.path);
  const layout = layoutOf(place.path);
  const session = uuidv7();
  expect(isWriterAlive(layout, session)).toBe(false);

  await using other = new OtherProcess("session-lock.ts", "hold", place.path, session);
  expect(await other.says()).toBe("held");
  expect(isWriterAlive(layout, session)).toBe(true);
  expect(isWriterAlive(layout, session)).toBe(true);
  expect(isWriterAlive(layout, uuidv7())).toBe(false);
  expect(deadSessions(layout)).toEqual([]);

  await other.kill();
  expect(isWriterAlive(layout, session)).toBe(false);
  expect(isWriterAlive(layout, session)).toBe(false);
  expect(deadSessions(layout)).toEqual([session]);
  expect(deadSessions(layout)).toEqual([session]);
  forgetSession(layout, session);
  expect(deadSessions(layout)).toEqual([]);
  expect(readdirSync(layout.sessions)).toEqual([]);
});

test("a session that could not say goodbye to its server leaves word of itself, and its writer is gone", () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const layout = layoutOf(place.path);
  const [left, ended, there] = [uuidv7(), uuidv7(), uuidv7()];
  open.journal.holdSession(left).leave();
  open.journal.holdSession(ended).release();
  const lock = open.journal.holdSession(there);
  expect(isWriterAlive(layout, left)).toBe(false);
  expect(open.journal.deadSessions()).toEqual([left]);
  lock.release();
});

test("a session that has ended leaves nothing behind", async () => {
  using place = temporaryDirectory();
  using _open = openJournal(place.path);
  const layout = layoutOf(place.path);
  const session = uuidv7();
  await using other = new OtherProcess("session-lock.ts", "hold", place.path, session);
  expect(await other.says()).toBe("held");
  expect(readdirSync(layout.sessions)).toContain(`${session}.sqlite`);
  await other.end();
  expect(readdirSync(layout.sessions)).toEqual([]);
  expect(isWriterAlive(layout, session)).toBe(false);
});

test("two sessions of one process: asking about one's own does not let go of it", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const layout = layoutOf(place.path);
  const session = uuidv7();
  const lock = open.journal.holdSession(session);
  expect(isWriterAlive(layout, session)).toBe(true);
  await using other = new OtherProcess("session-lock.ts", "ask", place.path, session);
  expect(await other.rest()).toEqual(["alive"]);
  lock.release();
  expect(isWriterAlive(layout, session)).toBe(false);
});

test("a session id from a strange entry names no file outside", () => {
  using place = temporaryDirectory();
  using _open = openJournal(place.path);
  const layout = layoutOf(place.path);
  for (const session of ["../../../etc/passwd", "", ".", "../lock"]) {
    expect(isWriterAlive(layout, session)).toBe(false);
  }
  expect(existsSync(layout.lock)).toBe(true);
});
