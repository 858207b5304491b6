import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { shoseki } from "#cli/shoseki.js";
import { PROCEDURE_SCHEMA } from "#procedures/procedure-schema.js";
import { EXAMPLE } from "../procedures/example.js";
import { procedureWith } from "../procedures/here.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

const directory = mkdtempSync(join(tmpdir(), "shoseki-check-"));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

async function* noLines(): AsyncGenerator<string> {}

async function procedure(...words: readonly string[]) {
  using home = new OperatorHome();
  const { io, out, err } = fakeIo(home, noLines);
  const code = await shoseki(["procedure", ...words], io);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("a procedure that is right is said to be so, by itself and with what there is", async () => {
  const path = file("patch.yaml", EXAMPLE);
  expect(await procedure("check", path)).toEqual({
    code: 0,
    out: `${path}: Patch a host: 9 steps, no errors.`,
    err: "",
  });

  const { code, out, err } = await procedure(
    "check",
    path,
    "sim:",
    "--param",
    "host=esx-01.tyo.example",
    "--param",
    "spare=esx-02.tyo.example",
  );
  expect(err).toContain("Login");
  expect(err).toContain("Logout");
  expect(out).toMatch(/patch\.yaml: evacuate: \d+ \(\S+, .*, \.\.\.\)\n.*: 9 steps, no errors\.$/u);
  expect(code).toBe(0);
});

test("with an endpoint and no parameters what can be checked is, and what is not said is a warning", async () => {
  const path = file("patch.yaml", EXAMPLE);
  const { code, out } = await procedure("check", path, "sim:");
  expect(code).toBe(0);
  expect(out).toContain(
    "warning: nothing is said of host (--param host=VALUE): what depends on it was not looked at",
  );
  expect(out).toMatch(/no errors, 2 warnings\.$/u);
  const japanese = await procedure("check", path, "sim:", "--lang", "ja");
  expect(japanese.out).toContain("警告: パラメーター host が指定されていないため");
});

test("a word is told of as it is written, at its place in the file", async () => {
  const steps = `
  - { id: a, run: 'memory web-01 \${8192}' }
  - { id: b, run: 'cpu web-01 x\${8}' }`;
  const path = file("wrong.yaml", procedureWith({ steps }));
  const { out } = await procedure("check", path);
  expect(out.split("\n").slice(0, 2)).toEqual([
    expect.stringMatching(/:5:36: error: .*\$\{8192\}/u),
    expect.stringMatching(/:6:\d+: error: .*x\$\{8\}/u),
  ]);
  expect(out).not.toMatch(/column/u);
  expect((await procedure("check", path, "--lang", "ja")).out).not.toContain("文字目");
});

test("what is wrong is told of as compilers do, in either language and as JSON", async () => {
  const path = file(
    "wrong.yaml",
    procedureWith({
      steps:
        "\n  - id: a\n    run: sotp web-01\n  - id: b\n    check: vms.size()\n  - id: c\n    run: delete web-01",
    }),
  );
  const { code, out, err } = await procedure("check", path);
  expect(out.split("\n")).toEqual([
    `${path}:6:10: error: There is no verb sotp`,
    `${path}:8:12: error: bool is wanted here, and this is int`,
    `${path}:10:10: warning: c cannot be undone (DeleteVM): what it takes away is gone; say in undo what is to be done, or {none: WHY}`,
    `${path}: 2 errors: it cannot be begun like this.`,
  ]);
  expect([code, err]).toEqual([1, ""]);
  // Nobody logs in for what is wrong by itself.
  expect(await procedure("check", path, "sim:")).toEqual({ code, out, err });

  expect((await procedure("check", path, "--lang", "ja")).out).toContain(
    "警告: c は元に戻せません（DeleteVM）",
  );
  const json = await procedure("check", path, "--json");
  expect(json.out.split("\n").map((line) => JSON.parse(line))).toMatchObject([
    { path, line: 6, column: 10, severity: "error", code: "UNKNOWN_VERB" },
    { line: 8, code: "EXPRESSION" },
    { line: 10, severity: "warning", code: "NOT_UNDOABLE" },
    { path, title: "T", steps: 3, errors: 2, sets: {} },
  ]);
  expect(json.code).toBe(1);
});

test("a file that is no procedure is told of at its place, and what is missing at the server at its line", async () => {
  const path = file("no.yaml", "procedure: 1\ntitle: a\nsteps:\n  - id: a\n    rnu: b\n");
  expect(await procedure("check", path)).toEqual({
    code: 2,
    out: expect.stringContaining(
      `${path}:5:5: error: a procedure has no key steps.0.rnu (perhaps run)`,
    ) as string,
    err: "",
  });
  const missing = file("missing.yaml", procedureWith({ steps: "[{ id: a, run: start nobody }]" }));
  const { code, out } = await procedure("check", missing, "sim:");
  expect(out).toContain(`${missing}:4:29: error: Nothing here is called nobody`);
  expect(code).toBe(1);
});

test("a command line that is wrong is told of before anything is read", async () => {
  for (const words of [
    ["check"],
    ["chekc"],
    ["check", "a", "b", "c"],
    ["check", "a", "sim:", "--param", "x"],
    ["check", "a", "--param", "x=1"],
    ["check", "a", "sim:", "--param", "x=1", "--param", "x=2"],
    ["check", "a", "--yes"],
    ["print-schema", "x"],
  ]) {
    const { code, err } = await procedure(...words);
    expect([code, err.split(":")[0]], words.join(" ")).toEqual([2, "USAGE"]);
  }
  expect(await procedure("check", join(directory, "none.yaml"))).toMatchObject({
    code: 2,
    err: expect.stringContaining("FILE_UNREADABLE") as string,
  });
});

test("the schema is printed for editors", async () => {
  const { out } = await procedure("print-schema");
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(PROCEDURE_SCHEMA)));
});
