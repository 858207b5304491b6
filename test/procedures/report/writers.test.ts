import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { htmlOf } from "#documents/html.js";
import { markdownOf } from "#documents/markdown.js";
import type { ReportDocument } from "#documents/report-document.js";
import { printable } from "#messages/printable.js";
import { shortOrLong } from "../../counts.js";

const RUNS = shortOrLong(300, 20_000);

/** What somebody might call a machine. */
const HOSTILE = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><b onmouseover="x">',
  "--> <!-- -->",
  "&lt;b&gt; &#60;",
  "[a](javascript:alert(1)) ![b](http://evil.example/x.png) <http://evil.example>",
  "http://evil.example www.evil.example me@evil.example @everyone #1",
  "| a | b |\n| --- | --- |",
  "\n\n# A heading\n\n- a list\n\n    code",
  "**b** __b__ ~~s~~ `c` $x$ [^1] \\[a](b)",
  "1. one",
  "1) one",
  "- one",
  "+ one",
  "=====",
];

const documentOf = (text: string): ReportDocument => ({
  language: "en",
  title: text,
  blocks: [
    { kind: "heading", level: 2, text },
    { kind: "text", text },
    { kind: "list", items: [text] },
    { kind: "facts", rows: [[text, text]] },
    { kind: "table", head: [text, text], rows: [[text, text]] },
  ],
});

const anything = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."\\`*_{}[]<>#|~!&$@^:/-+=.1w \n\tx") }),
);

test(`no name makes markup in Markdown, and all of it is read (${RUNS} of them)`, () => {
  fc.assert(
    fc.property(anything, (text) => {
      const lines = markdownOf(documentOf(text)).split("\n");
      // Headings, a paragraph, two lists, a table of three lines, and an empty line before each and at the end.
      expect(lines).toHaveLength(14);
      const said = text.replaceAll(/\s/gu, " ");
      const read = (line = "", before = "", after = "") => {
        expect(line.startsWith(before) && line.endsWith(after)).toBe(true);
        const inner = line.slice(before.length, line.length - after.length);
        const bare = inner.replaceAll(/\\[!-/:-@[-`{-~]/gu, "§");
        expect(bare).not.toMatch(/[\\`*_{}[\]<>#|~!&$@^]|:\/\/|www\./iu);
        return inner.replaceAll(/\\([!-/:-@[-`{-~])/gu, "$1");
      };
      expect(read(lines[0], "# ")).toBe(said);
      expect(read(lines[2], "## ")).toBe(said);
      expect(read(lines[4])).toBe(said.trimStart());
      expect(lines[4]).not.toMatch(/^(?:\d{1,9}[.)]|[-+=])/u);
      expect(read(lines[6], "- ")).toBe(said.trimStart());
      const cells = lines[10]?.slice(2, -2).split(" | ") ?? [];
      expect(cells.map((cell) => read(cell))).toEqual([said, said]);
    }),
    { numRuns: RUNS },
  );
});

test(`no name makes markup in HTML, and all of it is read (${RUNS} of them)`, () => {
  fc.assert(
    fc.property(anything, (raw) => {
      const text = printable(raw);
      // What a strict reader of XML takes; in HTML, `meta` is closed by itself.
      const html = htmlOf(documentOf(text)).replace("<!doctype html>\n", "");
      const parser = new SaxesParser();
      const tags = new Set<string>();
      const texts: string[] = [];
      let last = "";
      parser.on("opentag", ({ name, attributes }) => {
        tags.add(name);
        expect(Object.keys(attributes).filter((key) => key.startsWith("on"))).toEqual([]);
        last = "";
      });
      parser.on("text", (each) => {
        last += each;
      });
      parser.on("closetag", ({ name }) => {
        if (/^(?:title|h1|h2|p|li|th|td)$/u.test(name)) texts.push(last);
        last = "";
      });
      parser.write(html.replaceAll(/<meta [^>]*>/gu, "")).close();
      expect(texts).toEqual(texts.map(() => text));
      expect(texts).toHaveLength(11);
      const known = "html head title style body h1 h2 p ul li div table thead tbody tr th td".split(" ");
      expect([...tags].filter((tag) => !known.includes(tag))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test("an HTML report fetches nothing and runs nothing", () => {
  const html = htmlOf(documentOf("a"));
  expect(html).toContain("default-src &#39;none&#39;");
  expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:/u);
});
