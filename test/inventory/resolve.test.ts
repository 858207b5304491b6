import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import { resolveAll, resolveAnything, resolveOne } from "#inventory/resolve.js";
import { parse } from "#language/parse.js";
import { problemOf } from "../language/problem-of.js";
import { estate, host, machine } from "./estate.js";

function typed(word: string): TargetExpression {
  const command = parse(`info ${word}`);
  if (command?.kind !== "info") throw new Error(word);
  return command.target;
}

const shop = estate(
  machine("vm-1", "web-1", "folder-prod"),
  machine("vm-2", "web-2", "folder-prod"),
  machine("vm-10", "web-10", "folder-prod"),
  machine("vm-20", "web-2", "folder-test"),
  machine("vm-30", "db (old) {x} + $1", "folder-prod"),
  machine("vm-31", "業務サーバー", "folder-prod"),
  machine("vm-32", "a/b", "folder-prod"),
  machine("vm-33", "[db]", "folder-prod"),
  machine("vm-34", "WEB-1", "folder-test"),
  machine("vm-35", "𠮷野-1", "folder-test"),
);
const ids = (word: string, inventory = shop) =>
  resolveAll(inventory, inventory.machines, typed(word)).map(({ id }) => id);
const problem = (word: string, inventory = shop) =>
  problemOf(() => resolveAll(inventory, inventory.machines, typed(word)));

test("a machine is found by name, id or path", () => {
  for (const word of ["web-1", "@vm-1", "/DC0/vm/prod/web-1"]) expect(ids(word)).toEqual(["vm-1"]);
});

test("a name that several machines have lists them by path and id, and touches none", () => {
  expect(problem("web-2")).toEqual({
    code: "TARGET_AMBIGUOUS",
    facts: {
      text: "web-2",
      candidates: ["/DC0/vm/test/web-2 (@vm-20)", "/DC0/vm/prod/web-2 (@vm-2)"].sort(),
    },
  });
  expect(ids("/DC0/vm/test/web-2")).toEqual(["vm-20"]);
});

test("a name that nobody has offers near ones", () => {
  expect(problem("wbe-10")).toEqual({
    code: "TARGET_UNKNOWN",
    facts: { text: "wbe-10", nearest: expect.arrayContaining(["web-10"]) },
  });
  expect(problem("Web-1")).toMatchObject({ facts: { nearest: ["WEB-1", "web-1", "web-10"] } });
  expect(problem("mail")).toMatchObject({ facts: { nearest: [] } });
  expect(problem("/DC0/vm/prod/web-3")).toMatchObject({
    facts: { nearest: expect.arrayContaining(["/DC0/vm/prod/web-1", "/DC0/vm/prod/web-2"]) },
  });
});

test("no id is offered for another: the next number is a stranger's machine", () => {
  expect(problem("@vm-3")).toEqual({ code: "TARGET_UNKNOWN", facts: { text: "@vm-3", nearest: [] } });
});

test("a host is no machine to operate on", () => {
  expect(problem("@host-1").code).toBe("TARGET_UNKNOWN");
  expect(problem("esx-01.example").code).toBe("TARGET_UNKNOWN");
});

test("a glob means all that it matches, counted as people count", () => {
  expect(ids("web-*")).toEqual(["vm-1", "vm-2", "vm-20", "vm-10"]);
  expect(ids("web-?")).toEqual(["vm-1", "vm-2", "vm-20"]);
  expect(ids("web-[1-1]*")).toEqual(["vm-1", "vm-10"]);
  expect(ids("web-[!1]")).toEqual(["vm-2", "vm-20"]);
  expect(ids("web-[^1]")).toEqual(["vm-2", "vm-20"]);
  expect(ids("業務*")).toEqual(["vm-31"]);
  expect(ids("?野-*")).toEqual(["vm-35"]);
  expect(problem("mail-*")).toEqual({ code: "TARGET_UNKNOWN", facts: { text: "mail-*", nearest: [] } });
});

test("only * ? and [...] mean something in a glob, whatever else is in a name", () => {
  expect(ids("*(old)*")).toEqual(["vm-30"]);
  expect(ids("*{x}*")).toEqual(["vm-30"]);
  expect(ids("*+\\ $1")).toEqual(["vm-30"]);
  expect(problem("{web-1,web-2}*").code).toBe("TARGET_UNKNOWN");
  expect(problem("!(web-1)*").code).toBe("TARGET_UNKNOWN");
  expect(problem("!web-*").code).toBe("TARGET_UNKNOWN");
  expect(problem("web-1|web-2*").code).toBe("TARGET_UNKNOWN");
  expect(problem("[z-a]*").code).toBe("TARGET_UNKNOWN");
  expect(problem("web-[0-9]x").code).toBe("TARGET_UNKNOWN");
});

test("quoted wildcards are plain characters", () => {
  expect(ids("'[db]'")).toEqual(["vm-33"]);
  expect(ids("'['d*")).toEqual(["vm-33"]);
  expect(problem("'web-*'").code).toBe("TARGET_UNKNOWN");
});

test("a set matches its members, never its own spelling", () => {
  const inventory = estate(machine("vm-1", "web-[12]"), machine("vm-2", "web-1"));
  expect(ids("web-[12]", inventory)).toEqual(["vm-2"]);
});

test("names that begin with a dot are matched as any other", () => {
  const inventory = estate(machine("vm-1", ".hidden"));
  expect(ids("*", inventory)).toEqual(["vm-1"]);
});

test("a glob over paths does not cross a slash", () => {
  expect(ids("/DC0/vm/*/web-2")).toEqual(["vm-2", "vm-20"]);
  expect(ids("/DC0/vm/prod/web-*")).toEqual(["vm-1", "vm-2", "vm-10"]);
  for (const word of ["/DC0/*/web-2", "/DC0/**/web-2", "/*", "/DC0/vm/prod[+-9]web-1"])
    expect(problem(word).code).toBe("TARGET_UNKNOWN");
});

test("a slash inside a name is no step of a path, and as good as any character in a name", () => {
  expect(ids("a/b")).toEqual(["vm-32"]);
  expect(ids("a/?")).toEqual(["vm-32"]);
  expect(ids("a*")).toEqual(["vm-32"]);
  expect(ids("/DC0/vm/prod/a%2fb")).toEqual(["vm-32"]);
  expect(ids("/DC0/vm/prod/a%2Fb")).toEqual(["vm-32"]);
  expect(problem("/DC0/vm/prod/a/b").code).toBe("TARGET_UNKNOWN");
});

test("a server that writes %2f itself is understood too", () => {
  const inventory = estate(machine("vm-1", "a%2fb", "folder-prod"));
  expect(ids("/DC0/vm/prod/a%2fb", inventory)).toEqual(["vm-1"]);
});

test("a letter may be written in either of Unicode's ways", () => {
  const inventory = estate(machine("vm-1", "データベース".normalize("NFD"), "folder-prod"));
  for (const word of ["データベース", "データ*", "デ?タベース", "/DC0/vm/prod/データベース"])
    expect(ids(word, inventory)).toEqual(["vm-1"]);
});

test("info finds machines, then hosts", () => {
  const one = (word: string, inventory = shop) => resolveAnything(inventory, typed(word)).id;
  expect(one("web-1")).toBe("vm-1");
  expect(one("esx-01.example")).toBe("host-1");
  expect(one("@host-2")).toBe("host-2");
  expect(one("/DC0/host/C0/esx-02*")).toBe("host-2");
  expect(one("web-10*")).toBe("vm-10");
  const twins = estate(machine("vm-1", "same"), host("host-9", "same"));
  expect(one("same", twins)).toBe("vm-1");
});

test("info of several says so: by name who they are, by glob how many", () => {
  expect(problemOf(() => resolveAnything(shop, typed("web-2")))).toMatchObject({ code: "TARGET_AMBIGUOUS" });
  expect(problemOf(() => resolveAnything(shop, typed("web-*")))).toEqual({
    code: "ONE_TARGET_ONLY",
    facts: { operation: "info", text: "web-*", count: 4 },
  });
  expect(problemOf(() => resolveAnything(shop, typed("esx-01.exampel")))).toEqual({
    code: "TARGET_UNKNOWN",
    facts: { text: "esx-01.exampel", nearest: ["esx-01.example", "esx-02.example"] },
  });
  expect(problemOf(() => resolveAnything(shop, typed("@vm-404")))).toMatchObject({ code: "TARGET_UNKNOWN" });
});

test("where one is meant, a glob that matches several is as unclear as a name that several have", () => {
  const host = (word: string) => resolveOne(shop, shop.hosts, typed(word)).id;
  expect(host("esx-02*")).toBe("host-2");
  expect(problemOf(() => host("esx-*"))).toEqual({
    code: "TARGET_AMBIGUOUS",
    facts: {
      text: "esx-*",
      candidates: ["/DC0/host/C0/esx-01.example (@host-1)", "/DC0/host/C0/esx-02.example (@host-2)"],
    },
  });
  expect(problemOf(() => host("web-1"))).toMatchObject({ code: "TARGET_UNKNOWN" });
});

test("info finds datastores and networks too", () => {
  expect(resolveAnything(shop, typed("ds-2"))).toMatchObject({ kind: "datastore", id: "ds-2" });
  expect(resolveAnything(shop, typed("'VM Network'"))).toMatchObject({ kind: "network", id: "net-1" });
  expect(resolveAnything(shop, typed("/DC0/datastore/ds-1"))).toMatchObject({ id: "ds-1" });
});

test("50,000 machines are globbed, sorted and searched for near names", () => {
  const inventory = estate(
    ...Array.from({ length: 50_000 }, (_, n) => machine(`vm-${n}`, `web-${n}`, "folder-prod")),
  );
  expect(ids("/DC0/vm/prod/web-*", inventory)).toHaveLength(50_000);
  expect(problem("wbe-1234", inventory).code).toBe("TARGET_UNKNOWN");
  expect(ids("web-4711", inventory)).toHaveLength(1);
});
