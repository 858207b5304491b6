import { afterEach, expect, test, vi } from "vitest";
import { play } from "#console/actions/play.js";
import { replayNamed } from "#console/actions/replay.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import { ReplayDialog } from "#console/replay/replay-dialog.js";
import { failure } from "#domain/errors.js";
import { castBytes, whole } from "../../recording/replay/casts.js";
import { entry } from "../entries.js";
import { FakeConsole } from "../fake-console.js";

const SOURCE: RecordingSource = {
  name: "night.cast",
  bytes: castBytes([
    [0, "o", whole(["a shift"])],
    [1, "m", "41 StartVM OK web-01"],
  ]),
  of: { by: "journal", held: { kind: "sound", to: 1_000, after: "open" } },
  at: 1_000,
};

const consoles: FakeConsole[] = [];
afterEach(() => {
  for (const { store } of consoles.splice(0))
    for (let { top } = store.dialogs; top !== null; { top } = store.dialogs) {
      if (top instanceof ReplayDialog) top.close();
      store.dialogs.close(top);
    }
});

/** A console in which a recording is being opened, as long as a test likes. */
function opening() {
  const console = new FakeConsole();
  consoles.push(console);
  const shown: number[] = [];
  const open = () => {
    const source = Promise.withResolvers<RecordingSource>();
    const over = play(
      console,
      () => source.promise,
      ({ seq }) => void shown.push(seq),
    );
    return { over, read: () => source.resolve(SOURCE), fail: source.reject };
  };
  return { console, store: console.store, shown, open };
}

function dialog(title: string, close: () => void = () => undefined): TextDialog {
  return new TextDialog({ title, lines: () => [title], close });
}

test("a recording that is asked for twice is open once", async () => {
  const { store, open } = opening();
  const [one, other] = [open(), open()];
  one.read();
  other.read();
  await Promise.all([one.over, other.over]);
  expect(store.dialogs.top?.isWhole).toBe(true);
  store.dialogs.top?.cancel?.();
  expect(store.dialogs.top).toBeNull();
  expect(store.notice).toBeNull();
});

test("what was opened while a recording is read stays, and has the keys", async () => {
  const { store, open } = opening();
  const { over, read } = open();
  const other = dialog("Delete web-01?");
  store.dialogs.open(other);
  read();
  await over;
  expect(store.dialogs.top).toBe(other);
  expect(store.notice).toBeNull();
});

test("what is said while a recording is read stays on the screen; that it is read does not", async () => {
  const { store, open } = opening();
  const { over, read } = open();
  expect(store.notice?.text).toBe("Reading the recording ...");
  store.say("danger", "the link to vc1 is lost");
  read();
  await over;
  expect(store.notice?.text).toBe("the link to vc1 is lost");
  const failing = open();
  failing.fail(failure("RECORDING_UNKNOWN", { word: "x", nearest: [] }));
  await failing.over;
  expect(store.notice).toBeNull();
});

test("the entry of a marker is shown over its recording, and not where that was left before it was read", async () => {
  const { store, shown, open } = opening();
  const { over, read } = open();
  read();
  await over;
  const replay = store.dialogs.top;
  // Out of the journal, which takes a while: and there is none here.
  replay?.press("enter", "");
  replay?.cancel?.();
  const other = open();
  other.read();
  await other.over;
  store.audit.add(entry(41, {}), () => true);
  store.dialogs.top?.press("enter", "");
  await vi.waitUntil(() => shown.length > 0);
  expect(shown).toEqual([41]);
  // Nothing has come of the first.
  expect(store.dialogs.top).toBeInstanceOf(ReplayDialog);
});

test("replay wants a word, and says what there is beside", () => {
  const { console } = opening();
  expect(() => replayNamed(console, "")).toThrow(
    expect.objectContaining({
      problem: {
        code: "SYNTAX",
        facts: expect.objectContaining({ suggestions: ["replay last", "sessions"] }),
      },
    }),
  );
});
