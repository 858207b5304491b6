import { createHash } from "node:crypto";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import type { LostRecording } from "#domain/handover.js";
import { pageOf } from "#handover/page/page-of.js";
import type { TimelineRow } from "#handover/timeline-row.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { printable } from "#messages/printable.js";
import { shortOrLong } from "../../counts.js";
import { sampleShift } from "../sample-handover.js";

const RUNS = shortOrLong(60, 3_000);

/** What somebody might call a machine, or type in a console that is recorded. */
const HOSTILE = [
  "</script><script>alert(1)</script>",
  "<!-- <script>",
  "]]></style><img src=x onerror=alert(1)>",
  '"><b onmouseover="x">',
  "' data-cast='9",
  "&lt;b&gt; \\u003cb",
  "javascript:alert(1)",
  "{shown} {time} $& $1",
];

const anything = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" }));

const row = (text: string): TimelineRow => ({
  ...{ seq: 7, at: text, who: text, OPR: text, target: text, change: text, status: "NG", said: text },
  cast: { file: text, at: 1 },
});

/** The page's parts whose every text is this. */
const partsOf = (text: string) => {
  const { handover, document } = sampleShift(en);
  const shift = { ...handover.shift, recordings: [text, `${text}-2`] };
  return {
    handover: { ...handover, shift },
    document: { ...document, title: text, blocks: [{ kind: "text" as const, text }] },
    timeline: [row(text)],
    casts: [{ file: text, text: `{"version":2}\n${JSON.stringify([1, "o", text])}\n` }],
    catalogue: en,
  };
};

const SCRIPTS = /<script(?<attributes>[^>]*)>(?<code>[\s\S]*?)<\/script>/gu;

/** What stands in the page's elements, and how many of them there are by name. */
function read(html: string): { readonly names: Map<string, number>; readonly attributes: Set<string> } {
  const names = new Map<string, number>();
  const attributes = new Set<string>();
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes: own }) => {
    names.set(name, (names.get(name) ?? 0) + 1);
    for (const each of Object.keys(own)) attributes.add(`${name} ${each}`);
  });
  // As XML: what closes by itself in HTML is closed, attributes have values, and no script or style is looked into.
  const xml = html
    .replace("<!doctype html>\n", "")
    .replaceAll(SCRIPTS, "<script$1></script>")
    .replaceAll(/<style>[\s\S]*?<\/style>/gu, "<style></style>")
    .replaceAll(/<(?<tag>meta|input)(?<rest>[^>]*)>/gu, "<$<tag>$<rest>/>")
    .replaceAll(/ (?<name>hidden|checked)(?=[ />])/gu, ' $<name>=""');
  parser.write(xml).close();
  return { names, attributes };
}

test(`no text of any field makes markup, ends a script or is lost (${RUNS} of them)`, () => {
  const plain = pageOf(partsOf("x"));
  const expected = read(plain);
  fc.assert(
    fc.property(anything, (text) => {
      // XML has no characters that a page shows as escapes anyway; the report's own texts come printable.
      fc.pre(printable(text) === text && text.trim() !== "" && !/[\ufffe\uffff]/u.test(text));
      const html = pageOf(partsOf(text));
      const found = read(html);
      expect(found.names).toEqual(expected.names);
      expect(found.attributes).toEqual(expected.attributes);
      const scripts = [...html.matchAll(SCRIPTS)];
      expect(scripts).toHaveLength([...plain.matchAll(SCRIPTS)].length);
      const cast =
        scripts.find(({ groups }) => groups?.attributes?.includes("x-asciicast"))?.groups?.code ?? "";
      expect(cast).not.toContain("<");
      expect(JSON.parse(cast.split("\n")[1] ?? "")).toEqual([1, "o", text]);
    }),
    { numRuns: RUNS },
  );
});

test("what hides in a text is shown: an escape, a line's end, a mark that turns a line around", () => {
  const html = pageOf(partsOf("a\u001b[2J\n\u202eb"));
  expect(html).toContain("<td>a\\u{1b}[2J\\u{a}\\u{202e}b</td>");
});

test("the policy allows what is in the page by its hash, and nothing else", () => {
  const html = pageOf({ ...sampleShift(en), catalogue: en });
  const policy = /Content-Security-Policy" content="(?<policy>[^"]*)"/u.exec(html)?.groups?.policy ?? "";
  const directives = policy.replaceAll("&#39;", "'").split("; ");
  expect(directives[0]).toBe("default-src 'none'");
  const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const code = [...html.matchAll(SCRIPTS)]
    .filter(({ groups }) => !groups?.attributes?.includes("asciicast"))
    .map(({ groups }) => hashOf(groups?.code ?? ""));
  expect(code).toHaveLength(2);
  expect(directives[1]).toBe(`script-src ${code.join(" ")} 'wasm-unsafe-eval'`);
  const styles = [...html.matchAll(/<style>(?<css>[\s\S]*?)<\/style>/gu)];
  expect(directives[2]).toBe(`style-src ${styles.map(({ groups }) => hashOf(groups?.css ?? "")).join(" ")}`);
  expect(directives.slice(3)).toEqual(["base-uri 'none'", "form-action 'none'"]);
  expect(html.replaceAll(SCRIPTS, "")).not.toMatch(/<link|<img|<iframe|<object|\ssrc=|@import|url\(/u);
});

test("the player's licences are in the page", () => {
  const html = pageOf({ ...sampleShift(en), catalogue: en });
  expect(html).toContain("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION");
  expect(html).toContain("MIT License");
  expect(html).toMatch(/@license magnet:/u);
});

test("a shift without recordings has no player, and says so; one that is not at hand is named", () => {
  const { casts, handover, ...rest } = sampleShift(en);
  const [first, second] = casts.map(({ file }) => file) as [string, string];
  const problem = "its bytes 0 to 9 are not those that entry 4 has the hash of";
  const lost: LostRecording[] = [{ file: first, code: "WRONG_CAST", problem }];
  const shift = { ...rest, handover: { ...handover, shift: { ...handover.shift, lost } } };
  const html = pageOf({ ...shift, casts: [], catalogue: en });
  expect(html).toContain("No recording of this shift is in this page.");
  expect(html).toContain(`The recording ${first} is not in this page: ${problem}.`);
  expect(html).toContain(`The recording ${second} is not in this page: nothing of it was sealed yet`);
  expect(pageOf({ ...shift, casts: [], catalogue: ja })).toContain(
    `録画 ${first} はこのページに含まれていません。`,
  );
  expect(html).not.toMatch(/asciinema|wasm|data-cast="/u);
  expect(html.length).toBeLessThan(42_000);
});

test("a recording that still goes on leads as far as it is kept; one that has only begun is not in the page", () => {
  const { casts, ...shift } = sampleShift(en);
  const [first, second] = casts.map(({ text }) => text.split("\n"));
  const upTo13 = first!.slice(
    0,
    first!.findIndex((line) => line.includes('"14 ')),
  );
  const cut = [upTo13, second!.slice(0, 1)].map((lines, n) => ({
    file: casts[n]!.file,
    text: `${lines.join("\n")}\n`,
  }));
  const html = pageOf({ ...shift, casts: cut, catalogue: en });
  const leading = [...html.matchAll(/<tr id="entry-(?<seq>\d+)"[^>]* data-cast="0"/gu)].map(
    ({ groups }) => groups?.seq,
  );
  expect(leading).toEqual(["10", "11", "12", "13"]);
  expect(html).not.toContain('data-cast="1"');
  expect(html).toContain(`The recording ${casts[1]?.file} is not in this page: nothing of it was sealed yet`);
  // Of the entries after it the page says why nothing leads from them.
  expect(html).toContain(en.handoverPage.notLed);
  expect(pageOf({ ...shift, casts, catalogue: en })).not.toContain(en.handoverPage.notLed);
});

test("a page speaks its reader's language, with nothing of the other in it", () => {
  for (const [catalogue, other] of [
    [en, ja],
    [ja, en],
  ] as const) {
    const html = pageOf({ ...sampleShift(catalogue), catalogue });
    expect(html).toContain(`<html lang="${catalogue.language}">`);
    const { columns, labels, headings, howToJump, withoutScript } = catalogue.handoverPage;
    const own = [...Object.values(columns), ...Object.values(labels), ...Object.values(headings)];
    for (const text of [...own, howToJump, withoutScript])
      expect(html).toContain(text.replaceAll(">", "&gt;").replaceAll("'", "&#39;"));
    for (const text of [other.handoverPage.howToJump, other.handoverPage.labels.playAfterJump])
      expect(html).not.toContain(text);
  }
});
