import { expect, test } from "vitest";
import { commonPrefix } from "#language/candidate.js";
import { parse } from "#language/parse.js";
import { completed, completionOf, named, offered } from "./complete-inventory.js";

const AWKWARD = [
  "web 01",
  " web",
  "web ",
  "it's",
  'the "new" one',
  `it's "new"`,
  "back\\slash",
  "ends in \\",
  `all'of"them\\`,
  "--web",
  "--",
  "--host=x",
  "-",
  "-web-",
  "@home",
  "@",
  "web-*",
  "web?",
  "web[12]",
  "web[",
  "]",
  "a=b",
  "#12",
  "~",
  "!",
  "$HOME",
  "業務サーバー",
  "業務　サーバー",
  "tab\there",
  "😀",
  "が",
  "'",
  '"',
  "\\",
];

function targetOf(line: string) {
  const command = parse(line);
  if (command?.kind === "operation") return command.target;
  return command?.kind === "info" ? command.target : null;
}

test("every name is read back as exactly itself, wherever it is completed", () => {
  for (const name of AWKWARD) {
    const is = { by: "name", text: name, glob: false };
    const site = { machines: [named(name)], hosts: [named(name)], datastores: [named(name)] };
    for (const line of ["stop ", "stop '", 'stop "', "stop | ", "stop -- ", "stop '|"])
      expect(targetOf(completed(line, site)), `${line}${name}`).toEqual(is);
    for (const line of [
      "move x --host ",
      "move x --host=",
      "move x --host='",
      'move x --host="',
      "move --host=| x",
    ])
      expect(parse(completed(line, site)), `${line}${name}`).toMatchObject({ request: { host: is } });
    expect(parse(completed("clone x y --datastore ", site))).toMatchObject({ request: { datastore: is } });
  }
});

test("so are the labels of disks and the names of snapshots", () => {
  for (const name of [...AWKWARD, "/tmp"]) {
    const site = { disks: [named(name)], snapshots: [named(name)] };
    expect(parse(completed("disk web-01 8GiB --disk ", site)), name).toMatchObject({
      request: { disk: { of: "label", label: name } },
    });
    expect(parse(completed("snapshot revert web-01 ", site)), name).toMatchObject({
      request: { snapshot: name },
    });
  }
});

test("a name is found by its beginning, in quotes or escaped as it was begun", () => {
  for (const name of AWKWARD) {
    const site = { machines: [named(name)] };
    const characters = [...name];
    for (let length = 1; length <= characters.length; length++) {
      const beginning = characters.slice(0, length).join("");
      const single = `stop '${beginning.replaceAll("'", "'\\''")}`;
      const double = `stop "${beginning.replaceAll(/["\\]/g, "\\$&")}`;
      const escaped = `stop ${characters
        .slice(0, length)
        .map((each) => `\\${each}`)
        .join("")}`;
      for (const line of [single, double, escaped]) {
        if (line.includes("|")) continue;
        expect(targetOf(completed(line, site)), line).toMatchObject({ by: "name", text: name });
      }
    }
  }
});

test("a word that was begun with a quote goes on in that quote", () => {
  const site = { machines: [named("web-01")] };
  expect(offered("stop we", site)).toEqual(["web-01 "]);
  expect(offered("stop 'we", site)).toEqual(["'web-01' "]);
  expect(offered('stop "we', site)).toEqual(['"web-01" ']);
  expect(completionOf("stop 'we", site)).toMatchObject({ start: 5, end: 8 });
  expect(offered("stop w\\", site)).toEqual(["web-01 "]);
});

test("what no line can name by its name is named by its id, or not at all", () => {
  const by = (name: string, id: string | null) => completed("stop ", { machines: [named(name, id)] });
  expect(targetOf(by("/tmp", "vm-1"))).toMatchObject({ by: "id", id: "vm-1" });
  expect(targetOf(by("", "vm-1"))).toMatchObject({ by: "id", id: "vm-1" });
  expect(targetOf(by("a\u001b[2Jb", "vm-1"))).toMatchObject({ by: "id", id: "vm-1" });
  expect(targetOf(by("half \ud83d", "vm 1*"))).toMatchObject({ by: "id", id: "vm 1*" });
  expect(by("/tmp", null)).toBe("stop ");
  expect(by("a\u0007", "vm\u0007")).toBe("stop ");
});

test("two machines of one name are told apart by their ids", () => {
  const site = {
    machines: [named("web-01", "vm-1", "on"), named("web-01", "vm-2", "off"), named("web-02", "vm-3")],
  };
  expect(offered("stop w", site)).toEqual(["@vm-1 ", "@vm-2 ", "web-02 "]);
  expect(completionOf("stop w", site).candidates[1]).toMatchObject({ shown: "web-01", note: "off" });
  expect(offered("stop が", { machines: [named("か\u3099", "vm-1"), named("が", "vm-2")] })).toEqual([
    "@vm-1 ",
    "@vm-2 ",
  ]);
});

test("a first Tab inserts what all candidates share", () => {
  const tab = (marked: string, ...names: string[]) =>
    commonPrefix(completionOf(marked, { machines: names.map((name) => named(name)) }).candidates);
  expect(tab("stop w", "web-01", "web-02")).toBe("web-0");
  expect(tab("stop w", "Web-01", "web-02")).toBe("Web-0");
  expect(tab("stop w", "web-01")).toBe("web-01 ");
  expect(tab("stop w")).toBe("");
  expect(tab("stop w", "web-01", "web 1")).toBe("web");
  expect(tab("stop w", "web 1a", "web 1b")).toBe("'web 1");
  expect(tab("stop w", "web 1", "web 1*")).toBe("'web 1");
  expect(tab('stop "w', "web 1", "web 1*")).toBe('"web 1');
  expect(tab("stop 業", "業務サーバー", "業務端末")).toBe("業務");
  expect(tab("stop ", "😀", "😁")).toBe("");
  expect(tab("stop 0", "web-01", "web-02")).toBe("");
  expect(tab("stop 1", "web-01", "db-02")).toBe("web-01 ");
  expect(
    commonPrefix(completionOf("start @", { machines: [named("a", "vm-1"), named("b", "vm-2")] }).candidates),
  ).toBe("@vm-");
  expect(commonPrefix(completionOf("move x --", {}).candidates)).toBe("--");
});

test("what a first Tab inserted can be completed on", () => {
  const site = { machines: [named("it's web 1"), named("it's web 2")] };
  const shared = commonPrefix(completionOf("stop i", site).candidates);
  expect(offered(`stop ${shared}`, site)).toHaveLength(2);
  expect(targetOf(completed(`stop ${shared}2`, site))).toMatchObject({ text: "it's web 2" });
});
