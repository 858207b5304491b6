import { expect, test } from "vitest";
import type { EntryDraft, Status } from "#domain/entry.js";
import { readIntents } from "#journal/intents.js";
import { layoutOf } from "#journal/layout.js";
import { answer, intent, note } from "./entries.js";
import { type OpenJournal, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** Writes entries, and says what the journal then leaves unresolved: the operation, and its outcome's status. */
async function unresolved(write: (open: OpenJournal, say: (draft: EntryDraft) => EntryDraft) => void) {
  using place = temporaryDirectory();
  using open = openJournal(place.path, { segmentBytes: 1_500 });
  write(open, (draft) => {
    open.journal.append(draft);
    return draft;
  });
  const { book } = await readIntents(layoutOf(place.path));
  return book.unresolved().map(({ intent: { OPR }, outcome }) => [OPR, outcome?.RST?.status ?? null]);
}

test("an intent without an outcome is unresolved", async () => {
  expect(await unresolved(({ key }, say) => say(intent(key, "StartVM")))).toEqual([["StartVM", null]]);
});

test.each<Status>(["OK", "NG", "REFUSED"])(
  "an outcome %s resolves its intent, and no other",
  async (status) => {
    const left = await unresolved(({ key }, say) => {
      const start = say(intent(key, "StartVM"));
      say(intent(key, "StopVM"));
      say(answer(start, { status }));
    });
    expect(left).toEqual([["StopVM", null]]);
  },
);

test("an outcome UNKNOWN leaves it unresolved, and is kept with it", async () => {
  const left = await unresolved(({ key }, say) => {
    const stop = say(intent(key, "StopVM"));
    say(answer(stop, { status: "UNKNOWN", code: "CONNECTION_LOST" }));
  });
  expect(left).toEqual([["StopVM", "UNKNOWN"]]);
});

test.each<Status>(["OK", "NG", "UNKNOWN"])(
  "a recovery entry that says %s is the last word",
  async (status) => {
    const left = await unresolved(({ key }, say) => {
      const stop = say(intent(key, "StopVM"));
      say(answer(stop, { status: "UNKNOWN" }));
      say(answer(stop, { status }, { phase: "recovery" }));
      const crashed = say(intent(key, "StartVM"));
      say(answer(crashed, { status }, { phase: "recovery" }));
    });
    expect(left).toEqual([]);
  },
);

test("they come in the order of their intents, whatever order they were answered in", async () => {
  const left = await unresolved(({ key }, say) => {
    const asked = ["StartVM", "StopVM", "RenameVM", "ModifyCPU"].map((name) => say(intent(key, name)));
    say(answer(asked[3]!, { status: "UNKNOWN" }));
    say(answer(asked[0]!, { status: "UNKNOWN" }));
    say(answer(asked[1]!, { status: "OK" }));
  });
  expect(left).toEqual([
    ["StartVM", "UNKNOWN"],
    ["RenameVM", null],
    ["ModifyCPU", "UNKNOWN"],
  ]);
});

test("notes, and answers to nothing that is open, change nothing", async () => {
  const left = await unresolved(({ key }, say) => {
    const start = say(intent(key, "StartVM"));
    say({ ...note(key, "about it"), ref: start.id! });
    const elsewhere = intent(key, "StopVM");
    say(answer(elsewhere, { status: "OK" }));
    say(answer(elsewhere, { status: "UNKNOWN" }));
  });
  expect(left).toEqual([["StartVM", null]]);
});

test("the Login of each session is found, whose clock dates its intents", async () => {
  using place = temporaryDirectory();
  using open = openJournal(place.path);
  const login = { ...intent(open.key, "Login"), BEF: {} };
  open.journal.append(login);
  open.journal.append(answer(login, { status: "OK" }, { after: { clockOffsetMs: -1_500 } }));
  const { logins } = await readIntents(layoutOf(place.path));
  expect([...logins.keys()]).toEqual([login.USR.session]);
  expect(logins.get(login.USR.session)?.AFT).toEqual({ clockOffsetMs: -1_500 });
});
