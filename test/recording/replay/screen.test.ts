import fc from "fast-check";
import { expect, test } from "vitest";
import { fitTo, widthOf } from "#console/widgets/width.js";
import type { Cast } from "#recording/replay/cast.js";
import { ReadRows } from "#recording/replay/read-rows.js";
import { ReplayScreen } from "#recording/replay/screen.js";
import { TextTrack } from "#recording/replay/text-track.js";
import { wholeFrames } from "#recording/replay/whole-frames.js";
import { shortOrLong } from "../../counts.js";
import { cast, row, whole } from "./casts.js";

/** All that can be seen of a screen. */
function seen(screen: ReplayScreen) {
  const rows = Array.from({ length: screen.size.rows }, (_, y) =>
    Array.from({ length: screen.size.columns }, (_, x) => {
      const cell = screen.row(y)?.getCell(x);
      return [
        cell?.getChars() || " ",
        cell?.getFgColor(),
        cell?.getBgColor(),
        cell?.isBold(),
        cell?.isInverse(),
      ].join();
    }),
  );
  return { size: screen.size, cursor: screen.cursor, rows };
}

function text(screen: ReplayScreen): readonly string[] {
  return Array.from({ length: screen.size.rows }, (_, y) => screen.row(y)?.translateToString(true) ?? "");
}

const OURS = cast([
  [0, "o", whole(["machines", "web-01 on"])],
  [1, "o", row(1, "web-01 \u001b[31moff\u001b[0m")],
  [2, "m", "3 StopVM OK web-01"],
  [3, "o", whole(["machines", "web-01 off", "web-02 on"], "\u001b[2;3H\u001b[?25h")],
  [4, "r", "30x5"],
  [4, "o", whole(["wider", "世界 and more"])],
  [5, "o", row(3, "last")],
]);

test("the screen is as it was after each event, on and back", async () => {
  const screen = await ReplayScreen.open(OURS);
  await screen.show(2);
  expect(text(screen)).toEqual(["machines", "web-01 off", "", ""]);
  expect(screen.row(1)?.getCell(7)?.getFgColor()).toBe(1);
  expect(screen.cursor).toBeNull();
  await screen.show(OURS.events.length);
  expect(screen.size).toEqual({ columns: 30, rows: 5 });
  expect(text(screen)).toEqual(["wider", "世界 and more", "", "last", ""]);
  await screen.show(4);
  expect(screen.size).toEqual({ columns: 20, rows: 4 });
  expect(screen.cursor).toEqual({ x: 2, y: 1 });
  await screen.show(0);
  expect(text(screen)).toEqual(["", "", "", ""]);
  screen.close();
});

test("a recording of ours is begun at any whole frame; one that leaves something behind only at its beginning", () => {
  expect(wholeFrames(OURS)).toEqual([0, 3, 5]);
  for (const kept of [
    "\u001b[?1049h",
    "\u001b]0;title\u0007",
    "\u001b[2;3r",
    "\u000e",
    "\u001b",
    "\u009b2J",
    "\u001b7",
    "\u001b[?7l",
  ]) {
    const lines = [
      [0, "o", kept],
      [1, "o", whole(["a"])],
    ] as const;
    expect(wholeFrames(cast(lines)), JSON.stringify(kept)).toEqual([]);
  }
});

/** Signs of several code points, of which terminals, and versions of Unicode, have other opinions. */
const SIGNS = [
  "👨\u200d👩\u200d👧",
  Array.from({ length: 26 }, () => "👨").join("\u200d"),
  "👍🏽",
  "🇯🇵",
  "❤\ufe0f",
  "か\u3099",
  "e\u0301",
  "क्ष",
  "कि",
  "각",
  "ｶﾞ",
  "1\ufe0f\u20e3",
];

test.each(SIGNS)(
  "a row with %s ends where it ended when it was painted, and the next is untouched",
  async (sign) => {
    const recording = cast([[0, "o", whole([fitTo(`│${sign}│`, 19, "left").concat("|"), "web-02"])]]);
    const screen = await ReplayScreen.open(recording);
    await screen.show(1);
    expect(screen.row(0)?.getCell(19)?.getChars()).toBe("|");
    expect(
      screen
        .row(0)
        ?.getCell(widthOf(`│${sign}`))
        ?.getChars(),
    ).toBe("│");
    expect(text(screen)[1]).toBe("web-02");
    screen.close();
  },
);

/** Whether no more of a text is ever narrower than less of it: a terminal takes no column back (`❤🏽` and then `\u200d👨`). */
function onlyGrows(line: string): boolean {
  const widths = [...line].map((_, index, codes) => widthOf(codes.slice(0, index + 1).join("")));
  return widths.every((width, index) => index === 0 || width >= widths[index - 1]!);
}

const code = fc.constantFrom(...SIGNS.flatMap((sign) => [...sign]), "a", "日", "│", " ");

test(`a text is as wide on the screen as in our panes (${shortOrLong(200, 20_000)} texts)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(code, { maxLength: 12 }), async (codes) => {
      // Where a text begins with what joins the one before there is none.
      const line = `a${codes.join("")}`;
      fc.pre(onlyGrows(line));
      const screen = await ReplayScreen.open(cast([[0, "o", `${line}\u001b[?25h`]], { width: 60 }));
      await screen.show(1);
      expect(screen.cursor?.x, JSON.stringify(line)).toBe(widthOf(line));
      screen.close();
    }),
    { numRuns: shortOrLong(200, 20_000) },
  );
});

test("what is wider where it is played than where it was painted does not run on over the next row", async () => {
  const screen = await ReplayScreen.open(cast([[0, "o", whole(["x".repeat(50), "web-02"])]]));
  await screen.show(1);
  expect(text(screen)).toEqual(["x".repeat(20), "web-02", "", ""]);
  screen.close();
});

const frames = fc.array(
  fc.oneof(
    fc
      .array(fc.string({ maxLength: 20 }), { maxLength: 4 })
      .map((rows) => ["o", whole(rows.map(plain))] as const),
    fc
      .tuple(fc.nat(4), fc.string({ unit: "grapheme", maxLength: 30 }))
      .map(([y, line]) => ["o", row(y, plain(line))] as const),
    fc.constantFrom(["r", "10x3"] as const, ["r", "25x6"] as const, ["m", "1 Login OK sim"] as const),
  ),
  { maxLength: 25 },
);

function plain(line: string): string {
  return line.replaceAll(/\p{C}/gu, "");
}

/** What foreign programs write, and what nobody should. */
const anything = fc.array(
  fc
    .oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        "\u001b[?1049h",
        "\u001b[?1049l",
        "\u001b[31m",
        "\u001b[5;5H",
        "\u001b[2J",
        "\u001b]0;",
        "\u001bP",
        "\u001b\\",
        "\u001b[2;3r",
        "\n\n\n",
        "世",
        "\u001b[9999999999999C",
        "\u001b[4h",
        "\u001b[?25l",
        "\u001b[?7l",
        "\u001b[?7h",
        "more than one row of it has room for",
        whole(["x"]),
      ),
    )
    .map((written) => ["o", written] as const),
  { maxLength: 25 },
);

function timed(events: readonly (readonly [string, string])[]): Cast {
  return cast(events.map(([code, written], index) => [index, code, written] as const));
}

test(`going to a moment shows what playing to it shows (${shortOrLong(60, 3_000)} recordings of ours and of others)`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(frames, anything),
      fc.array(fc.nat(25), { maxLength: 5 }),
      async (events, moves) => {
        const recording = timed(events);
        const jumping = await ReplayScreen.open(recording);
        for (const move of moves) {
          const to = Math.min(move, recording.events.length);
          await jumping.show(to);
          const playing = await ReplayScreen.open(recording);
          for (let index = 1; index <= to; index += 1) await playing.show(index);
          expect(seen(jumping)).toEqual(seen(playing));
          playing.close();
        }
        jumping.close();
      },
    ),
    { numRuns: shortOrLong(60, 3_000) },
  );
});

test("a text is found at each time at which it comes up, and nowhere else", async () => {
  const track = await TextTrack.of(OURS, () => undefined, new AbortController().signal);
  expect(track?.times("web-0")).toEqual([0, 3_000]);
  expect(track?.times("OFF")).toEqual([1_000]);
  expect(track?.times("世界")).toEqual([4_000]);
  expect(track?.times("nowhere")).toEqual([]);
  expect(track?.times("")).toEqual([]);
  expect(track?.until).toBeNull();
});

test(`what is read row by row is what stands on the screen (${shortOrLong(60, 3_000)} recordings)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(frames, anything), async (events) => {
      const recording = timed(events);
      const screen = await ReplayScreen.open(recording);
      const rows = new ReadRows(screen, wholeFrames(recording).length > 0);
      const read: string[] = [];
      await screen.play(recording.events.length, (index) => {
        const event = recording.events[index - 1];
        const written = event?.kind === "output" ? event.text : null;
        for (const { row: y, text: now } of rows.changed(written)) read[y] = now;
        const standing = text(screen).map((line) => line.toLowerCase());
        expect(standing.map((_, y) => read[y] ?? "")).toEqual(standing);
      });
      screen.close();
    }),
    { numRuns: shortOrLong(60, 3_000) },
  );
});

test("reading the text is given up when nobody wants it any more", async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await TextTrack.of(OURS, () => undefined, stop.signal)).toBeNull();
});

test("of what changes a large screen again and again only so much is kept, and up to when is said", async () => {
  const fill = ["\u001b#8", "\u001b[2J"];
  const recording = cast(
    Array.from({ length: 400 }, (_, at) => [at, "o", fill[at % 2] ?? ""] as const),
    { width: 100, height: 100 },
  );
  const { signal } = new AbortController();
  const part = await TextTrack.of(recording, () => undefined, signal, 500_000);
  // A screen has 10,000 signs: 500,000 are not a hundred of them.
  expect(part?.until).toBeGreaterThan(10_000);
  expect(part?.until).toBeLessThan(100_000);
  // Nothing is found after that, though it came up again and again.
  expect(part?.times("ee").at(-1)).toBeLessThanOrEqual(part?.until ?? 0);
  expect((await TextTrack.of(recording, () => undefined, signal))?.until).toBeNull();
});
