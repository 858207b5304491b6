import { describe, expect, test } from "vitest";
import { Form } from "#console/prompts/form.js";
import { parse } from "#language/parse.js";
import type { VerbName } from "#language/verb.js";
import { verbs } from "#language/verbs.js";
import type { Asked } from "#session/proposal.js";

const WEB = { text: "@vm-1", name: "web-01" };
const DB = { text: "@vm-2", name: "db-01" };

/** Names that a line cannot have as they are. */
const AWKWARD = [
  "Web server 2",
  "it's",
  'the "old" one',
  "back\\slash",
  "--yes",
  "@vm-9",
  "web-*",
  "[a-c]?",
  "会計 サーバー",
  "a'b\"c d",
];

function form(verb: VerbName, targets: Form["targets"], values: Readonly<Record<string, string>> = {}): Form {
  return new Form(verbs.find((each) => each.verb === verb)!, targets, values);
}

/** Types into the field of that name. */
function fill(filled: Form, name: string, text: string): Form {
  const field = filled.fields.find(({ place }) =>
    place.kind === "parameter" ? place.parameter.name === name : place.option.name === name,
  );
  field!.editor.set(text);
  return filled;
}

function asked(filled: Form): readonly Asked[] {
  const result = filled.asked();
  if ("problem" in result) throw new Error(JSON.stringify(result.problem));
  return result;
}

test("a form has a field for each word that is not settled, with what is so now", () => {
  const names = ({ fields }: Form) =>
    fields.map(({ place }) => (place.kind === "parameter" ? place.parameter.name : `--${place.option.name}`));
  expect(names(form("start", [WEB]))).toEqual([]);
  expect(names(form("start", []))).toEqual(["TARGET"]);
  expect(names(form("memory", [WEB]))).toEqual(["SIZE"]);
  expect(names(form("clone", [WEB]))).toContain("--host");
  expect(form("memory", [WEB], { size: "4GiB" }).line).toBe("memory @vm-1 4GiB");
});

test("of several targets each is asked for with a line of its own", () => {
  const lines = asked(fill(form("memory", [WEB, DB]), "SIZE", "8GiB"));
  expect(lines.map(({ ask }) => ask)).toEqual(["memory @vm-1 8GiB", "memory @vm-2 8GiB"]);
  expect(lines.map(({ expression }) => expression)).toMatchObject([{ id: "vm-1" }, { id: "vm-2" }]);
  for (const { request } of lines) expect(request).toMatchObject({ name: "ModifyMemory", memoryMiB: 8192 });
});

describe.each(AWKWARD)("the name %s", (name) => {
  test("is the new name of a machine", () => {
    const [first] = asked(fill(form("rename", [WEB]), "NEW-NAME", name));
    expect(first!.request).toMatchObject({ name: "RenameVM", newName: name });
    expect(parse(first!.ask)).toMatchObject({ request: first!.request });
  });

  test("is the name of a machine that is made", () => {
    const [first] = asked(fill(form("create", []), "NAME", name));
    expect(first!.request).toMatchObject({ name: "CreateVM" });
    expect(JSON.stringify(first!.request)).toContain(JSON.stringify(name));
  });
});

test("optional words that are empty are left out, flags that are set have no value", () => {
  const clone = fill(form("clone", [WEB]), "NEW-NAME", "web-09");
  expect(clone.line).toBe("clone @vm-1 web-09");
  fill(clone, "on", "✓");
  fill(clone, "datastore", "  ");
  expect(clone.line).toBe("clone @vm-1 web-09 --on");
  fill(clone, "on", "");
  fill(clone, "host", "esx-02.example");
  expect(clone.line).toBe("clone @vm-1 web-09 --host esx-02.example");
});

test("a network with a blank in its name is quoted; one that is quoted already stands as it is", () => {
  const create = fill(form("create", []), "NAME", "web-09");
  expect(fill(create, "network", "VM Network").line).toBe("create web-09 --network 'VM Network'");
  expect(fill(create, "network", "'VM Network'").line).toBe("create web-09 --network 'VM Network'");
});

test("a target that is typed may be a glob or an id", () => {
  const [globbed] = asked(fill(form("stop", []), "TARGET", "web-*"));
  expect(globbed!.expression).toEqual((parse("stop web-*") as { target: unknown }).target);
  expect(globbed!.expression).not.toEqual((parse("stop 'web-*'") as { target: unknown }).target);
  const [byId] = asked(fill(form("stop", []), "TARGET", "@vm-42"));
  expect(byId!.expression).toMatchObject({ by: "id", id: "vm-42" });
});

test("what cannot be understood yet says why, and asks for nothing", () => {
  expect(form("memory", [WEB]).asked()).toMatchObject({ problem: { code: "SYNTAX" } });
  expect(fill(form("memory", [WEB]), "SIZE", "much").asked()).toMatchObject({ problem: { code: "SYNTAX" } });
});

test("what could stand in a field is asked for with the words before it", () => {
  const move = form("move", [WEB]);
  const host = move.fields.find(({ place }) => place.kind === "option" && place.option.name === "host")!;
  host.editor.set("esx");
  expect(move.lineUpTo(host)).toBe("move @vm-1 --host esx");
  const rename = form("rename", []);
  rename.fields[0]!.editor.set("Web server");
  expect(rename.lineUpTo(rename.fields[1]!)).toBe("rename 'Web server' ");
});
