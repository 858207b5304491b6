import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { EntryDraft, Result } from "#domain/entry.js";
import { layoutOf } from "#journal/layout.js";
import { type SessionFound, sessionsIn } from "#journal/sessions.js";
import { answer, intent } from "./entries.js";
import { openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

const OK: Result = { status: "OK" };
const UNKNOWN: Result = { status: "UNKNOWN", code: "CONNECTION_LOST" };

/** What one session writes. */
class Writer {
  readonly session = uuidv7();
  readonly #key: string;
  readonly #append: (draft: EntryDraft) => void;

  constructor(key: string, append: (draft: EntryDraft) => void) {
    this.#key = key;
    this.#append = append;
  }

  begin(OPR: string): EntryDraft {
    return this.say({ ...intent(this.#key, OPR) });
  }

  end(asked: EntryDraft, result: Result, phase: "outcome" | "recovery" = "outcome"): void {
    this.say(answer(asked, result, { phase }));
  }

  do(OPR: string, result: Result = OK): void {
    this.end(this.begin(OPR), result);
  }

  say(draft: EntryDraft): EntryDraft {
    const mine = { ...draft, USR: { ...draft.USR, session: this.session } };
    this.#append(mine);
    return mine;
  }

  event(OPR: string, ref?: string): void {
    const { id: _, ...draft } = intent(this.#key, OPR);
    this.say({ ...draft, phase: "session", ...(ref === undefined ? {} : { ref }) });
  }
}

/** The sessions of a journal that these have written, by the index and without it: the same. */
async function sessionsOf(write: (writer: () => Writer) => void): Promise<readonly SessionFound[]> {
  using place = temporaryDirectory();
  using open = openJournal(place.path, { segmentBytes: 1_500 });
  write(() => new Writer(open.key, (draft) => open.journal.append(draft)));
  const layout = layoutOf(place.path);
  const plain = await sessionsIn(layout, { index: false });
  expect(await sessionsIn(layout, { worthBytes: 1 })).toEqual(plain);
  return plain;
}

test("a shift is from its Login to its Logout, with what was done and what failed", async () => {
  const [found, ...others] = await sessionsOf((writer) => {
    const shift = writer();
    shift.do("Login");
    shift.do("StopVM");
    shift.do("StartVM", { status: "NG", code: "SERVER_FAULT" });
    shift.do("DeleteVM", { status: "REFUSED", code: "READ_ONLY" });
    shift.do("ModifyCPU", UNKNOWN);
    shift.begin("ModifyMemory");
    shift.do("Logout");
  });
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    who: "tester1",
    os: "tester1",
    console: "ops-1",
    operations: 4,
    failures: 3,
  });
  expect(found?.endpoint).toBe("vsphere://vc1.example");
  expect(found?.from.localeCompare(found.to ?? "")).toBeLessThanOrEqual(0);
});

test("a refused Login is no session; one that lasts, or broke off, has no end", async () => {
  const found = await sessionsOf((writer) => {
    writer().do("Login", { status: "NG", code: "LOGIN_FAILED" });
    const crashed = writer();
    crashed.do("Login");
    const next = writer();
    next.do("Login");
    next.event("SessionEnded", uuidv7());
    next.do("EndSession");
  });
  expect(found.map(({ to, operations }) => [to, operations])).toEqual([
    [null, 0],
    [null, 0],
  ]);
});

test("one that the server has ended ends there", async () => {
  const [found] = await sessionsOf((writer) => {
    const shift = writer();
    shift.do("Login");
    shift.event("ConnectionLost");
    shift.event("SessionEnded");
  });
  expect(found?.to).not.toBeNull();
});

test("what is found out by a later session counts for the one that had begun it", async () => {
  const found = await sessionsOf((writer) => {
    const crashed = writer();
    crashed.do("Login");
    const lost = crashed.begin("StopVM");
    crashed.end(lost, UNKNOWN);
    const failed = crashed.begin("StartVM");
    crashed.end(failed, UNKNOWN);
    const open = crashed.begin("ModifyCPU");
    const next = writer();
    next.do("Login");
    next.end(lost, OK, "recovery");
    next.end(failed, { status: "NG", code: "SERVER_FAULT" }, "recovery");
    next.end(open, OK, "recovery");
  });
  expect(found.map(({ operations, failures }) => [operations, failures])).toEqual([
    [3, 1],
    [0, 0],
  ]);
});

test("the recordings of a session are those that its entries name", async () => {
  const [one, other] = await sessionsOf((writer) => {
    const shift = writer();
    const file = (n: number) => `${shift.session}-${n}.cast`;
    shift.do("Login");
    shift.say({ ...intent("k", "StopVM"), cast: { file: file(2), at: 7 } });
    const { id: _, ...draft } = intent("k", "RecordChunk");
    shift.say({
      ...draft,
      phase: "recording",
      recording: { file: file(1), from: 0, to: 9, sha256: "0".repeat(64) },
    });
    shift.say({ ...intent("k", "StartVM"), cast: { file: file(2), at: 9 } });
    // Of a console with several endpoints there is one recording.
    const second = writer();
    second.do("Login");
    second.say({ ...intent("k", "StopVM"), cast: { file: file(2), at: 20 } });
  });
  expect(one?.casts).toEqual([`${one?.session}-2.cast`, `${one?.session}-1.cast`]);
  expect(other?.casts).toEqual([`${one?.session}-2.cast`]);
});
