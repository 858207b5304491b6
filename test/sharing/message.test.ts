import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "#sharing/line-splitter.js";
import {
  LARGEST_MESSAGE,
  type RunRequest,
  readClientMessage,
  readServerMessage,
  written,
} from "#sharing/message.js";

const RUN: RunRequest = {
  lines: ["start web-01", "note 開始"],
  json: false,
  locale: "ja_JP.UTF-8",
  yes: true,
  keepGoing: false,
  reason: "a\nreason",
  ticket: null,
  pid: 4242,
};

test("what is written is read as what it was", () => {
  for (const message of [
    { kind: "hello", v: 1, program: "0.1.0" },
    { kind: "run", ...RUN },
    { kind: "stop" },
    { kind: "giveUp" },
  ] as const) {
    expect(readClientMessage(written(message).trimEnd())).toEqual(message);
    expect(readServerMessage(written(message).trimEnd())).toBeNull();
  }
  for (const message of [
    { kind: "ready" },
    { kind: "cold", why: "VERSION" },
    { kind: "out", text: "OK\n\u001b" },
    { kind: "err", text: "" },
    { kind: "status", text: null },
    { kind: "exit", code: 5 },
  ] as const) {
    expect(readServerMessage(written(message).trimEnd())).toEqual(message);
    expect(readClientMessage(written(message).trimEnd())).toBeNull();
  }
});

test.each([
  "",
  "null",
  "[]",
  "7",
  "{",
  "{}",
  '{"kind":"halt"}',
  '{"kind":"toString"}',
  '{"kind":"__proto__"}',
  '{"kind":["stop"]}',
  '{"kind":"stop","now":true}',
  '{"kind":"hello","v":1}',
  '{"kind":"hello","v":-1,"program":"0"}',
  '{"kind":"hello","v":1.5,"program":"0"}',
  JSON.stringify({ kind: "run", ...RUN, lines: ["a", 1] }),
  JSON.stringify({ kind: "run", ...RUN, reason: undefined }),
  JSON.stringify({ kind: "run", ...RUN, yes: "yes" }),
  JSON.stringify({ kind: "run", ...RUN, password: "x" }),
])("what is not in the table is no message: %s", (line) => {
  expect(readClientMessage(line)).toBeNull();
});

test.each(['{"kind":"exit","code":6}', '{"kind":"exit","code":"0"}', '{"kind":"cold","why":"OTHER"}'])(
  "nor is it a server's: %s",
  (line) => {
    expect(readServerMessage(line)).toBeNull();
  },
);

test("lines are the same, however the bytes arrive", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", ""))),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      (texts, sizes) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""));
        const splitter = new LineSplitter();
        const lines: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          lines.push(...splitter.take(bytes.subarray(at, at + size))!);
          at += size;
        }
        expect(lines).toEqual(texts.map((text) => text.toWellFormed()));
      },
    ),
  );
});

test("a line that is too large, or is no UTF-8, is none", () => {
  const whole = Buffer.alloc(LARGEST_MESSAGE, "x");
  expect(new LineSplitter().take(Buffer.concat([whole, Buffer.from("\n")]))).toHaveLength(1);
  const splitter = new LineSplitter();
  expect(splitter.take(whole)).toEqual([]);
  expect(splitter.take(Buffer.from("x"))).toBeNull();
  expect(new LineSplitter().take(Buffer.from([0xff, 0x0a]))).toBeNull();
});
