import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { handoverDraft } from "#cli/handover-draft.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { readArguments } from "#cli/options.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { parseHandover } from "#handover/parse-handover.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { Trail } from "#session/trail.js";
import { OperatorHome } from "../stories/shoseki.js";
import { type FakeIo, fakeIo } from "./fake-io.js";

/** An operator whose journal has two notes, and a machine that was stopped between them. */
let home: OperatorHome;
let fake: FakeIo;
let stopped: number;
let between: string;
beforeEach(async () => {
  home = new OperatorHome();
  fake = fakeIo(home, async function* () {});
  await atDesk((trail) => {
    trail.note("before it");
    const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;
    const begun = trail.intent({ OPR: "StopVM", target, host: null, before: { power: "on" } });
    const stop = { before: { power: "on" }, after: { power: "off" }, result: { status: "OK" } } as const;
    stopped = begun.entry.seq;
    between = begun.entry.STR;
    trail.outcome(begun, stop);
    trail.note("after it");
  });
});
afterEach(() => home[Symbol.dispose]());

async function atDesk(work: (trail: Trail) => void): Promise<void> {
  const [operator, session] = [operatorHere(), uuidv7()];
  const wanted = { named: home.journal, simulated: false, operator, session };
  const { journal, key } = await openJournal({ io: fake.io, catalogue: en, json: false }, wanted);
  const circumstances = { ...operator, key, session, endpoint: "vsphere://vc1.example", platform: "vsphere" };
  work(new Trail(journal, circumstances, "alice"));
  journal.close();
}

const draft = async (...words: readonly string[]): Promise<number> => {
  const args = readArguments(["handover", "--draft", ...words]);
  fake.out.length = 0;
  fake.err.length = 0;
  const catalogue = args.options.lang === "ja" ? ja : en;
  return await handoverDraft({ io: fake.io, catalogue, json: args.options.json === true }, args);
};
const inHome = (name: string) => join(home.directory, name);
const entriesIn = () =>
  readdirSync(join(home.journal, "entries"))
    .map((name) => readFileSync(join(home.journal, "entries", name), "utf8"))
    .join("");

test("without a file the draft is Markdown on standard output, and nothing is recorded", async () => {
  const before = entriesIn();
  expect(await draft()).toBe(0);
  const [markdown = ""] = fake.out;
  expect(markdown).toMatch(/^# DRAFT: shift handover, /u);
  expect(markdown).toContain("| power on -\\> off |");
  expect(markdown).toContain("\n## Open procedures\n\nnone\n");
  expect(fake.err.join("\n")).toContain("not signed");
  expect(entriesIn()).toBe(before);
});

test("in Japanese it is Japanese", async () => {
  expect(await draft("--lang", "ja")).toBe(0);
  expect(fake.out[0]).toContain("\n## 未完了の手順書\n\nなし\n");
  expect(fake.out[0]).not.toContain("none");
});

test("as JSON it is the very bytes that would be signed, since where one says", async () => {
  expect(await draft("--json")).toBe(0);
  const all = parseHandover(Buffer.from(fake.out[0]!));
  expect(all?.notes.map(({ text }) => text)).toEqual(["before it", "after it"]);
  expect(all?.journal).toMatchObject({ sound: true, treeSize: all!.shift.lastSeq + 1 });
  const since = async (text: string) => {
    expect(await draft("--json", "--since", text)).toBe(0);
    const handover = parseHandover(Buffer.from(fake.out[0]!))!;
    return [handover.shift.firstSeq, handover.shift.lastSeq, handover.notes.length];
  };
  const last = all!.shift.lastSeq;
  expect(await since(String(stopped))).toEqual([stopped, last, 1]);
  const [first] = await since(between);
  expect(first).toBeLessThanOrEqual(stopped);
  expect(await since("2099-01-01")).toEqual([last + 1, last, 0]);
  expect(await since("99999")).toEqual([last + 1, last, 0]);
  await expect(draft("--since", "yesterday")).rejects.toMatchObject({ code: "USAGE" });
});

test("remarks of a file are in it, and a wrong file is told with its line before anything is written", async () => {
  const remarks = inHome("shift.md");
  writeFileSync(remarks, "## Left in another state\n- web-01 stays off until Monday\n");
  expect(await draft("--remarks", remarks)).toBe(0);
  expect(fake.out[0]).toContain("- web-01 stays off until Monday");
  writeFileSync(remarks, "## Machines\n\n## Weather\n- fine\n");
  const path = inHome("out.md");
  await expect(draft("--remarks", remarks, "--markdown", path)).rejects.toMatchObject({
    code: "REMARKS_INVALID",
    problem: { facts: { path: remarks, line: 3 } },
  });
  expect(existsSync(path)).toBe(false);
  writeFileSync(remarks, Buffer.from([0x23, 0xff]));
  await expect(draft("--remarks", remarks)).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  await expect(draft("--remarks", inHome("none"))).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
});

test("files are written for others to read, and what is there is not replaced", async () => {
  const [markdown, html, capsule] = [inHome("shift.md"), inHome("shift.html"), inHome("shift.tar")];
  expect(await draft("--markdown", markdown, "--html", html, "--capsule", capsule)).toBe(0);
  for (const path of [markdown, html, capsule]) {
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(fake.out.join("\n")).toContain(path);
  }
  expect(readFileSync(html, "utf8")).toContain("web-01");
  const { faults, capsule: checked } = await checkCapsule(capsule);
  expect(faults).toEqual([]);
  expect(checked?.handover.notes.map(({ text }) => text)).toEqual(["before it", "after it"]);
  const was = readFileSync(markdown);
  await expect(draft("--html", inHome("new.html"), "--markdown", markdown)).rejects.toMatchObject({
    code: "DRAFT_NOT_WRITTEN",
  });
  expect(readFileSync(markdown)).toEqual(was);
  expect(existsSync(inHome("new.html"))).toBe(false);
  const same = inHome("same");
  await expect(draft("--html", same, "--markdown", same)).rejects.toMatchObject({
    code: "DRAFT_NOT_WRITTEN",
  });
  await expect(draft("--html", inHome("none/x"))).rejects.toMatchObject({ code: "DRAFT_NOT_WRITTEN" });
  expect(await draft("--json", "--html", inHome("new.html"))).toBe(0);
  expect(JSON.parse(fake.out[0]!)).toMatchObject({ draft: { html: inHome("new.html"), sound: true } });
});

test("of a journal that is not sound there is a draft, which says so, and exit 1", async () => {
  expect(await draft()).toBe(0);
  const path = join(home.journal, "checkpoints.log");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/— .*$/gmu, "— x AAAA"));
  expect(await draft()).toBe(1);
  expect(fake.out[0]).toContain("NOT SOUND: checkpoints.log");
  rmSync(home.journal, { recursive: true });
  await expect(draft()).rejects.toMatchObject({ code: "JOURNAL_MISSING" });
});
