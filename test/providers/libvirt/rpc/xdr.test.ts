import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";
import { fixedChars, hyper, int, looseText, text, uhyper, uint } from "#providers/libvirt/rpc/xdr-scalars.js";
import { array, optional, type XdrType } from "#providers/libvirt/rpc/xdr-type.js";
import { shortOrLong } from "../../../counts.js";
import { written } from "../../../rigs/scripted-libvirtd.js";
import { described } from "./described.js";
import { dreamt } from "./dreamer.js";

const runs = shortOrLong(30, 400);

function readFrom<T>(type: XdrType<T>, bytes: Uint8Array): T {
  const reader = new XdrReader(bytes, "what came");
  const value = type.read(reader);
  reader.end();
  return value;
}

/** What becomes of reading bytes: the value, or the code of a ShosekiError. Anything else that is thrown is let through. */
function outcome<T>(type: XdrType<T>, bytes: Uint8Array): { value: T } | { code: string } {
  try {
    return { value: readFrom(type, bytes) };
  } catch (error) {
    if (!(error instanceof ShosekiError)) throw error;
    return { code: error.code };
  }
}

const hex = (bytes: string) => Buffer.from(bytes.replaceAll(" ", ""), "hex");

describe("everything that is described", () => {
  test(`comes back as it was written, in whole units, and in no fewer bytes than its least (${runs} of each)`, () => {
    for (const [name, type] of described) {
      fc.assert(
        fc.property(fc.gen(), (gen) => {
          const value = dreamt(type, gen);
          const bytes = written(type, value);
          expect(bytes.length % 4, name).toBe(0);
          expect(bytes.length, name).toBeGreaterThanOrEqual(type.least);
          expect(readFrom(type, bytes), name).toEqual(value);
        }),
        { numRuns: runs },
      );
    }
  });

  test(`cut short anywhere it is REPLY_INVALID, and with bytes too many as well (${runs} of each)`, () => {
    for (const [name, type] of described) {
      fc.assert(
        fc.property(fc.gen(), fc.nat(), (gen, where) => {
          const bytes = written(type, dreamt(type, gen));
          const cut = bytes.subarray(0, where % Math.max(bytes.length, 1));
          if (bytes.length > 0) expect(outcome(type, cut), name).toEqual({ code: "REPLY_INVALID" });
          const more = Buffer.concat([bytes, Buffer.alloc(4)]);
          expect(outcome(type, more), name).toEqual({ code: "REPLY_INVALID" });
        }),
        { numRuns: runs },
      );
    }
  });

  test(`with bytes changed, it is REPLY_INVALID or another value, and nothing else (${runs} of each)`, () => {
    const changes = fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { minLength: 1, maxLength: 4 });
    for (const [name, type] of described) {
      fc.assert(
        fc.property(fc.gen(), changes, (gen, changed) => {
          const bytes = written(type, dreamt(type, gen));
          for (const { at, byte } of changed) if (bytes.length > 0) bytes[at % bytes.length] = byte;
          const read = outcome(type, bytes);
          // What was taken is what can be written: read once more it is the same.
          if ("value" in read) expect(readFrom(type, written(type, read.value)), name).toEqual(read.value);
          else expect(read.code, name).toBe("REPLY_INVALID");
        }),
        { numRuns: runs },
      );
    }
  });

  test(`noise is REPLY_INVALID or a value, and never much more of it than there were bytes (${runs} of each)`, () => {
    for (const [name, type] of described) {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
          const read = outcome(type, bytes);
          if ("value" in read)
            expect(written(type, read.value).length, name).toBeLessThanOrEqual(bytes.length * 3);
          else expect(read.code, name).toBe("REPLY_INVALID");
        }),
        { numRuns: runs },
      );
    }
  });
});

describe("the bytes are those of RFC 4506", () => {
  test.each<[string, XdrType<never>, unknown, string]>([
    ["a number", int as XdrType<never>, -2, "fffffffe"],
    ["one without a sign", uint as XdrType<never>, 4_294_967_295, "ffffffff"],
    ["one of 64 bits", hyper as XdrType<never>, -1, "ffffffff ffffffff"],
    ["one that no number holds", uhyper as XdrType<never>, 18_446_744_073_709_551_615n, "ffffffff ffffffff"],
    ["a text", text as XdrType<never>, "改ab", "00000005 e694b961 62000000"],
    ["nothing", optional(int) as XdrType<never>, null, "00000000"],
    ["something", optional(int) as XdrType<never>, 7, "00000001 00000007"],
    ["several", array(int, 9) as XdrType<never>, [1, 2], "00000002 00000001 00000002"],
    ["a text of C of a fixed length", fixedChars(3) as XdrType<never>, "ab", "00000061 00000062 00000000"],
  ])("%s", (_, type, value, bytes) => {
    expect(written(type as XdrType<unknown>, value)).toEqual(hex(bytes));
    expect(readFrom(type as XdrType<unknown>, hex(bytes))).toEqual(value);
  });
});

describe("what is not taken", () => {
  test.each<[string, XdrType<unknown>, string, RegExp]>([
    ["a length beyond the message", text, "7fffffff 61000000", /4194304 are the most/],
    ["one that fits the protocol and not the message", text, "00400000 61000000", /ends early/],
    ["more of something than there is room for", array(int, 16_384), "00004000 00000001", /ends early/],
    [
      "more of something than may be",
      array(int, 3),
      "00000004 00000001 00000001 00000001 00000001",
      /3 are the most/,
    ],
    ["padding that says something", text, "00000001 61620000", /padding/],
    ["a text that is not UTF-8", text, "00000002 c3280000", /not UTF-8/],
    ["a surrogate", text, "00000003 eda08000", /not UTF-8/],
    ["a text that C would cut short", text, "00000003 61006200", /NUL/],
    ["a pointer that is neither", optional(int), "00000002 00000001", /one of 0, 1/],
  ])("%s", (_, type, bytes, why) => {
    expect(() => readFrom(type, hex(bytes))).toThrow(why);
    expect(outcome(type, hex(bytes))).toEqual({ code: "REPLY_INVALID" });
  });

  test("the name of a file may be in any encoding, and is then shown as well as can be", () => {
    expect(readFrom(looseText, hex("00000003 b2fe6100"))).toBe("\ufffd\ufffda");
  });
});

describe("what is not sent", () => {
  test.each<[string, XdrType<never>, unknown]>([
    ["a text with NUL, which the server would cut short", text as XdrType<never>, "web-01\0-old"],
    ["half a character", text as XdrType<never>, "web\ud800"],
    ["a text of more than 4 MiB", text as XdrType<never>, "a".repeat(4 * 1024 * 1024 + 1)],
    ["a number that needs more bits", int as XdrType<never>, 2 ** 31],
    ["a negative one where there is no sign", uint as XdrType<never>, -1],
    ["a size that may have been rounded", uhyper as XdrType<never>, 2 ** 60],
    ["half a number", uhyper as XdrType<never>, 1.5],
    ["a negative size", uhyper as XdrType<never>, -1],
    ["more than 64 bits", uhyper as XdrType<never>, 2n ** 64n],
    ["more of something than may be", array(int, 1) as XdrType<never>, [1, 2]],
  ])("%s", (_, type, value) => {
    expect(() => written(type as XdrType<unknown>, value)).toThrow(
      expect.objectContaining({ code: "NOT_SENT" }) as Error,
    );
  });
});
