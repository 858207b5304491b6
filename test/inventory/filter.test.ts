import { expect, test } from "vitest";
import type { InventoryObject } from "#domain/inventory-update.js";
import { parseFilter } from "#inventory/filter.js";
import { MachineView } from "#inventory/machine-view.js";
import { estate, host, machine } from "./estate.js";

const fleet: readonly InventoryObject[] = [
  { ...machine("vm-1", "web-01"), ip: "10.0.0.11" },
  { ...machine("vm-2", "web-02"), ip: "10.0.0.12", host: "host-2" },
  { ...machine("vm-3", "OLD-WEB"), ip: null },
  { ...machine("vm-4", "win-exch-db"), ip: "192.168.7.1", host: "host-2" },
  { ...machine("vm-5", "db-01"), ip: "fe80::1" },
  { ...machine("vm-6", "受付サーバー"), host: null },
  { ...machine("vm-7", "web [old]"), host: null },
];

function shown(text: string, objects = fleet): readonly string[] {
  const view = new MachineView(estate(...objects));
  view.filterBy(parseFilter(text));
  return view.slice(0, 100).map(({ name }) => name);
}

function best(text: string, ...names: readonly string[]): string | undefined {
  const view = new MachineView(estate(...names.map((name, n) => machine(`vm-${n}`, name))));
  view.filterBy(parseFilter(text));
  return view.at(view.best)?.name;
}

function highlighted(filter: string, text: string, searched?: "name" | "ip" | "host"): string {
  const found = new Set(parseFilter(filter).positions(text, searched));
  return Array.from({ length: text.length }, (_, at) => (found.has(at) ? text[at] : ".")).join("");
}

const everything = ["db-01", "OLD-WEB", "web [old]", "web-01", "web-02", "win-exch-db", "受付サーバー"];

test("no words show everything, as do words that say nothing yet", () => {
  for (const text of ["", "  ", "!", "[", "![", "[a", "!!", "! [!", "[]", "\u3000"]) {
    expect(parseFilter(text).isEmpty).toBe(true);
    expect(shown(text)).toEqual(everything);
  }
});

test("a word finds names that have its characters in order, whatever their case", () => {
  const found = ["OLD-WEB", "web [old]", "web-01", "web-02", "win-exch-db"];
  expect(shown("web")).toEqual(found);
  expect(shown("WB")).toEqual(found);
  expect(shown("web-")).toEqual(["web-01", "web-02"]);
  expect(shown("wedb")).toEqual(["win-exch-db"]);
  expect(shown("bd-")).toEqual([]);
});

test("a word is looked for in one piece in addresses and in names of hosts", () => {
  expect(shown("10.0.0.1")).toEqual(["web-01", "web-02"]);
  expect(shown("168.7")).toEqual(["win-exch-db"]);
  expect(shown("1687")).toEqual([]);
  expect(shown("FE80")).toEqual(["db-01"]);
  expect(shown("esx-02")).toEqual(["web-02", "win-exch-db"]);
  expect(shown("esx02")).toEqual([]);
});

test("all words must match, each wherever it does", () => {
  expect(shown("web esx-01")).toEqual(["OLD-WEB", "web-01"]);
  expect(shown("web 10. 2")).toEqual(["web-02"]);
  expect(shown("受付　サー")).toEqual(["受付サーバー"]);
});

test("a word with a wildcard is held against the whole of a field, as in a command", () => {
  expect(shown("web-*")).toEqual(["web-01", "web-02"]);
  expect(shown("*-db")).toEqual(["win-exch-db"]);
  expect(shown("*e*")).toEqual(expect.arrayContaining(["web-01", "win-exch-db"]));
  expect(shown("web-0[2-9]")).toEqual(["web-02"]);
  expect(shown("w*b")).toEqual(["win-exch-db"]);
  expect(shown("OLD*")).toEqual(["OLD-WEB"]);
  expect(shown("old*")).toEqual([]);
  expect(shown("10.0.0.1?")).toEqual(["web-01", "web-02"]);
  expect(shown("esx-02*")).toEqual(["web-02", "win-exch-db"]);
  expect(shown("受付*")).toEqual(["受付サーバー"]);
});

test("a set that is not closed yet does not make what is shown jump", () => {
  expect(shown("web-0[")).toEqual(["web-01", "web-02"]);
  expect(shown("web-0[2")).toEqual(["web-01", "web-02"]);
  expect(shown("?eb-[0")).toEqual(["web-01", "web-02"]);
  expect(shown("web-[z-a]*")).toEqual([]);
});

test("a wildcard can be meant as it is", () => {
  expect(shown("\\[old")).toEqual(["web [old]"]);
  expect(shown("*\\[old\\]")).toEqual(["web [old]"]);
});

test("an inverted word leaves out what has it in one piece, or what its glob matches", () => {
  expect(shown("!web")).toEqual(["db-01", "win-exch-db", "受付サーバー"]);
  expect(shown("!wdb")).toEqual(everything);
  expect(shown("web !esx-01")).toEqual(["web [old]", "web-02", "win-exch-db"]);
  expect(shown("!web-*")).toEqual(["db-01", "OLD-WEB", "web [old]", "win-exch-db", "受付サーバー"]);
  expect(shown("web- !10.0.0.12 ![")).toEqual(["web-01"]);
});

test("half and full width, composed and decomposed letters are one", () => {
  expect(shown("ｗｅｂ-01")).toEqual(["web-01"]);
  expect(shown("ｻｰﾊﾞｰ")).toEqual(["受付サーバー"]);
  expect(shown("バ".normalize("NFD"))).toEqual(["受付サーバー"]);
  const decomposed = machine("vm-1", "データ".normalize("NFD"));
  expect(shown("データ", [decomposed])).toHaveLength(1);
  expect(shown("デ*", [decomposed])).toHaveLength(1);
});

test("the best match is the name itself, then what begins with it, then words in it, then pieces, then letters", () => {
  expect(best("db", "a-d-x-b", "xdbx", "app-db", "db-app", "db")).toBe("db");
  expect(best("db", "a-dxb", "xdbx", "app-db", "db-app")).toBe("db-app");
  expect(best("db", "a-dxb", "axdbx", "app-db")).toBe("app-db");
  expect(best("db", "addxb", "axdbx")).toBe("axdbx");
  expect(best("wb", "awxxb", "web-backup", "xxwxb")).toBe("web-backup");
  expect(best("web 12", "web-1-2", "web-3", "a-web-12", "web-12")).toBe("web-12");
  expect(best("付サ", "受付とサーバー", "受付サーバー")).toBe("受付サーバー");
});

test("the best match is the first row when nothing ranks, and none when nothing is shown", () => {
  expect(best("!z", "b", "a")).toBe("a");
  expect(best("", "b", "a")).toBe("a");
  const view = new MachineView(estate(machine("vm-1", "a")));
  view.filterBy(parseFilter("zzz"));
  expect(view.best).toBe(-1);
});

test("an address that is typed out is the best match, before those that begin with it", () => {
  const view = new MachineView(
    estate({ ...machine("vm-1", "a"), ip: "10.0.0.10" }, { ...machine("vm-2", "b"), ip: "10.0.0.1" }),
  );
  view.filterBy(parseFilter("10.0.0.1"));
  expect(view.at(view.best)?.name).toBe("b");
});

test("what matched is told, for a name by its letters and for the rest in one piece", () => {
  expect(highlighted("web", "web-01")).toBe("web...");
  expect(highlighted("wb1", "web-01")).toBe("w.b..1");
  expect(highlighted("b1", "web-backup-b1")).toBe("...........b1");
  expect(highlighted("backup 1", "web-backup-1")).toBe("....backup.1");
  expect(highlighted("!web", "web-01")).toBe("......");
  expect(highlighted("web-*", "web-01")).toBe("web-01");
  expect(highlighted("0.0.1", "10.0.0.1", "ip")).toBe("...0.0.1");
  expect(highlighted("ex1", "esx-01", "host")).toBe("......");
});

test("whole characters are told, however they are written", () => {
  expect(highlighted("バ", "サーバー")).toBe("..バ.");
  expect(highlighted("バ", "ｻｰﾊﾞｰ")).toBe("..ﾊﾞ.");
  expect(highlighted("ベ", "ﾍﾞ")).toBe("ﾍﾞ");
  expect(highlighted("ロ", "㌔")).toBe("㌔");
  expect(highlighted("🖥", "a🖥b")).toBe(".🖥.");
});

test("nothing that is typed throws", () => {
  const view = new MachineView(estate(...fleet));
  for (const text of [
    "\\",
    "[\\",
    "*\\",
    "[^",
    "[!]",
    "]",
    "[a-",
    "*[",
    "**",
    "?",
    "!*",
    "(",
    "{a,b}",
    "+(",
    "\ud800",
    "a\\",
  ]) {
    view.filterBy(parseFilter(text));
    expect(view.length).toBeGreaterThanOrEqual(0);
    for (const name of ["web-01", "", "㌔\ud800"]) parseFilter(text).positions(name);
  }
});

test("a filter that narrows another finds nothing that the other does not", () => {
  const names = ["web-01", "web-0", "a*b", "WEB", "バ", "ﾊﾞ", "", "10.1", "a-1-b"];
  const texts = [
    "",
    "w",
    "we",
    "web",
    "!web",
    "!we",
    "web*",
    "web-*",
    "web-*1",
    "*",
    "*b",
    "1",
    "10",
    "10*",
    "a[-]1*",
    "バ",
    "!バ*",
  ];
  for (const previous of texts) {
    for (const next of texts) {
      if (!parseFilter(next).narrows(parseFilter(previous))) continue;
      const objects = names.map((name, n) => ({ ...machine(`vm-${n}`, name), ip: `10.${n}.0.1` }));
      const wide = new Set(shown(previous, objects));
      expect(shown(next, objects).filter((name) => !wide.has(name))).toEqual([]);
    }
  }
  expect(parseFilter("web-0").narrows(parseFilter("web"))).toBe(true);
  expect(parseFilter("web 1").narrows(parseFilter("web"))).toBe(true);
  expect(parseFilter("web*").narrows(parseFilter("web"))).toBe(true);
  expect(parseFilter("!we").narrows(parseFilter("!web"))).toBe(true);
  expect(parseFilter("!web").narrows(parseFilter("!we"))).toBe(false);
  expect(parseFilter("we").narrows(parseFilter("web"))).toBe(false);
});

test("a host is known by the name it has now", () => {
  const inventory = estate(...fleet);
  const view = new MachineView(inventory);
  view.filterBy(parseFilter("rack7"));
  expect(view.length).toBe(0);
  inventory.apply([{ change: "enter", object: host("host-2", "rack7-esx") }]);
  expect(view.slice(0, 9).map(({ name }) => name)).toEqual(["web-02", "win-exch-db"]);
});
