import { expect, test } from "vitest";
import { moved } from "#console/actions/move.js";
import { ALL_COMMANDS } from "#console/commands/all-commands.js";
import type { Command } from "#console/console.js";
import { LineEditor } from "#console/line/line-editor.js";
import { keyName } from "#console/widgets/key-name.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { estate, host, machine } from "../../inventory/estate.js";
import { entry, OK } from "../entries.js";
import { FakeConsole } from "../fake-console.js";

function named(id: string): Command {
  return ALL_COMMANDS.find((command) => command.id === id)!;
}

test("every command says in both languages what it does", () => {
  for (const command of ALL_COMMANDS) {
    const [english, japanese] = [command.does(en), command.does(ja)];
    expect(english, command.id).not.toBe("");
    expect(japanese, command.id).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  }
});

test("no text is left of a command that is no more", () => {
  const ids = ALL_COMMANDS.map(({ id }) => id);
  for (const catalogue of [en, ja]) {
    expect(Object.keys(catalogue.console.commands).filter((id) => !ids.includes(id))).toEqual([]);
    expect(Object.keys(catalogue.console.short).filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test.each(["inventory", "audit"] as const)("no two commands share a key in the %s pane", (pane) => {
  const keys = ALL_COMMANDS.filter(({ where }) => where === pane).flatMap((command) => command.keys);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  const everywhere = ALL_COMMANDS.filter(({ where }) => where === "everywhere").flatMap(({ keys }) => keys);
  expect(everywhere.filter((key, index) => everywhere.indexOf(key) !== index)).toEqual([]);
  expect(keys.filter((key) => everywhere.includes(key))).toEqual([]);
});

test("no command of the inventory takes a key that moves", () => {
  // While a run is shown, `g` goes on with it: its list is short, and its ends are Home and End.
  const taken = ALL_COMMANDS.filter(({ where }) => where !== "audit" && where !== "run").flatMap(
    ({ keys }) => keys,
  );
  expect(taken.filter((key) => moved(new FakeConsole(estate()), key))).toEqual([]);
});

test("every operation of the language is a command, and only these are", () => {
  const operations = verbs.filter(({ operation }) => operation !== null).map(({ verb }) => verb);
  expect(ALL_COMMANDS.filter(({ group }) => group === "operate").map(({ id }) => id)).toEqual(operations);
});

test("what destroys is not a small letter", () => {
  for (const id of ["delete", "snapshot revert", "snapshot remove", "stop", "reset"]) {
    expect(named(id).keys[0], id).toMatch(/^[A-Z]$/u);
  }
});

test("ids are unique in their group, and keys have names that fit the help", () => {
  const ids = ALL_COMMANDS.map(({ id, group }) => `${group}: ${id}`);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { keys } of ALL_COMMANDS) expect(keys.map(keyName).join(" ").length).toBeLessThan(16);
});

test("keys that edit a line reach the line", () => {
  const editor = new LineEditor();
  for (const key of ["ctrl+a", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+y"])
    expect(editor.press(key)).toBe(true);
});

const ON = machine("vm-1", "web-01");
const OFF = { ...machine("vm-2", "web-02"), power: "off" as const };
const TEMPLATE = { ...machine("vm-3", "tmpl"), power: "off" as const, template: true };

/** Why a command cannot be meant for that machine; null when it can. */
function why(id: string, selected: string): string | null {
  const console = new FakeConsole(estate(ON, OFF, TEMPLATE));
  console.store.inventory.select(selected);
  return named(id).whyNot(console);
}

test.each([
  ["start", ON, "it is on"],
  ["start", OFF, null],
  ["stop", OFF, "it is off"],
  ["stop", ON, null],
  ["reset", OFF, "it is off"],
  ["suspend", OFF, "it is off"],
  ["guest shutdown", OFF, "it is off"],
  ["guest reboot", ON, null],
  ["memory", OFF, null],
  ["memory", TEMPLATE, "it is a template"],
  ["start", TEMPLATE, "it is a template"],
  ["clone", TEMPLATE, null],
  ["delete", TEMPLATE, null],
  ["create", TEMPLATE, null],
])("%s on %o: %s", (id, selected, reason) => {
  expect(why(id, selected.id)).toBe(reason);
});

test("of several machines it is enough that one can be meant", () => {
  const console = new FakeConsole(estate(ON, OFF, TEMPLATE));
  for (const id of ["vm-1", "vm-2"]) console.store.inventory.marks.add(id);
  expect(named("start").whyNot(console)).toBeNull();
  expect(named("stop").whyNot(console)).toBeNull();
});

test("hosts come out of maintenance only when they are in it", () => {
  const console = new FakeConsole(estate(host("host-3", "esx-03.example", { maintenance: true })));
  console.store.inventory.arrangeBy("hosts");
  const reasons = (id: string) => {
    console.store.inventory.select(id);
    return ["host maintenance enter", "host maintenance exit", "host shutdown"].map((each) =>
      named(each).whyNot(console),
    );
  };
  expect(reasons("host-1")).toEqual([null, "it is not in maintenance", null]);
  expect(reasons("host-3")).toEqual(["it is in maintenance", null, null]);
});

test("nothing is operated on without a session, nor once the journal has failed, nor what a platform has not", () => {
  const console = new FakeConsole(estate(ON));
  const operations = () =>
    new Set(
      ALL_COMMANDS.filter(({ group }) => group === "operate").map((command) => command.whyNot(console)),
    );
  Object.assign(console.link.session!, { supports: () => false });
  expect(operations()).toEqual(new Set([en.console.disabled.unsupported]));
  Object.assign(console.link.session!, { lack: () => "DRIVER" });
  expect(operations()).toEqual(new Set(["libvirt's driver for this hypervisor does not support it"]));
  console.lose();
  expect(operations()).toEqual(new Set([en.console.disabled.lost]));
  console.store.journal.fail();
  expect(operations()).toEqual(new Set([en.console.disabled.journal]));
});

test("the table's commands are of the table, the tree's of the tree", () => {
  const console = new FakeConsole(estate(ON));
  const reasons = () => ["sort", "reverse", "fold", "unfold"].map((id) => named(id).whyNot(console));
  const { onlyInTable, onlyInTree } = en.console.disabled;
  expect(reasons()).toEqual([null, null, onlyInTree, onlyInTree]);
  console.store.inventory.arrangeBy("folders");
  expect(reasons()).toEqual([onlyInTable, onlyInTable, null, null]);
});

test("entries can be opened and undone where there are some; a session is reconnected when it is lost", () => {
  const console = new FakeConsole(estate(ON));
  const { noEntry, connected } = en.console.disabled;
  const ids = ["showEntry", "undoEntry", "jump", "undo", "reconnect"];
  const reasons = () => ids.map((id) => named(id).whyNot(console));
  expect(reasons()).toEqual([noEntry, noEntry, noEntry, en.console.undo.nothing, connected]);
  console.store.audit.add(entry(1, { RST: OK }), () => true);
  console.lose();
  expect(reasons()).toEqual([null, null, null, null, null]);
});
