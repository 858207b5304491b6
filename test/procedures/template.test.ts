// biome-ignore-all lint/suspicious/noTemplateCurlyInString: as it stands in a file
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Thing, Value } from "#domain/procedure-value.js";
import { tokenize } from "#language/lexer.js";
import { parse } from "#language/parse.js";
import { fillLine, renderLine, renderText } from "#procedures/template.js";
import { shortOrLong } from "../counts.js";
import { expressionsIn, office, procedureWith, scopeWith, written } from "./here.js";

const FILE = procedureWith({
  parameters:
    "{ vm: { type: machine }, fleet: { type: machines }, memory: { type: size }, label: { type: text }, many: { type: integer }, wait: { type: duration }, yes: { type: boolean } }",
});

const DB: Thing = { kind: "machine", id: "vm-4", name: "db (old)" };

async function rendering(label: string, inventory = office()) {
  const expressions = await expressionsIn(FILE);
  const values = new Map<string, never>([
    ["vm", DB],
    ["fleet", [DB, { kind: "machine", id: "vm-1", name: "web-1" }]],
    ["memory", 8192],
    ["label", label],
    ["many", 4],
    ["wait", 5_400_000],
    ["yes", true],
  ] as unknown as [string, never][]);
  const scope = scopeWith(inventory, values);
  return {
    line: (text: string) => renderLine(written(text), expressions, scope),
    text: (text: string) => renderText(written(text), expressions, scope),
  };
}

test("a value is one word of its line", async () => {
  const { line } = await rendering("before the patch");
  expect(line("memory ${vm} ${memory}")).toBe("memory @vm-4 8192MiB");
  expect(line("memory ${vm} ${ memory }")).toBe("memory @vm-4 8192MiB");
  expect(line("memory ${vm} ${memory * 2}MiB")).toBe("memory @vm-4 16384MiB");
  expect(line("cpu ${vm} ${many}")).toBe("cpu @vm-4 4");
  expect(line("snapshot create ${vm} ${label}")).toBe("snapshot create @vm-4 'before the patch'");
  expect(line("snapshot create ${vm} ${label + '}' + \"{\"}")).toBe(
    "snapshot create @vm-4 'before the patch}{'",
  );
  expect(line("move ${vm} --host=${label}")).toBe("move @vm-4 --host='before the patch'");
  expect(line("rename ${vm} ${vm.name}-old")).toBe("rename @vm-4 'db (old)'-old");
  expect(line('rename ${vm} "${label}: $$ ${many}"')).toBe('rename @vm-4 "before the patch: $ 4"');
  expect(line("snapshot create ${vm} ${wait}-${yes}")).toBe("snapshot create @vm-4 90m-true");
});

test("what is gone by now is called in a text as it was when it was named; no line is made of it", async () => {
  const inventory = office();
  const { text, line } = await rendering("before the patch", inventory);
  inventory.apply([{ change: "leave", id: DB.id }]);
  expect(text("Delete ${vm}")).toBe(`Delete ${DB.name}`);
  expect(() => text("Delete ${vm.power}")).toThrow("NO_OBJECT");
  expect(() => line("delete ${vm}")).toThrow("NO_OBJECT");
});

test("a text for people has names, and lists with commas", async () => {
  const { text, line } = await rendering("it's");
  expect(text("Stop ${fleet}: ${memory} MiB, ${wait}, $$5, ${label}?")).toBe(
    "Stop db (old), web-1: 8192 MiB, 90m, $5, it's?",
  );
  expect(line("note ${vm} is ${label}")).toBe("note db (old) is it's");
  expect(parse(line("note ${label}"))).toEqual({ kind: "note", text: "it's" });
});

test("a line whose target is a list is a line for each thing in it, once; for none it is none", async () => {
  const { line } = await rendering("x");
  expect(line("stop ${fleet}")).toBe("stop @vm-4\nstop @vm-1");
  expect(line("memory ${fleet + fleet} ${memory}")).toBe("memory @vm-4 8192MiB\nmemory @vm-1 8192MiB");
  expect(line("stop ${fleet.filter(m, false)}")).toBe("");
});

test("a list is all of the target of what takes several targets, and the only one of its line", async () => {
  const { line } = await rendering("x");
  const wrong = [
    "move ${vm} --host ${fleet}",
    "rename ${fleet} x",
    "clone ${fleet} x",
    "snapshot create ${vm} ${fleet}",
    "memory ${fleet} ${fleet}",
  ];
  for (const each of wrong) expect(() => line(each), each).toThrow(/LIST_PLACE/u);
});

test("a value is no option, no glob, no list and no part of a thing's word", async () => {
  const { line } = await rendering("--host");
  const problem = (text: string) => {
    try {
      return line(text);
    } catch (error) {
      return (error as { problem: { facts: { problem: { kind: string } } } }).problem.facts.problem.kind;
    }
  };
  expect(line("rename ${vm} ${label}")).toBe("rename @vm-4 '--host'");
  expect(problem("move ${vm} ${label}=x")).toBe("move @vm-4 '--host'=x");
  expect(problem("move ${vm} --${label} x")).toBe("OPTION_NAME");
  expect(problem("move ${vm} -${label} x")).toBe("OPTION_NAME");
  expect(problem("move ${vm} --ho${label}=x")).toBe("OPTION_NAME");
  expect(problem("stop ${[label]}")).toBe("WRONG_TYPE");
  expect(problem("stop x${vm}")).toBe("THING_IN_WORD");
  expect(problem("stop '${vm}'")).toBe("THING_IN_WORD");
  expect(problem("stop \\${vm}")).toBe("ESCAPED");
  expect(problem("stop ${vm")).toBe("OPEN");
  expect(problem("stop ${'a\\nb'}")).toBe("UNWRITABLE");
});

/** Where a value may stand, and which word of the line it is then, with what around it. */
const PLACES: readonly (readonly [template: string, word: number, before: string, after: string])[] = [
  ["rename web-01 ${x}", 2, "", ""],
  ["rename ${x} b", 1, "", ""],
  ["rename a ${x}", 2, "", ""],
  ["rename a x${x}y", 2, "x", "y"],
  ["rename a '${x}'", 2, "", ""],
  ['rename a "q ${x} r"', 2, "q ", " r"],
  ["rename a ${x}.${x}", 2, "", "."],
  ["rename a 'it'${x}", 2, "it", ""],
  ["rename a \\a${x}", 2, "a", ""],
];

test(`whatever a text is, its line is read back as one word with just that, ${shortOrLong(2000, 100_000)} times`, () => {
  const nasty = fc.constantFrom(
    "'",
    '"',
    "\\",
    " ",
    "\u3000",
    "\t",
    "*",
    "?",
    "[",
    "]",
    "@",
    "-",
    "--",
    "#",
    "$",
    "${",
    "}",
    "=",
    "a",
    "é",
    "\u{1f600}",
    "/",
    "~",
    "!",
    "^",
  );
  const text = fc.oneof(
    fc.array(nasty, { maxLength: 10 }).map((all) => all.join("")),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...PLACES), (value, [template, word, before, after]) => {
      fc.pre(!/(?!\t)[\p{Cc}\p{Cs}]/u.test(value));
      const { line } = fillLine(written(template), () => value, new Set());
      const tokens = tokenize(line, 0);
      expect(tokens).toHaveLength(3);
      const expected = after === "." ? `${value}.${value}` : `${before}${value}${after}`;
      const token = tokens[word];
      expect(token?.text).toBe(expected);
      expect(token?.glob).toBe(false);
      if (value !== "" && before === "" && !value.startsWith("/")) {
        const command = parse(line);
        expect(command).toMatchObject({ kind: "operation" });
        if (command?.kind === "operation" && word === 1)
          expect(command.target).toEqual({ by: "name", text: value, glob: false });
        if (command?.kind === "operation" && word === 2)
          expect(command.request).toEqual({ name: "RenameVM", newName: expected });
      }
    }),
    { numRuns: shortOrLong(2000, 100_000) },
  );
});

test("whatever a thing's id is, its line names that and nothing else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (id) => {
      fc.pre(!/(?!\t)[\p{Cc}\p{Cs}]/u.test(id));
      const thing: Value = { kind: "machine", id, name: "x" };
      const command = parse(fillLine(written("move ${vm} --host=${h}"), () => thing, new Set()).line);
      if (command?.kind !== "operation" || command.request.name !== "MoveVM") throw new Error("no move");
      expect(command.target).toMatchObject({ by: "id", id });
      expect(command.request.host).toMatchObject({ by: "id", id });
    }),
  );
});
