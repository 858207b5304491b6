import { DOMParser } from "@xmldom/xmldom";
import { expect, test, vi } from "vitest";
import { parseXml, xmlText } from "#providers/libvirt/xml/document.js";
import { attribute, below, childrenOf, textBelow } from "#providers/libvirt/xml/elements.js";
import { sizeMiB } from "#providers/libvirt/xml/sizes.js";

const XML = `<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>改 &amp; &lt;web&gt;</name>
  <!-- kept by hand -->
  <metadata><lab:owner xmlns:lab='urn:lab'>ops &#x1F980;<![CDATA[ <raw> ]]></lab:owner></metadata>
  <memory unit='MiB'>64</memory>
  <unheard-of with='a "b" &apos;c&apos;'><deep/></unheard-of>
  <qemu:commandline><qemu:arg value='-newarg'/></qemu:commandline>
</domain>`;

test("what is not known here is kept: the document goes back as it came", () => {
  const { document, root } = parseXml(XML, "domain");
  const again = xmlText(document);
  for (const kept of [
    "<!-- kept by hand -->",
    '<lab:owner xmlns:lab="urn:lab">ops 🦀<![CDATA[ <raw> ]]></lab:owner>',
    `<unheard-of with="a &quot;b&quot; 'c'"><deep/></unheard-of>`,
    '<qemu:commandline><qemu:arg value="-newarg"/></qemu:commandline>',
    "<name>改 &amp; &lt;web&gt;</name>",
  ]) {
    expect(again).toContain(kept);
  }
  expect(xmlText(parseXml(again, "domain").document)).toBe(again);
  below(root, "name")!.textContent = "db & <two>";
  expect(textBelow(parseXml(xmlText(document), "domain").root, "name")).toBe("db & <two>");
  expect(xmlText(document)).toBe(again.replace("改 &amp; &lt;web&gt;", "db &amp; &lt;two&gt;"));
});

test("elements are found by their path, of this vocabulary alone", () => {
  const { root } = parseXml(XML, "domain");
  expect(textBelow(root, "name")).toBe("改 & <web>");
  expect(below(root, "metadata", "owner")).toBeNull();
  expect(childrenOf(root, "commandline")).toEqual([]);
  expect(attribute(below(root, "unheard-of"), "with")).toBe(`a "b" 'c'`);
  expect(attribute(below(root, "nothing", "here"), "with")).toBeNull();
});

test.each([
  ["", "cannot be read"],
  ["<domain>", "cannot be read"],
  ["<domain></pool>", "cannot be read"],
  ["<domain a=1/>", "cannot be read"],
  ["<domain>&unknown;</domain>", "cannot be read"],
  ["<domain/><domain/>", "cannot be read"],
  ["<pool/>", "is of pool"],
  ["<!DOCTYPE domain [<!ENTITY a 'aaaa'>]><domain/>", "has a document type"],
])("%s is no answer", (text, problem) => {
  expect(() => parseXml(text, "domain")).toThrowError(
    expect.objectContaining({
      problem: { code: "REPLY_INVALID", facts: { problem: expect.stringContaining(problem) as string } },
    }),
  );
});

const entities = "<!ENTITY x 'y'>".repeat(50_000);
const attributes = Array.from({ length: 300_000 }, (_, index) => `a${index}=""`).join(" ");

test.each([
  ["as deep as a reply has room for", "<a>".repeat(120_000) + "</a>".repeat(120_000), "256 elements deep"],
  ["deeper than libvirt itself reads one", "<a>".repeat(256) + "</a>".repeat(256), "256 elements deep"],
  ["of a million elements", "<a/>".repeat(1_000_000), "more than 250000"],
  ["of a million comments", "<!---->".repeat(1_000_000), "more than 250000"],
  ["of more attributes than any host has", `<a ${attributes}/>`, "more than 250000"],
])("one %s is no answer, and is not read", (_, content, problem) => {
  const parse = vi.spyOn(DOMParser.prototype, "parseFromString");
  expect(() => parseXml(`<domain>${content}</domain>`, "domain")).toThrow(problem);
  expect(() => parseXml(`<!-- -->\n<!DOCTYPE domain [${entities}]><domain/>`, "domain")).toThrow(
    "document type",
  );
  expect(parse).not.toHaveBeenCalled();
  parse.mockRestore();
});

test("one that goes to the bounds is read, whatever stands where no tags are", () => {
  const deep = "<a>".repeat(255) + "</a>".repeat(255);
  const aside = `<!-- <!DOCTYPE a> ${"<a>".repeat(300)} --><![CDATA[<!ENTITY ${"<a>".repeat(300)}]]><?x <a> ?>`;
  const quoted = `<a b='> "<a>" /' c="'>">`.replace(/</g, (mark, at) => (at === 0 ? mark : "&lt;"));
  const { root } = parseXml(
    `<domain>${deep}${aside}${`${quoted}</a>`.repeat(300)}<name>web</name></domain>`,
    "domain",
  );
  expect(textBelow(root, "name")).toBe("web");
});

test.each([
  ["<a unit='KiB'>2048</a>", 2],
  ["<a unit='k'>2048</a>", 2],
  ["<a unit='GB'>1</a>", 953],
  ["<a unit='bytes'>1048576</a>", 1],
  ["<a> 2097152 </a>", 2048],
  ["<a unit='furlong'>1</a>", null],
  ["<a>-1</a>", null],
  ["<a/>", null],
])("%s is %s MiB", (text, size) => {
  expect(sizeMiB(parseXml(text, "a").root, "KiB")).toBe(size);
});
