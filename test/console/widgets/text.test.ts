import stringWidth from "string-width";
import { expect, test } from "vitest";
import { columnWidths, type Width } from "#console/widgets/columns.js";
import { keyName } from "#console/widgets/key-name.js";
import { localTime } from "#console/widgets/local-time.js";
import { marked, paintEnds, paintLine, type Span } from "#console/widgets/spans.js";
import { cutTo, fitTo, widthOf } from "#console/widgets/width.js";
import { windowTop } from "#console/widgets/window.js";
import { wrap } from "#console/widgets/wrap.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";
import type { Paint } from "#themes/painter.js";

const PARAGRAPHS = [
  "The server has been asked to cancel; what has not been begun is not begun.",
  "接続が失われました。表示されている内容は切断前のものです。",
  "会計-01 を停止します web-01 も",
  "a".repeat(50),
  "👩‍👩‍👧‍👦".repeat(12),
];

test.each([
  ["web-01", 6, "web-01"],
  ["web-01", 5, "web-…"],
  ["web-01", 1, "…"],
  ["web-01", 0, ""],
  ["会計サーバー", 12, "会計サーバー"],
  ["会計サーバー", 11, "会計サーバ…"],
  ["会計サーバー", 10, "会計サー…"],
  ["👩‍👩‍👧‍👦family", 5, "👩‍👩‍👧‍👦fa…"],
])("%s in %i columns is %s", (text, width, shown) => {
  expect(cutTo(text, width)).toBe(shown);
  expect(stringWidth(cutTo(text, width))).toBeLessThanOrEqual(width);
});

test("a text fits its column exactly, on the side that it is aligned to, whatever its characters", () => {
  expect(fitTo("会計", 6)).toBe("会計  ");
  expect(fitTo("会計", 6, "right")).toBe("  会計");
  // Half of a wide character does not fit: a blank stands in for it.
  expect(fitTo("会計サーバー", 4)).toBe("会… ");
  for (const text of PARAGRAPHS)
    for (let width = 1; width < 30; width += 1) expect(stringWidth(fitTo(text, width))).toBe(width);
});

test("wrapped lines fit, and lose nothing but blanks", () => {
  for (const text of PARAGRAPHS) {
    for (let width = 2; width < 60; width += 1) {
      const lines = wrap(text, width);
      for (const line of lines) expect(widthOf(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }
  }
});

test("lines are broken between words, and Japanese ones too", () => {
  expect(wrap("The server has been asked to cancel.", 14)).toEqual([
    "The server has",
    "been asked to",
    "cancel.",
  ]);
  expect(wrap("仮想マシンを停止しました。", 10)).toEqual(["仮想マシン", "を停止しま", "した。"]);
  expect(wrap("one\n\ntwo", 10)).toEqual(["one", "", "two"]);
});

test("names, options and the punctuation after a word are not broken", () => {
  expect(wrap("stop web-01 now", 10)).toEqual(["stop", "web-01 now"]);
  expect(wrap("move to --host esx", 12)).toEqual(["move to", "--host esx"]);
  expect(wrap("aaaa bbbb, c", 9)).toEqual(["aaaa", "bbbb, c"]);
});

test("what does not fit of the last span goes on below where it began", () => {
  const spans: readonly Span[] = [
    ["ok", "  ✓ "],
    ["text", "one two three four five six"],
  ];
  expect(wrapSpans(spans, 24)).toEqual([
    [spans[0], ["text", "one two three four"]],
    [
      ["text", "    "],
      ["text", "five six"],
    ],
  ]);
  expect(wrapSpans(spans, 40)).toEqual([spans]);
});

test("where there is little room beside the others, the last span begins a line of its own", () => {
  const before: Span = ["accent", "会計サーバー-本番"];
  const lines = wrapSpans([before, ["warning", "  it is a template"]], 24);
  expect(lines).toEqual([
    [before],
    [
      ["text", "    "],
      ["warning", "it is a template"],
    ],
  ]);
});

test("wrapped spans fit, whatever their characters", () => {
  for (const first of ["", "web-01", "会計サーバー"]) {
    for (const text of PARAGRAPHS) {
      for (let width = 20; width < 60; width += 1) {
        for (const line of wrapSpans(
          [
            ["accent", first],
            ["text", `  ${text}`],
          ],
          width,
        )) {
          expect(stringWidth(line.map(([, each]) => each).join(""))).toBeLessThanOrEqual(width);
        }
      }
    }
  }
});

const inBrackets: Paint = (role, text) => (text.trim() === "" ? text : `<${role}:${text}>`);

test("a painted line is exactly as wide as asked for", () => {
  const spans: readonly Span[] = [
    ["accent", "会計"],
    ["text", "-01 is on"],
  ];
  expect(paintLine(inBrackets, spans, 16)).toBe("<accent:会計><text:-01 is on>   ");
  expect(paintLine(inBrackets, spans, 8)).toBe("<accent:会計><text:-01…>");
  expect(paintLine(inBrackets, spans, 3)).toBe("<accent:会…>");
  expect(paintLine(inBrackets, spans, 13, "selection")).toBe("<selection:会計-01 is on>");
});

test("what stands at the right gives way first", () => {
  const [left, right]: readonly Span[] = [
    ["text", "web-01"],
    ["dim", "4 GiB"],
  ] as const;
  expect(paintEnds(inBrackets, [left!], [right!], 14)).toBe("<text:web-01>   <dim:4 GiB>");
  expect(paintEnds(inBrackets, [left!], [right!], 11)).toBe("<text:web-01>     ");
});

test("characters that match are marked, and no others", () => {
  expect(marked("text", "web-01", [], "match")).toEqual([["text", "web-01"]]);
  expect(marked("text", "web-01", [0, 4, 5], "match")).toEqual([
    ["match", "w"],
    ["text", "eb-"],
    ["match", "01"],
  ]);
});

const COLUMNS: readonly Width[] = [
  { min: 10, grow: 3, folds: 0 },
  { min: 6, grow: 1, folds: 2 },
  { min: 8, grow: 0, folds: 1 },
];

test.each([
  [28, [10, 6, 8]],
  [32, [13, 7, 8]],
  [27, [10 + 7, null, 8]],
  [20, [10, null, 8]],
  [19, [19, null, null]],
  [5, [10, null, null]],
])("of %i columns, each has its share or is folded away", (total, widths) => {
  expect(columnWidths(COLUMNS, total)).toEqual(widths);
});

test.each([
  ["as it was", 3, 5, 4, 3],
  ["down as far as it takes", 0, 7, 4, 4],
  ["up as far as it takes", 5, 2, 4, 2],
  ["back when the list has become shorter", 8, 5, 10, 0],
])("the window stands %s", (_, top, cursor, height, expected) => {
  expect(windowTop(top, cursor, height, 10)).toBe(expected);
});

test("keys are named as people read them", () => {
  expect(["ctrl+p", " ", "enter", "up", "a", "?"].map(keyName)).toEqual([
    "^P",
    "Space",
    "Enter",
    "↑",
    "a",
    "?",
  ]);
});

test("a time of another day has its date; what is no time is nothing", () => {
  const now = new Date(2026, 2, 2, 9, 0, 0);
  expect(localTime(new Date(2026, 2, 2, 8, 5, 9).toISOString(), now)).toBe("08:05:09");
  expect(localTime(new Date(2026, 2, 1, 8, 5, 9).toISOString(), now)).toBe("03-01 08:05:09");
  expect(localTime("never", now)).toBe("");
});
