import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Message, messageBytes } from "#providers/libvirt/rpc/message.js";
import { MessageSplitter } from "#providers/libvirt/rpc/message-splitter.js";

const uint = fc.integer({ min: 0, max: 0xffff_ffff });
const int = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
const anyMessage: fc.Arbitrary<Message> = fc.record({
  program: uint,
  version: uint,
  procedure: int,
  type: int,
  serial: uint,
  status: int,
  payload: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
});

test("messages come out as they went in, however the bytes between are cut", () => {
  fc.assert(
    fc.property(
      fc.array(anyMessage, { maxLength: 5 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 50 })),
      (messages, sizes) => {
        let rest = Buffer.concat(messages.map(messageBytes));
        const splitter = new MessageSplitter();
        const out: Message[] = [];
        while (rest.length > 0) {
          const size = sizes.next().value ?? 1;
          out.push(...splitter.push(rest.subarray(0, size)));
          rest = rest.subarray(size);
        }
        expect(out).toEqual(messages);
        expect(splitter.isWithin).toBe(false);
      },
    ),
  );
});

describe("what is no message of libvirt's", () => {
  test.each<[string, Buffer]>([
    ["a web server", Buffer.from("HTTP/1.1 400 Bad Request\r\n")],
    ["an ssh server", Buffer.from("SSH-2.0-OpenSSH_9.2\r\n")],
    ["a length of nothing", Buffer.from([0, 0, 0, 0])],
    ["a length that has no room for a header", Buffer.from([0, 0, 0, 27])],
    ["a length beyond what libvirt allows", Buffer.from([2, 0, 0, 5])],
    ["a length of 4 GiB", Buffer.from([255, 255, 255, 255])],
  ])("%s", (_, bytes) => {
    expect(() => [...new MessageSplitter().push(bytes)]).toThrow(
      expect.objectContaining({ code: "REPLY_INVALID" }) as Error,
    );
  });
});

test("a message that announces 32 MiB and stops is held in as many bytes as came", () => {
  const before = process.memoryUsage().arrayBuffers;
  const splitters = Array.from({ length: 50 }, () => new MessageSplitter());
  for (const splitter of splitters) expect([...splitter.push(Buffer.from([2, 0, 0, 4]))]).toEqual([]);
  expect(splitters.every(({ isWithin }) => isWithin)).toBe(true);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
});
