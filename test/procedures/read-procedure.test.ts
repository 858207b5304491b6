// biome-ignore-all lint/suspicious/noTemplateCurlyInString: as it stands in a file
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";
import { readProcedure } from "#procedures/read-procedure.js";
import { LARGEST_PROCEDURE, readProcedureFile } from "#procedures/read-procedure-file.js";
import { EXAMPLE } from "./example.js";
import { procedureWith } from "./here.js";

const directory = mkdtempSync(join(tmpdir(), "shoseki-procedures-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("all of a procedure is read, with its defaults, and where it stands", async () => {
  const procedure = await readProcedure(EXAMPLE, "p.yaml");
  expect(procedure).toMatchObject({
    title: "Patch a host",
    description: "Its machines go elsewhere.\nThen it is patched.",
    change: { text: "^CHG\\d{7}$", at: { line: 13, column: 10 } },
    approval: { validForMs: 4 * 3_600_000 },
  });
  expect(procedure.parameters.map(({ name, type, default: value }) => [name, type, value])).toEqual([
    ["host", "host", null],
    ["spare", "host", null],
    ["memory", "size", "8GiB"],
    ["window", "text", "night"],
    ["wait", "duration", "2h"],
  ]);
  const [loop, settle, , firmware, , approve] = procedure.steps;
  expect(loop).toMatchObject({ kind: "for-each", id: "evacuate", as: "vm", atMost: 50 });
  expect(loop?.kind === "for-each" && loop.steps[0]).toMatchObject({
    kind: "run",
    line: { text: "move ${vm} --host ${spare}", at: { line: 25, column: 14 } },
    before: [{ expression: { text: "vm.power == on", at: { line: 27, column: 13 } }, withinMs: 0 }],
    after: [{ withinMs: 0 }, { expression: { text: "host.vms == 0" }, withinMs: 300_000 }],
    onFailure: "rollback",
    estimateMs: 120_000,
    undo: { kind: "run", line: { text: "move ${vm} --host ${host}" } },
  });
  expect(settle).toMatchObject({ kind: "check", title: "settle", onFailure: "stop", undo: null });
  expect(firmware).toMatchObject({ kind: "manual", undo: { kind: "manual" } });
  expect(approve).toMatchObject({ kind: "approve", of: "restart", validForMs: 4 * 3_600_000 });
});

test("a text in a block, in quotes or behind a tab of comments is told of where its first character stands", async () => {
  const steps = `
  - id: a
    check: "vms == vms"
  - id: b
    check: >
      size(vms)
      == 0
  - id: c
    manual: |

      First this.
      Then that.
`;
  const [a, b, c] = (await readProcedure(procedureWith({ steps }), "p.yaml")).steps;
  expect(a).toMatchObject({ check: { expression: { at: { line: 6, column: 13 } } } });
  expect(b).toMatchObject({
    check: { expression: { text: "size(vms) == 0", at: { line: 9, column: 7 } } },
  });
  expect(c).toMatchObject({ instructions: { text: "\nFirst this.\nThen that." } });
});

const step = (text: string) => procedureWith({ steps: `[{ id: a, ${text} }]` });

/** What is wrong, and the place at which that is told. */
const WRONG: readonly (readonly [why: string, text: string, place: string, problem: object])[] = [
  ["nothing", "", "1:1", { kind: "MISSING", at: "procedure" }],
  ["no mapping", "- 1", "1:1", { kind: "NOT_MAPPING" }],
  ["no YAML", "procedure: 1\ntitle: [", "2:9", { kind: "SYNTAX" }],
  ["a tab", "procedure: 1\nsteps:\n\t- id: a", "3:1", { kind: "SYNTAX", why: "TAB" }],
  ["two documents", `${EXAMPLE}---\nprocedure: 1\n`, "55:1", { kind: "SEVERAL_DOCUMENTS" }],
  ["an alias", "procedure: &a 1\ntitle: *a\nsteps: []", "1:15", { kind: "ALIAS" }],
  ["a tag", "procedure: !!int 1", "1:18", { kind: "TAG" }],
  ["a key twice", "procedure: 1\ntitle: a\ntitle: b", "3:1", { kind: "KEY_TWICE", at: "title" }],
  [
    "another format",
    "procedure: 2\ntitle: a\nsteps: [{ id: a, confirm: b }]",
    "1:12",
    { kind: "OTHER_FORMAT", text: "2" },
  ],
  [
    "an unknown key",
    "procedure: 1\ntitle: a\nstep: []",
    "3:1",
    { kind: "UNKNOWN_KEY", at: "step", nearest: "steps" },
  ],
  [
    "an unknown key of a step",
    step("confirm: b, befor: []"),
    "4:30",
    { kind: "UNKNOWN_KEY", nearest: "before" },
  ],
  ["no steps", procedureWith({ steps: "[]" }), "4:8", { kind: "EMPTY", at: "steps" }],
  ["a number as a text", step("confirm: 1"), "4:27", { kind: "WRONG_TYPE", expected: "TEXT" }],
  ["an empty text", step("confirm: ''"), "4:27", { kind: "EMPTY" }],
  ["nothing to be done", step("title: b"), "4:9", { kind: "NO_STEP" }],
  [
    "two things to be done",
    step("confirm: b, run: tasks"),
    "4:18",
    { kind: "EXCLUDES", at: "steps.0.confirm", other: "run" },
  ],
  [
    "an id of no id's form",
    procedureWith({ steps: "[{ id: A, confirm: b }]" }),
    "4:15",
    { kind: "NOT_ID", text: "A" },
  ],
  [
    "an id twice",
    procedureWith({ steps: "[{ id: a, confirm: b }, { id: a, confirm: b }]" }),
    "4:32",
    { kind: "ID_TWICE", id: "a", line: 4 },
  ],
  [
    "an id that an inner step has",
    procedureWith({ steps: "[{ id: a, for-each: v, in: vms, steps: [{ id: a, confirm: b }]}]" }),
    "4:48",
    { kind: "ID_TWICE" },
  ],
  [
    "a loop in a loop",
    procedureWith({
      steps: "[{ id: a, for-each: v, in: vms, steps: [{ id: b, for-each: c, in: vms, steps: []}]}]",
    }),
    "4:57",
    { kind: "NESTED_LOOP" },
  ],
  ["a loop of nothing", step("for-each: v, in: vms"), "4:9", { kind: "MISSING", at: "steps.0.steps" }],
  [
    "a loop with a check",
    step("for-each: v, in: vms, steps: [{ id: b, confirm: c }], after: []"),
    "4:72",
    { kind: "EXCLUDES", at: "steps.0.after", other: "for-each" },
  ],
  ["no time", step("check: 'true', within: 5"), "4:41", { kind: "NOT_DURATION", text: "5" }],
  ["a time of no unit", step("check: 'true', within: 5x"), "4:41", { kind: "NOT_DURATION", text: "5x" }],
  ["too long a time", step("check: 'true', within: 367d"), "4:41", { kind: "NOT_DURATION", text: "367d" }],
  ["too long an estimate", step("run: stop a, estimate: 15d"), "4:41", { kind: "NOT_DURATION", text: "15d" }],
  [
    "an undo with a key that is misspelt",
    step("manual: b, undo: { manual: c, nnoe: d }"),
    "4:48",
    { kind: "UNKNOWN_KEY", nearest: "none" },
  ],
  [
    "an undo of two kinds",
    step("manual: b, undo: { manual: c, none: d }"),
    "4:37",
    { kind: "EXCLUDES", other: "none" },
  ],
  [
    "a value in the title of the whole",
    "procedure: 1\ntitle: Patch ${host}\nsteps: [{ id: a, confirm: b }]",
    "2:8",
    { kind: "PLAIN_TITLE" },
  ],
  [
    "a time for nothing",
    step("confirm: b, within: 5s"),
    "4:30",
    { kind: "NEEDS", at: "steps.0.within", other: "check" },
  ],
  [
    "a check that is undone",
    step("check: 'true', undo: tasks"),
    "4:33",
    { kind: "EXCLUDES", at: "steps.0.undo", other: "check" },
  ],
  [
    "a word nobody knows",
    step("confirm: b, on-failure: retry"),
    "4:42",
    { kind: "NOT_ONE_OF", text: "retry" },
  ],
  [
    "too many for a loop",
    step("for-each: v, in: vms, at-most: 1001, steps: [{ id: b, confirm: c }]"),
    "4:49",
    { kind: "OUT_OF_RANGE", most: 1000 },
  ],
  [
    "an approval of nothing",
    procedureWith({ steps: "[{ id: a, approve: stpo }, { id: stop, run: stop x }]" }),
    "4:9",
    { kind: "APPROVES_NOTHING", id: "stpo", nearest: "stop" },
  ],
  [
    "an approval of what was before",
    procedureWith({ steps: "[{ id: stop, run: stop x }, { id: a, approve: stop }]" }),
    "4:36",
    { kind: "APPROVES_NOTHING" },
  ],
  [
    "a name that means something",
    procedureWith({ parameters: "{ vms: { type: text } }" }),
    "3:15",
    { kind: "NAME_RESERVED", name: "vms" },
  ],
  [
    "a name that is none",
    procedureWith({ parameters: "{ a-b: { type: text } }" }),
    "3:15",
    { kind: "NOT_NAME", text: "a-b" },
  ],
  [
    "an item with a parameter's name",
    procedureWith({
      parameters: "{ v: { type: text } }",
      steps: "[{ id: a, for-each: v, in: vms, steps: [{ id: b, confirm: c }]}]",
    }),
    "4:9",
    { kind: "NAME_TWICE", name: "v" },
  ],
  [
    "a type nobody knows",
    procedureWith({ parameters: "{ v: { type: vm } }" }),
    "3:26",
    { kind: "NOT_ONE_OF" },
  ],
  [
    "no pattern",
    "procedure: 1\ntitle: a\nchange: '('\nsteps: [{ id: a, confirm: b }]",
    "3:10",
    { kind: "NOT_PATTERN" },
  ],
  [
    "a pattern of exponential time",
    "procedure: 1\ntitle: a\nchange: '(a+)+b'\nsteps: [{ id: a, confirm: b }]",
    "3:10",
    { kind: "SLOW_PATTERN" },
  ],
  ["a control character", "procedure: 1\ntitle: a\u0007b", "2:9", { kind: "CONTROL_CHARACTER" }],
  ["one that is escaped", step('confirm: "a\\x7fb"'), "4:27", { kind: "CONTROL_CHARACTER" }],
  ["half a character", step('confirm: "a\\ud800b"'), "4:27", { kind: "CONTROL_CHARACTER" }],
  ["a line break in a title", step('title: "a\\nb", confirm: c'), "4:25", { kind: "CONTROL_CHARACTER" }],
  ["too long a line", step(`run: ${"a".repeat(4097)}`), "4:23", { kind: "TOO_LONG", limit: 4096 }],
  [
    "too many steps",
    procedureWith({
      steps: `[${[1, 2].map((loop) => `{ id: l${loop}, for-each: v, in: vms, steps: [${Array.from({ length: 260 }, (_, index) => `{ id: s${loop}-${index}, confirm: a }`).join(",")}]}`).join(",")}]`,
    }),
    expect.any(String) as unknown as string,
    { kind: "TOO_MANY", limit: 500 },
  ],
  ["a prototype", `${EXAMPLE}__proto__: { title: x }\n`, "55:1", { kind: "UNKNOWN_KEY" }],
];

test.each(WRONG)("%s is refused at its place", async (_, text, place, problem) => {
  const error = await readProcedure(text, "/p/x.yaml").then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(ShosekiError);
  if (!(error instanceof ShosekiError) || error.problem.code !== "PROCEDURE_INVALID") throw error;
  const { facts } = error.problem;
  expect(facts.problem).toMatchObject(problem);
  expect(`${facts.line}:${facts.column}`).toEqual(place);
  for (const catalogue of [en, ja]) {
    const { what } = explain(error.problem, catalogue);
    expect(what).toMatch(/^\/p\/x\.yaml:\d+:\d+: ./u);
    expect(what).not.toMatch(/undefined|\[object/u);
  }
});

test("a file is read once, and its hash is of its bytes", async () => {
  const path = join(directory, "patch.yaml");
  const bytes = Buffer.from(`\ufeff${EXAMPLE.replaceAll("\n", "\r\n")}`);
  writeFileSync(path, bytes);
  const { procedure, source, sha256 } = await readProcedureFile(path);
  expect(procedure.title).toBe("Patch a host");
  expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  // What the journal keeps is the same bytes, and is read again as the same procedure.
  expect(createHash("sha256").update(source).digest("hex")).toBe(sha256);
  expect(await readProcedure(source, "run")).toEqual(procedure);
});

test("what is no plain file, too large or no text is refused at once", async () => {
  const pipe = join(directory, "pipe.yaml");
  execFileSync("mkfifo", [pipe]);
  const endless = join(directory, "endless.yaml");
  symlinkSync("/dev/zero", endless);
  const folder = join(directory, "folder.yaml");
  mkdirSync(folder);
  for (const path of [pipe, endless, folder, join(directory, "none.yaml")]) {
    await expect(readProcedureFile(path), path).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  }
  const large = join(directory, "large.yaml");
  writeFileSync(large, `${EXAMPLE}# ${"x".repeat(LARGEST_PROCEDURE)}`);
  await expect(readProcedureFile(large)).rejects.toMatchObject({
    problem: { facts: { problem: { kind: "TOO_LARGE" } } },
  });
  const latin = join(directory, "latin.yaml");
  writeFileSync(latin, Buffer.from("procedure: 1\ntitle: caf\xe9\n", "latin1"));
  await expect(readProcedureFile(latin)).rejects.toMatchObject({
    problem: { facts: { line: 2, column: 11, problem: { kind: "NOT_UTF8" } } },
  });
});
