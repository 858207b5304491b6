import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { linesOf } from "#cli/repl-lines.js";

const NEVER = new AbortController().signal;

async function linesIn(chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const input = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  );
  return await collected(linesOf(input, NEVER));
}

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

describe("the lines of standard input", () => {
  test.each<[string, (string | Buffer)[], string[]]>([
    ["LF and CRLF end a line", ["vms\r\nhosts\nnote a\r\n"], ["vms", "hosts", "note a"]],
    ["the last one needs no end", ["vms\nhosts"], ["vms", "hosts"]],
    ["nothing is no line", [], []],
    ["an empty line is one", ["\n\nvms\n"], ["", "", "vms"]],
    ["one may come in pieces", ["cp", "u web-01", " 4\nst", "op"], ["cpu web-01 4", "stop"]],
    ["and its end too", ["vms\r", "\nhosts\n"], ["vms", "hosts"]],
    ["a byte order mark is none of it", ["\ufeffvms\n"], ["vms"]],
  ])("%s", async (_what, chunks, lines) => {
    expect(await linesIn(chunks)).toEqual(lines);
  });

  test("a character that comes in two pieces is one character", async () => {
    const bytes = Buffer.from("note 証跡\n");
    expect(await linesIn([bytes.subarray(0, 7), bytes.subarray(7)])).toEqual(["note 証跡"]);
  });

  test.each(["\r", "\u2028", "\u2029", "\u0085", "\v", "\f"])(
    "%j inside a note does not begin a command",
    async (mark) => {
      expect(await linesIn([`note harmless${mark}delete web-01\n`])).toEqual([
        `note harmless${mark}delete web-01`,
      ]);
    },
  );

  test("each is there before the next is written", async () => {
    const input = new PassThrough();
    const lines = linesOf(input, NEVER);
    for (const line of ["first", "second", "third"]) {
      input.write(`${line}\n`);
      expect(await lines.next()).toEqual({ done: false, value: line });
    }
    input.end();
    expect((await lines.next()).done).toBe(true);
  });

  test("aborted while nothing comes: it ends, and lets go of the stream", async () => {
    const input = new PassThrough();
    const stop = new AbortController();
    const next = linesOf(input, stop.signal).next();
    stop.abort();
    expect((await next).done).toBe(true);
    expect(input.destroyed).toBe(true);
  });

  test("aborted between two lines that came together: the second is left", async () => {
    const input = new PassThrough();
    const stop = new AbortController();
    const lines = linesOf(input, stop.signal);
    input.write("first\nsecond\nthird");
    expect((await lines.next()).value).toBe("first");
    stop.abort();
    expect((await lines.next()).done).toBe(true);
  });

  test("aborted before: nothing is read", async () => {
    const input = new PassThrough();
    input.end("first\n");
    expect(await collected(linesOf(input, AbortSignal.abort()))).toEqual([]);
  });

  test("whoever has had enough lets go of the stream", async () => {
    const input = new PassThrough();
    input.write("quit\nnever\n");
    for await (const line of linesOf(input, NEVER)) if (line === "quit") break;
    expect(input.destroyed).toBe(true);
  });

  test("what cannot be read is no end of input", async () => {
    const input = new PassThrough();
    const lines = linesOf(input, NEVER);
    input.write("first\n");
    expect((await lines.next()).value).toBe("first");
    input.destroy(new Error("EIO: i/o error, read"));
    await expect(lines.next()).rejects.toThrow("EIO");
  });
});
