import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markdownOf } from "#documents/markdown.js";
import { handoverDocument } from "#handover/document/handover-document.js";
import { parseHandover } from "#handover/parse-handover.js";
import { en } from "#messages/en.js";
import { openConsole } from "../terminal/console.js";
import { jsonLines, OperatorHome } from "./shoseki.js";

/** An operator who has worked on a hypervisor that refuses something, and writes the shift's report from a script. */
let home: OperatorHome;
beforeEach(async () => {
  home = new OperatorHome();
  const lines = [
    "stop web-01",
    "memory web-02 6GiB",
    "snapshot create web-02 before-patch",
    "start web-01",
    "start web-03",
    "note 'web-02 is to be patched tomorrow'",
  ];
  const ran = await home.run(["exec", "sim:?vms=12", ...lines, "--keep-going", "--ticket", "CHG7"]);
  expect(ran.code, ran.err).toBe(1);
});
afterEach(() => home[Symbol.dispose]());

const under = (markdown: string, heading: string) =>
  (markdown.split(`\n## ${heading}\n\n`)[1] ?? "").split("\n## ")[0] ?? "";

test("the report says what was done, what was refused and what is left, without a terminal", async () => {
  const { code, out, err } = await home.run(["handover", "--draft"]);
  expect([code, err]).toEqual([0, expect.stringContaining("not signed")]);
  expect(under(out, "Operations")).toMatch(
    /### web-01 .*\n[\s\S]*power on -\\> off[\s\S]*power off -\\> on/u,
  );
  expect(under(out, "Failures and unknown outcomes")).toMatch(/StartVM \| web-03 .*REFUSED POWER\\_STATE/u);
  const left = under(out, "Left in another state");
  expect(left).not.toContain("web-01");
  expect(left).toMatch(/web-02 .*memoryMiB \d+ -\\> 6144/u);
  expect(left).toContain("+snapshots before-patch");
  expect(under(out, "Still running or unresolved").trim()).toBe("none");
  expect(under(out, "Notes")).toContain("web-02 is to be patched tomorrow");
  expect(under(out, "Journal")).toContain("Verified: sound");
});

test("it is Japanese for who reads that, with the remarks that are written in it", async () => {
  const remarks = join(home.directory, "所見.md");
  writeFileSync(remarks, "## 開始時と状態が異なるもの\n- web-02 のスナップショットは明日削除\n");
  const env = { LANG: "ja_JP.UTF-8" };
  const { code, out, err } = await home.run(["handover", "--draft", "--remarks", remarks], { env });
  expect([code, err]).toEqual([0, expect.stringContaining("署名のない下書き")]);
  expect(under(out, "未完了の手順書").trim()).toBe("なし");
  expect(under(out, "開始時と状態が異なるもの")).toContain("- web-02 のスナップショットは明日削除");
  writeFileSync(remarks, "## 天気\n- 晴れ\n");
  const wrong = await home.run(["handover", "--draft", "--remarks", remarks], { env });
  expect([wrong.code, wrong.out]).toEqual([2, ""]);
  expect(wrong.err).toContain("1 行目");
});

test("it is a page, Markdown, JSON and a capsule that verify finds sound, and replaces nothing", async () => {
  const [markdown, html, capsule] = ["shift.md", "shift.html", "shift.tar"].map((name) =>
    join(home.directory, name),
  ) as [string, string, string];
  const files = ["--markdown", markdown, "--html", html, "--capsule", capsule];
  const ran = await home.run(["handover", "--draft", ...files, "--json"]);
  expect(ran.code, ran.err).toBe(0);
  expect(jsonLines(ran.out)).toMatchObject([{ draft: { markdown, html, capsule, sound: true } }]);
  expect(readFileSync(markdown, "utf8")).toContain("before-patch");
  // Whoever is sent one of these is to know what it is.
  for (const file of [markdown, html]) expect(readFileSync(file, "utf8")).toContain("DRAFT: shift handover");
  expect(readFileSync(html, "utf8")).toMatch(/^<!doctype html>[\s\S]*before-patch/u);
  expect(await home.run(["verify", capsule])).toMatchObject({ code: 0 });
  // One report: the text beside the capsule is the one in it, and can be made again from its JSON.
  const member = (name: string) => execFileSync("tar", ["xOf", capsule, name], { encoding: "utf8" });
  expect(member("report.md")).toBe(readFileSync(markdown, "utf8"));
  expect(member("report.html")).toBe(readFileSync(html, "utf8"));
  const packed = parseHandover(Buffer.from(member("report.json")))!;
  expect(markdownOf(handoverDocument(packed, en, true))).toBe(readFileSync(markdown, "utf8"));
  const json = await home.run(["handover", "--draft", "--json"]);
  expect(parseHandover(Buffer.from(json.out.trimEnd()))?.machines).toHaveLength(2);
  const again = await home.run(["handover", "--draft", "--markdown", markdown]);
  expect([again.code, again.err]).toEqual([4, expect.stringContaining(markdown)]);
});

test("a shift in which nothing has happened yet is said to be so, and is not packed", async () => {
  const [html, capsule] = [join(home.directory, "e.html"), join(home.directory, "e.tar")];
  const next = home.entries().at(-1)!.seq + 1;
  const drafted = await home.run(["handover", "--draft", "--since", "2030-01-01", "--html", html]);
  expect([drafted.code, drafted.out]).toEqual([0, expect.stringContaining(`none from #${next} on`)]);
  const packed = await home.run(["handover", "--draft", "--since", "2030-01-01", "--capsule", capsule]);
  expect([packed.code, packed.err]).toEqual([1, expect.stringContaining("HANDOVER_EMPTY")]);
  expect(existsSync(capsule)).toBe(false);
});

test("after a refusal the draft is the revision that would be signed, with what was added before", async () => {
  using incoming = new OperatorHome();
  const remarks = join(home.directory, "remarks.md");
  writeFileSync(remarks, "## Notes\n- all is well\n");
  const tar = join(home.directory, "shift.tar");
  await using terminal = openConsole(home, ["handover", "-o", tar, "--remarks", remarks]);
  await terminal.see("hand the shift over? (yes)");
  terminal.type("yes");
  terminal.press("enter");
  await terminal.see("Their answer comes as a file");
  const keys = (of: OperatorHome) => ["--signers", join(of.journal, "allowed_signers")];
  const refusal = ["handover", "refuse", tar, ...keys(home), "--reason", "web-07 is not in it"];
  const refused = await incoming.run(refusal);
  expect(refused.code, refused.err).toBe(0);
  const taken = await home.run(["handover", "answer", `${tar}.answer`, ...keys(incoming)]);
  expect(taken.code, taken.err).toBe(0);
  const drafts = [];
  for (const _ of [1, 2]) {
    const { out } = await home.run(["handover", "--draft", "--json"]);
    drafts.push(parseHandover(Buffer.from(out.trimEnd()))!);
  }
  const [first, second] = drafts;
  expect(first).toMatchObject({ revision: 2, remarks: { notes: ["all is well"] } });
  expect(second!.id).toBe(first!.id);
});

test("whoever has no journal gets none, and no key, by asking for a file to be made again", async () => {
  using nobody = new OperatorHome();
  const { code, err } = await nobody.run(["handover", "again"]);
  expect([code, err]).toEqual([2, expect.stringContaining("JOURNAL_MISSING")]);
  expect(existsSync(nobody.journal)).toBe(false);
  expect(
    readdirSync(nobody.directory, { recursive: true }).filter((each) => String(each).endsWith(".pem")),
  ).toEqual([]);
  const none = await home.run(["handover", "again"]);
  expect(none.err).toContain("This journal has no handover yet.");
});
