import { expect, test } from "vitest";
import { markdownOf } from "#documents/markdown.js";
import { HANDOVER_SECTIONS, type Handover, type ReportedOperation } from "#domain/handover.js";
import { handoverDocument } from "#handover/document/handover-document.js";
import { partBlocks } from "#handover/document/part-blocks.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

const AT = "2026-03-01T09:00:00.000Z";

const DESK = { os: "alice", console: "desk-4" };

const QUIET: Handover = {
  format: "shoseki-handover/1",
  id: "019c9000-0000-7000-8000-000000000001",
  revision: 1,
  made: AT,
  outgoing: { ...DESK, key: "SHA256:abc" },
  shift: { from: AT, to: AT, firstSeq: 10, lastSeq: 20, sessions: [], recordings: [], lost: [] },
  operations: [],
  failures: [],
  procedures: [],
  machines: [],
  tasks: [],
  approvals: [],
  notes: [],
  journal: {
    ...{ origin: "desk-4/shoseki/1", treeSize: 21, rootHash: "cm9vdA==", sound: true, problem: null },
    ...{ anchor: null, keys: [{ fromSeq: 0, fingerprint: "SHA256:abc", identity: "alice@desk-4" }] },
  },
  remarks: {},
  answers: [],
};

const MEMORY: ReportedOperation = {
  ...{ seq: 12, intent: 11, at: AT, who: "admin", ...DESK, OPR: "ModifyMemory", endpoint: "vsphere://vc1" },
  target: { kind: "VirtualMachine", id: "vm-42", name: "web-01" },
  before: { memoryMiB: 4096 },
  after: { memoryMiB: 8192 },
  result: { status: "OK" },
  ...{ why: "patch", ticket: "CHG1", run: null },
};

const NG: Pick<ReportedOperation, "result"> = {
  result: {
    ...{ status: "NG", code: "SERVER_FAULT", fault: "SystemError" },
    message: "The server says no (SystemError).",
  },
};

const said = (handover: Handover, catalogue = en) => markdownOf(handoverDocument(handover, catalogue, false));

/** What stands under a section's heading. */
function under(markdown: string, heading: string): string {
  const [, rest = ""] = markdown.split(`\n## ${heading}\n\n`);
  return (rest.split("\n## ")[0] ?? "").trim();
}

test.each([
  ["en", en, "none"],
  ["ja", ja, "なし"],
] as const)(
  "a quiet shift says in every section that there is nothing (%s)",
  (_language, catalogue, none) => {
    const markdown = said(QUIET, catalogue);
    const { sections } = catalogue.handover;
    for (const section of HANDOVER_SECTIONS) {
      if (section !== "journal") expect(under(markdown, sections[section])).toBe(none);
    }
    expect(under(markdown, sections.journal)).toContain("SHA256:abc");
    expect(markdown).toContain("alice\\@desk-4");
  },
);

test("facts, remarks and answers stand under their section", () => {
  const unknown = { ...MEMORY, seq: 14, result: { status: "UNKNOWN", code: "CONNECTION_LOST" } as const };
  const handover: Handover = {
    ...QUIET,
    operations: [
      { target: MEMORY.target, endpoint: MEMORY.endpoint, operations: [MEMORY, { ...MEMORY, result: null }] },
    ],
    failures: [unknown],
    machines: [
      {
        ...{ kind: "snapshots", target: MEMORY.target, endpoint: "vsphere://vc1", seq: 9 },
        ...{ before: { snapshots: null }, after: { snapshots: "before-patch" } },
      },
    ],
    approvals: [
      { seq: 1, run: "r", title: "Patch", of: null, expires: "2026-03-01T08:00:00.000Z" },
      { seq: 2, run: "r", title: "Patch", of: "stop", expires: "2026-03-01T10:00:00.000Z" },
    ],
    remarks: { machines: ["remove it *tomorrow*"], notes: ["nothing of note"] },
    answers: [
      { question: { section: "failures", seq: 14, text: "is it up?" }, answer: "yes, by ping" },
      { question: { section: "journal", seq: null, text: "who has the key?" }, answer: null },
    ],
  };
  const markdown = said(handover);
  expect(under(markdown, "Operations").split("\n")).toEqual([
    "### web-01 (vm-42), vsphere\\://vc1",
    "",
    "| Entry | Time | Who | Operation | Before -\\> after | Result | Why |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    `| 12 | ${AT} | admin | ModifyMemory | memoryMiB 4096 -\\> 8192 | OK | patch / change number CHG1 |`,
    `| 12 | ${AT} | admin | ModifyMemory |  | no outcome yet | patch / change number CHG1 |`,
  ]);
  const failures = under(markdown, "Failures and unknown outcomes");
  expect(failures).toContain("UNKNOWN CONNECTION\\_LOST");
  expect(failures).toMatch(/### Questions of the incoming operator\n\n- \\#14: is it up\?: yes, by ping$/u);
  const left = under(markdown, "Left in another state");
  expect(left).toContain("| snapshots | +snapshots before-patch | 9 |");
  expect(left).toMatch(/### Remarks of the outgoing operator\n\n- remove it \\\*tomorrow\\\*$/u);
  expect(under(markdown, "Notes")).toMatch(
    /^none\n\n### Remarks of the outgoing operator\n\n- nothing of note$/u,
  );
  const approvals = under(markdown, "Pending approvals");
  expect(approvals).toContain("08:00:00.000Z, EXPIRED when the report was made | 1 |");
  expect(approvals).toContain("| stop | 2026-03-01T10:00:00.000Z | 2 |");
  expect(under(markdown, "Journal")).toContain("who has the key?: no answer yet");
  expect(partBlocks(handover, "answers", en)).toEqual([
    {
      kind: "facts",
      rows: [
        ["Failures and unknown outcomes, #14: is it up?", "yes, by ping"],
        ["Journal, who has the key?", "no answer yet"],
      ],
    },
  ]);
});

test("a journal that is not sound says so, and control characters of others are shown", () => {
  const problem = "casts/x.cast: it is cut";
  const journal = { ...QUIET.journal, sound: false, problem, treeSize: 0, rootHash: "" };
  const markdown = said({
    ...QUIET,
    journal,
    notes: [{ seq: 1, at: AT, who: "admin", ...DESK, text: "a\u001b[2Jb\u202e" }],
  });
  expect(under(markdown, "Journal")).toContain(`NOT SOUND: ${problem}`);
  expect(under(markdown, "Journal")).toContain("Root hash: cannot be told");
  expect(under(said({ ...QUIET, journal: { ...journal, sound: true } }), "Journal")).toContain(
    "Root hash: none yet",
  );
  for (const hidden of ["\u001b", "\u202e"]) expect(markdown).not.toContain(hidden);
  expect(said({ ...QUIET, journal }, ja)).toContain(`異常あり: ${problem}`);
});

test("where several persons share a login, each row says which of them it was", () => {
  const note = { seq: 15, at: AT, who: "admin", ...DESK, text: "watch it" };
  const alone = { ...QUIET, failures: [{ ...MEMORY, ...NG }], notes: [note] };
  expect(under(said(alone), "Failures and unknown outcomes")).toContain(`| ${AT} | admin | ModifyMemory`);
  const shared = { ...alone, notes: [{ ...note, os: "bob", console: "desk-5" }] };
  expect(under(said(shared), "Failures and unknown outcomes")).toContain(
    "| alice\\@desk-4, admin | ModifyMemory",
  );
  expect(under(said(shared), "Notes")).toContain("| bob\\@desk-5, admin | watch it |");
});

test("what the server's message says of its fault is not said twice", () => {
  const handover = { ...QUIET, failures: [{ ...MEMORY, ...NG }] };
  expect(under(said(handover), "Failures and unknown outcomes")).toContain(
    "| NG SERVER\\_FAULT The server says no (SystemError). |",
  );
});
