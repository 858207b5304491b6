import fc from "fast-check";
import { expect, test } from "vitest";
import { asShosekiError, type ErrorFacts } from "#domain/errors.js";
import { CAST_LIMITS } from "#recording/replay/cast.js";
import { readCast } from "#recording/replay/read-cast.js";
import { shortOrLong } from "../../counts.js";
import { castBytes } from "./casts.js";

/** What is wrong with a recording; null for nothing. */
function wrong(bytes: Uint8Array | string): ErrorFacts["CAST_INVALID"] | null {
  try {
    readCast("night.cast", Buffer.from(bytes));
    return null;
  } catch (cause) {
    const { problem } = asShosekiError(cause);
    if (problem.code !== "CAST_INVALID") throw cause;
    return problem.facts;
  }
}

const HEADER = '{"version":2,"width":80,"height":24}\n';

test("a recording is read with its size, its beginning and all that happened in it", () => {
  const bytes = castBytes(
    [
      [0, "o", "hello"],
      [0.5, "i", "l"],
      [1.234567, "m", "41 StartVM OK web-01"],
      [2, "r", "100x30"],
      // A kind that came later than the format is passed over, as the format says.
      [3, "x", "0"],
      [3, "y", { any: ["thing"] }],
    ],
    { title: "vc1", env: { TERM: "xterm" } },
  );
  expect(readCast("night.cast", bytes)).toEqual({
    size: { columns: 20, rows: 4 },
    begun: 1_772_355_600_000,
    title: "vc1",
    duration: 2_000,
    isUnfinished: false,
    events: [
      { at: 0, kind: "output", text: "hello" },
      { at: 500, kind: "input", text: "l" },
      { at: 1_234.567, kind: "marker", text: "41 StartVM OK web-01" },
      { at: 2_000, kind: "resize", size: { columns: 100, rows: 30 } },
    ],
  });
});

test.each([
  ["", 1, "EMPTY"],
  ["not a recording", 1, "NOT_JSON"],
  ["[]\n", 1, "NOT_HEADER"],
  ["{}\n", 1, "NOT_HEADER"],
  ['{"version":1,"width":80,"height":24,"stdout":[]}', 1, "VERSION_1"],
  ['{\n  "version": 1,\n  "width": 80,\n  "stdout": []\n}', 1, "VERSION_1"],
  ['{"version":3,"term":{"cols":80,"rows":24}}\n', 1, "VERSION_3"],
  ['{"version":4}\n', 1, "OTHER_VERSION"],
  ['{"version":2,"width":0,"height":24}\n', 1, "SIZE"],
  ['{"version":2,"width":80,"height":100000}\n', 1, "SIZE"],
  ['{"version":2,"width":"80","height":24}\n', 1, "SIZE"],
  [`${HEADER}[0,"o","a"]\n\n[1,"o","b"]\n`, 3, "NOT_JSON"],
  [`${HEADER}{"0":1}\n`, 2, "NOT_EVENT"],
  [`${HEADER}[0,"o"]\n`, 2, "NOT_EVENT"],
  [`${HEADER}[0,"o","a",1]\n`, 2, "NOT_EVENT"],
  [`${HEADER}["0","o","a"]\n`, 2, "TIME"],
  [`${HEADER}[-1,"o","a"]\n`, 2, "TIME"],
  [`${HEADER}[1e999,"o","a"]\n`, 2, "TIME"],
  [`${HEADER}[2,"o","a"]\n[1,"o","b"]\n`, 3, "TIME_BACKWARDS"],
  [`${HEADER}[0,"r","80"]\n`, 2, "RESIZE"],
  [`${HEADER}[0,"r","80x99999"]\n`, 2, "RESIZE"],
])("%j is no recording, and its place is said", (text, line, problem) => {
  expect(wrong(text)).toEqual({ path: "night.cast", line, problem });
});

test("bytes that are no UTF-8 are told by their line", () => {
  const bytes = Buffer.concat([Buffer.from(`${HEADER}[0,"o","`), Buffer.from([0xff]), Buffer.from('"]\n')]);
  expect(wrong(bytes)).toMatchObject({ line: 2, problem: "NOT_UTF8" });
});

test("what is larger than can be played is not even looked at", () => {
  const bytes = new Uint8Array(CAST_LIMITS.bytes + 1);
  expect(() => readCast("huge.cast", bytes)).toThrow(/CAST_INVALID|larger/u);
});

test("of a recording that is being written, wherever it ends, what is whole is played and the rest is left out", () => {
  const bytes = castBytes([
    [0, "o", "héllo"],
    [1, "o", "世界"],
    [2, "m", "1 Login OK sim"],
  ]);
  const header = bytes.indexOf(0x0a) + 1;
  const all = readCast("now.cast", bytes).events;
  for (let end = header; end <= bytes.length; end += 1) {
    const { events, isUnfinished } = readCast("now.cast", bytes.subarray(0, end));
    expect(events).toEqual(all.slice(0, events.length));
    const written = bytes.subarray(header, end);
    const lines = written.filter((byte) => byte === 0x0a).length;
    // The end of its line is all that an event may lack.
    const isCut = written.length > 0 && written.at(-1) !== 0x0a && events.length === lines;
    expect(isUnfinished).toBe(isCut);
  }
});

test(`whatever the bytes are, nothing else is thrown than CAST_INVALID (${shortOrLong(500, 20_000)} files)`, () => {
  const line = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .tuple(fc.double(), fc.constantFrom("o", "i", "r", "m", "x", "__proto__"), fc.string())
      .map((event) => JSON.stringify(event)),
  );
  const text = fc
    .tuple(fc.constantFrom(HEADER, ""), fc.array(line))
    .map(([head, lines]) => head + lines.join("\n"));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    text.map((written) => Buffer.from(written)),
  );
  fc.assert(
    fc.property(bytes, (given) => {
      wrong(given);
    }),
    { numRuns: shortOrLong(500, 20_000) },
  );
});
