import stringWidth from "string-width";
import { afterEach, expect, test } from "vitest";
import { openReplay } from "#console/replay/open-replay.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import type { ReplayDialog } from "#console/replay/replay-dialog.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import type { ColourDepth } from "#themes/painter.js";
import { castBytes, row, whole } from "../../recording/replay/casts.js";
import { styleOfText } from "../../terminal/style-of-text.js";
import { onScreen } from "./on-screen.js";

const SIZE = { width: 100, height: 30 };

/** A quarter of an hour of a console of that size, which starts web-01. */
const BYTES = castBytes(
  [
    [
      0,
      "o",
      whole(
        ["header", "\u001b[1;32mweb-01\u001b[0m off", "日本語の行", `${".".repeat(97)}end`],
        "\u001b[2;3H\u001b[?25h",
      ),
    ],
    [10, "m", "41 StartVM web-01"],
    [10.5, "o", row(1, "\u001b[0;38;2;10;20;30;7mweb-01\u001b[0m starting")],
    [12, "m", "42 StartVM OK web-01"],
    [12.1, "o", row(1, "web-01 on")],
    [900, "o", row(29, "the last row")],
  ],
  { width: SIZE.width, height: SIZE.height },
);

const opened: ReplayDialog[] = [];
afterEach(() => {
  for (const dialog of opened.splice(0)) dialog.close();
});

async function replay(
  source: Partial<RecordingSource> = {},
  wish: { depth?: ColourDepth; goTo?: string; showsEnd?: boolean } = {},
) {
  const told: string[] = [];
  const changed = new Set<() => void>();
  const dialog = await openReplay(
    {
      name: "night.cast",
      bytes: BYTES,
      of: { by: "journal", held: { kind: "sound", to: BYTES.length, after: "open" } },
      at: 0,
      ...source,
    },
    {
      depth: "truecolor",
      ...wish,
      changed: () => {
        for (const each of changed) each();
      },
      close: () => told.push("closed"),
      openEntry: (seq) => told.push(`entry ${seq}`),
    },
  );
  opened.push(dialog);
  const paint = (width = 100, height = 32, catalogue = en) =>
    dialog.paint({ paint: (_, text) => text, catalogue }, { width, height });
  const status = (width = 200) => paint(width, 32).lines[30] ?? "";
  /** Waits until that is on the screen; whatever changes it says so. */
  const see = async (expected: string) => {
    for (;;) {
      if (paint(200, 32).lines.join("\n").includes(expected)) return;
      await new Promise<void>((resolve) => changed.add(resolve));
      changed.clear();
    }
  };
  const press = (...keys: readonly string[]) => {
    for (const key of keys) dialog.press(key, key.length === 1 ? key : "");
  };
  return { dialog, told, paint, status, see, press };
}

test("the screen is as it was recorded: its text, colours, attributes and cursor", async () => {
  const { paint, press, see } = await replay();
  const before = await onScreen(paint(), 100, 32);
  expect(before.screen().slice(0, 3)).toEqual(["header", "web-01 off", "日本語の行"]);
  expect(styleOfText(before, "web-01")).toMatchObject({ foreground: 2, bold: true });
  expect(before.cursor).toMatchObject({ row: 1, column: 2 });
  press(".", ".");
  await see("web-01 on");
  press(",");
  await see("starting");
  const starting = await onScreen(paint(), 100, 32);
  expect(styleOfText(starting, "web-01")).toMatchObject({ foreground: "#0a141e", inverse: true });
  expect(starting.cursor.shown).toBe(false);
});

test("where the terminal has no colours, what stood out still does, and without sequences there are none", async () => {
  const none = await replay({ at: 10_600 }, { depth: "none" });
  const screen = await onScreen(none.paint(), 100, 32);
  expect(styleOfText(screen, "web-01")).toMatchObject({ foreground: "default", inverse: true });
  const plain = await replay({ at: 10_600 }, { depth: "plain" });
  expect(plain.paint().lines.join("")).not.toContain("\u001b");
  const few = await replay({}, { depth: "16" });
  expect(styleOfText(await onScreen(few.paint(), 100, 32), "web-01")).toMatchObject({ foreground: 2 });
});

test.each([
  [80, 24],
  [200, 50],
  [81, 25],
] as const)(
  "at %dx%d every line is as wide as the screen, in every state and language",
  async (width, height) => {
    const { press, paint } = await replay();
    for (const keys of [
      [],
      ["?"],
      ["?", "/", "w", "日"],
      ["enter"],
      ["shift+right", "shift+down"],
      ["g", "x", "enter"],
    ]) {
      press(...keys);
      for (const catalogue of [en, ja]) {
        const { lines, cursor } = paint(width, height, catalogue);
        expect(lines).toHaveLength(height);
        const screen = await onScreen({ lines, cursor }, width, height);
        expect(screen.scrolled).toBe(0);
        for (const line of lines) {
          const text = line.replaceAll(/\p{Cc}\[[\d;]*m/gu, "");
          expect(stringWidth(text), text).toBe(width);
        }
        if (cursor !== null) expect([cursor.x < width, cursor.y < height]).toEqual([true, true]);
      }
    }
  },
);

test("a recording that is larger is seen in part, which is said, and the part is moved", async () => {
  const { press, paint } = await replay({ at: 900_000 });
  const first = paint(80, 24).lines;
  expect(first.at(-1)).toContain("100x30 from 1,1");
  expect(first[3]).not.toContain("end");
  press("shift+right", "shift+right", "shift+right", "shift+right");
  const right = paint(80, 24).lines;
  expect(right[3]).toContain("...end");
  expect(right.at(-1)).toContain("from 21,1");
  press("shift+left", "shift+left", "shift+left");
  expect(paint(80, 24).lines.at(-1)).toContain("from 1,1");
  press("shift+down", "shift+down", "shift+down");
  const down = paint(80, 24).lines;
  expect(down.at(-1)).toContain("from 1,8");
  expect(down[22]).toContain("the last row");
});

test("of a wide character of which only a half would be seen there is a blank", async () => {
  const { press, paint } = await replay({ at: 900_000 });
  // Of 日本語の行, each two columns wide, from column 1 on; 9 columns end in the middle of the last.
  expect(paint(9, 24).lines[2]).toBe("日本語の ");
  expect(paint(10, 24).lines[2]).toBe("日本語の行");
  press("shift+right");
  expect(paint(3, 24).lines[2]).toBe("行 ");
  const odd = await replay({ bytes: castBytes([[0, "o", whole(["a日本語の行"])]]), at: 0 });
  odd.press("shift+right");
  expect(odd.paint(4, 3).lines[0]).toBe(" 行 ");
});

test("where the console's own rows are over it the last rows of a recording are seen first", async () => {
  const { paint } = await replay({ at: 900_000 }, { showsEnd: true });
  const { lines } = paint(100, 24);
  expect(lines.at(-1)).toContain("100x30 from 1,8");
  expect(lines[22]).toContain("the last row");
});

test("markers are gone to by [ and ], and Enter opens the entry of the last", async () => {
  const { press, status, told } = await replay();
  press("enter");
  expect(status()).toContain("there is no entry before this moment");
  press("]");
  expect(status()).toContain("0:10/15:00 1×");
  expect(status()).toContain("41 StartVM web-01");
  press("]");
  expect(status()).toContain("42 StartVM OK web-01");
  press("enter");
  expect(told).toEqual(["entry 42"]);
  press("]");
  expect(status()).toContain("no other marker that way");
  press("[");
  expect(status()).toContain("41 StartVM web-01");
});

test("the arrows go 5 seconds, < and > change the speed, i shows idle time as long as it was", async () => {
  const { press, status } = await replay();
  press("right", "right", "right", "left");
  expect(status()).toContain("‖ paused 0:10/15:00");
  press(">", ">", ">");
  expect(status()).toContain("8×");
  press("<", "<", "<", "<");
  expect(status()).toContain("0.5×");
  expect(status()).toContain("idle cut to 2 s");
  press("i");
  expect(status()).toContain("idle not cut");
  press("end");
  expect(status()).toContain("■ ended 15:00/15:00");
  press("home");
  expect(status()).toContain("‖ paused 0:00");
});

test("a time or an entry is gone to, and what is neither is said", async () => {
  const { press, status } = await replay();
  press("g", ..."#42", "enter");
  expect(status()).toContain("0:12/15:00");
  press("g", ..."1:30", "enter");
  expect(status()).toContain("1:30/15:00");
  press("g", ..."#7", "enter");
  expect(status()).toContain("entry 7 has no marker in this recording");
  // What plays waits at an entry, and goes on at a time.
  press(" ", "g", ..."#41", "enter");
  expect(status()).toContain("‖ paused 0:10");
  press(" ", "g", ..."1:30", "enter");
  expect(status()).toContain("▶ playing 1:30");
  press("g", ..."soon", "enter");
  expect(status()).toContain('"soon" is neither a time');
  expect((await replay({}, { goTo: "#41" })).status()).toContain("0:10/15:00");
});

test("a text is searched both ways, and where there is no other that is said", async () => {
  const { press, see } = await replay();
  press("/", ..."STARTING", "enter");
  await see('"STARTING": 1 of 1');
  await see("0:10/15:00");
  press("n");
  await see('"STARTING": no other place that way');
  press("/", ..."last", "backspace", "enter");
  await see('"las": 1 of 1');
  press("/", ..."web", "enter");
  await see('"web": no other place that way; N looks the other way');
  press("N");
  await see('"web": 1 of 1');
  await see("0:00/15:00");
  press("/", ..."nowhere", "enter");
  await see('"nowhere" was never on the screen');
});

test("Escape takes back one thing at a time, and leaves at last", async () => {
  const { dialog, press, paint, told } = await replay();
  press("?");
  expect(paint().lines.join("\n")).toContain("Keys of a recording");
  dialog.cancel();
  press("/", "x");
  dialog.cancel();
  expect(told).toEqual([]);
  expect(paint().lines.join("\n")).not.toContain("search: x");
  dialog.cancel();
  expect(told).toEqual(["closed"]);
});

test("it plays by itself, and says so", async () => {
  const { press, see } = await replay();
  press(">", ">", ">", ">", ">", ">", " ");
  await see("▶ playing");
  await see("■ ended 15:00/15:00");
  await see("the last row");
});

test("a recording that was changed is not shown before that has been read, and it stays said", async () => {
  const fault = {
    file: "casts/night.cast",
    line: null,
    seq: 50,
    code: "WRONG_CAST",
    problem: "its bytes 100 to 300 are not those that entry 50 has the hash of",
  } as const;
  const held = { kind: "unsound", fault } as const;
  const { press, paint, status } = await replay({ of: { by: "journal", held }, at: null });
  const first = paint().lines.join("\n");
  expect(first).toContain("THIS RECORDING IS NOT WHAT THE JOURNAL SAYS");
  expect(first).toContain("NOT SOUND at casts/night.cast, seq 50: its bytes 100 to 300");
  expect(first).not.toContain("header");
  expect(status()).toContain("! NOT WHAT THE JOURNAL SAYS (WRONG_CAST)");
  press(" ", "]");
  expect(paint().lines.join("\n")).not.toContain("header");
  press("enter");
  expect(paint().lines.join("\n")).toContain("header");
  expect(status(80)).toContain("! NOT WHAT THE JOURNAL SAYS (WRONG_CAST)");
  expect(paint(100, 32, ja).lines[30]).toContain("! ジャーナルと不一致 (WRONG_CAST)");
});

test("what is not yet sealed is told from what is, and what nobody here vouches for from both", async () => {
  const to = BYTES.indexOf('[12.1,"o"');
  for (const [after, said] of [
    ["open", "not yet sealed"],
    ["died", "sealed only after a crash"],
    ["failed", "the recording had failed"],
  ] as const) {
    const { press, status } = await replay({ of: { by: "journal", held: { kind: "sound", to, after } } });
    expect(status()).not.toContain(said);
    press("end");
    expect(status()).toContain(said);
  }
  const unnamed = await replay({ of: { by: "journal", held: { kind: "unnamed" } } });
  expect(unnamed.status()).toContain("! NOT SEALED");
  expect((await replay({ of: { by: "nobody" } })).status()).toContain("not of this journal");
});

test("what was still being written is played as far as it goes, which is said", async () => {
  const { status } = await replay({ bytes: BYTES.subarray(0, BYTES.length - 9) });
  expect(status()).toContain("last line unfinished");
});
