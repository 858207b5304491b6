import { expect, test } from "vitest";
import { OutputMeter } from "./output-meter.js";

const CSI = "\u{1B}[";

/** Reads the stream in chunks of every size: wherever it is cut, the counts are the same. */
function metered(stream: string, rows = 4): Pick<OutputMeter, "frames" | "fullRedraws" | "bytes"> {
  const bytes = Buffer.from(stream);
  const counted = [1, 2, 3, 5, 8, bytes.length].map((size) => {
    const meter = new OutputMeter(rows);
    for (let at = 0; at < bytes.length; at += size) meter.read(bytes.subarray(at, at + size));
    const { frames, fullRedraws, bytes: read } = meter;
    return { frames, fullRedraws, bytes: read };
  });
  for (const each of counted) expect(each).toEqual(counted[0]);
  return counted[0]!;
}

const frame = (...parts: string[]) => `${CSI}?2026h${parts.join("")}${CSI}?2026l`;

test("bytes and completed updates are counted", () => {
  const stream = `${frame("機")}${frame("b")}${CSI}?2026hleft open`;
  expect(metered(stream)).toMatchObject({ frames: 2, bytes: Buffer.byteLength(stream) });
});

test.each([
  ["the whole screen", `${CSI}2J`, 1],
  ["everything below home", `${CSI}H${CSI}J`, 1],
  ["everything below home, in numbers", `a\r\n${CSI}1;1H${CSI}0J`, 1],
  ["everything below the second row", `${CSI}2;1H${CSI}J`, 0],
  ["everything after a first word", `${CSI}Hword${CSI}J`, 0],
  ["everything above", `${CSI}H${CSI}1J`, 0],
  ["the scrollback", `${CSI}3J`, 0],
  ["a line", `${CSI}2K`, 0],
  ["after a sequence cut short", `${CSI}12\n${CSI}2J`, 1],
  ["nothing, in a title", `\u{1B}]2;${CSI.slice(1)}2J\u{7}`, 0],
])("erasing %s", (_what, stream, fullRedraws) => {
  expect(metered(stream)).toMatchObject({ fullRedraws });
});

test("an update that erases the screen and writes it again is one full redraw", () => {
  const whole = frame(`${CSI}2J${CSI}H`, "a\r\nb\r\nc\r\nd");
  expect(metered(whole + whole)).toMatchObject({ frames: 2, fullRedraws: 2 });
  expect(metered(frame(`${CSI}2J${CSI}H`, "a"))).toMatchObject({ frames: 1, fullRedraws: 1 });
});

test("an update that rewrites every row without erasing the screen is a full redraw", () => {
  const below = `a\r\nb\r\nc\r\nd`;
  // As a line-based renderer does: up from the last row, erasing each, and down again.
  const up = [`${CSI}2K`, `${CSI}2K`, `${CSI}2K`, `${CSI}2K`].join(`${CSI}1A`);
  expect(metered(below + frame(up, `${CSI}G`, below))).toMatchObject({ frames: 1, fullRedraws: 1 });
  expect(metered(frame(`${CSI}1;1Ha${CSI}2;1Hb${CSI}3dc${CSI}Ed`))).toMatchObject({ fullRedraws: 1 });
});

test("an update that leaves a row alone is not", () => {
  const changed = frame(`${CSI}H`, `new${CSI}K\r\n`, `${CSI}E`, `new${CSI}K\r\n`, "new");
  expect(metered(`a\r\nb\r\nc\r\nd${changed}`)).toMatchObject({ frames: 1, fullRedraws: 0 });
});

test("a row counts once, and a terminal that grew has more of them", () => {
  const meter = new OutputMeter(2);
  meter.read(Buffer.from(frame(`${CSI}Ha${CSI}Ha`)));
  expect(meter.fullRedraws).toBe(0);
  meter.read(Buffer.from(frame(`${CSI}Ha\r\nb`)));
  expect(meter.fullRedraws).toBe(1);
  meter.rows = 3;
  meter.read(Buffer.from(frame(`${CSI}Ha\r\nb`)));
  expect(meter.fullRedraws).toBe(1);
});
