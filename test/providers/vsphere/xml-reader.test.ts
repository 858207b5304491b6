import { describe, expect, test } from "vitest";
import { child, childrenOf, morefOf, need, readXml, textOf } from "#providers/vsphere/xml-reader.js";
import { chunksOf, endless } from "./bytes.js";

const read = (text: string | Uint8Array, size?: number) => readXml(chunksOf(text, size));

describe("reading a reply", () => {
  test("comes to the same however it is cut, through characters of several bytes too", async () => {
    const text =
      '<?xml version="1.0"?>\n<a xmlns="urn:vim25"><name>改 &amp; &#x1F600; <![CDATA[<raw>]]></name><b/></a>';
    const whole = await read(text, 4096);
    expect(textOf(whole, "name")).toBe("改 & 😀 <raw>");
    for (const size of [1, 2, 3, 5]) expect(await read(text, size)).toEqual(whole);
  });

  test("names and types lose their prefixes, whatever those are", async () => {
    const root = await read(
      '<s:a xmlns:s="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:v="urn:vim25">' +
        '<v:obj type="VirtualMachine" i:type="v:ManagedObjectReference">vm-42</v:obj></s:a>',
    );
    expect(root.name).toBe("a");
    const object = need(root, "obj");
    expect(object).toMatchObject({ type: "VirtualMachine", xsiType: "ManagedObjectReference" });
    expect(morefOf(object)).toEqual({ type: "VirtualMachine", id: "vm-42" });
  });

  test("an attribute called type under another namespace is neither", async () => {
    const root = await read('<a xmlns:o="urn:other"><b o:type="x">y</b></a>');
    expect(need(root, "b")).toMatchObject({ type: null, xsiType: null });
  });

  test("children are found by name, in order", async () => {
    const root = await read("<a><b>1</b><c/><b>2</b></a>");
    expect(childrenOf(root, "b").map(({ text }) => text)).toEqual(["1", "2"]);
    expect(child(root, "d")).toBeUndefined();
    expect(textOf(root, "d")).toBeNull();
    expect(() => need(root, "d")).toThrow(/<a> has no <d>/);
    expect(() => morefOf(need(root, "b"))).toThrow(/is not a reference/);
  });
});

describe("what is no reply", () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>';
  test.each<[string, string | Uint8Array, RegExp]>([
    ["nothing", "", /empty|not well-formed/],
    ["blanks", "  \n", /empty|not well-formed/],
    ["text", "Bad gateway", /not well-formed/],
    ["half of it", "<a><b>", /not well-formed/],
    ["elements that cross", "<a><b></a></b>", /not well-formed/],
    ["two roots", "<a/><b/>", /not well-formed/],
    ["a prefix that nobody declared", "<s:a/>", /not well-formed/],
    ["an attribute twice", '<a b="1" b="2"/>', /not well-formed/],
    ["an entity that nobody declared", "<a>&lol;</a>", /not well-formed/],
    ["a character that XML has not", "<a>&#0;</a>", /not well-formed/],
    ["an entity bomb", bomb, /document type declaration/],
    ["a document type alone", "<!DOCTYPE html><html/>", /document type declaration/],
    [
      "an external entity",
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
      /document type/,
    ],
    ["Latin-1", Buffer.from("<a>\u00e9</a>", "latin1"), /not UTF-8/],
    ["UTF-16", Buffer.from("\ufeff<a>b</a>", "utf16le"), /not UTF-8|not well-formed/],
    ["half a character at the end", Buffer.from("<a/>é").subarray(0, 5), /not UTF-8/],
    ["a zero byte", "<a>\u0000</a>", /not well-formed/],
  ])("%s", async (_what, bytes, problem) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: "REPLY_INVALID",
      problem: { facts: { problem: expect.stringMatching(problem) } },
    });
  });

  test.each([
    ["elements", "<a>", "<b/>"],
    ["nesting", "<a>", "<b>"],
    ["text", "<a>", "x"],
    ["an attribute", '<a b="', "x"],
    ["attributes", "<a ", 'b="" '],
    ["a comment", "<a><!--", "x"],
    ["character data", "<a><![CDATA[", "x"],
    ["a processing instruction", "<a><?b ", "x"],
    ["a name", "<", "x"],
    ["an entity's name", "<a>&", "x"],
    ["blanks", "", " "],
  ])(
    "%s without end: it is given up, and nothing more is read",
    async (_what, start, more) => {
      const reply = endless(start, more);
      await expect(readXml(reply)).rejects.toMatchObject({ code: "REPLY_INVALID" });
      expect((await reply.next()).done).toBe(true);
    },
    60_000,
  );

  test("the error of the stream itself is passed on", async () => {
    async function* broken() {
      yield Buffer.from("<a>");
      throw new Error("other side closed");
    }
    await expect(readXml(broken())).rejects.toThrow("other side closed");
  });
});
