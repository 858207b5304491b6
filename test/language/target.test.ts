import { expect, test } from "vitest";
import { parse } from "#language/parse.js";
import { problemOf } from "./problem-of.js";

function targetOf(word: string) {
  const command = parse(`info ${word}`);
  return command?.kind === "info" ? command.target : null;
}

test("a target is an id, a path or a name", () => {
  expect(targetOf("@vm-42")).toEqual({ by: "id", text: "@vm-42", id: "vm-42" });
  expect(targetOf("/DC0/vm/web-01")).toEqual({ by: "path", text: "/DC0/vm/web-01", glob: false });
  expect(targetOf("'/DC0/vm/web 01'")).toEqual({ by: "path", text: "/DC0/vm/web 01", glob: false });
  expect(targetOf("web-01")).toEqual({ by: "name", text: "web-01", glob: false });
});

test("a machine whose name begins with @ is reached by quoting it", () => {
  for (const word of ["'@home'", "\\@home", '"@home"'])
    expect(targetOf(word)).toEqual({ by: "name", text: "@home", glob: false });
});

test("names and paths may be patterns, ids may not", () => {
  expect(targetOf("web-*")).toEqual({ by: "name", text: "web-*", glob: true, pattern: "web-*" });
  expect(targetOf("/DC0/*/'web*'?")).toEqual({
    by: "path",
    text: "/DC0/*/web*?",
    glob: true,
    pattern: "/DC0/*/web\\*?",
  });
  expect(problemOf(() => targetOf("@vm-*"))).toMatchObject({ facts: { column: 5, problem: "BAD_ID" } });
  expect(problemOf(() => targetOf("@"))).toMatchObject({ facts: { column: 5, problem: "BAD_ID" } });
});

test("an empty target is no target", () => {
  expect(problemOf(() => targetOf("''"))).toMatchObject({ facts: { column: 5, problem: "EMPTY_TARGET" } });
});
