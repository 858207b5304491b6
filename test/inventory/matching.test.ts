import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import type { Row } from "#inventory/lookup.js";
import { matching } from "#inventory/matching.js";
import type { Rows } from "#inventory/shelf.js";
import { parse } from "#language/parse.js";
import { estate, machine } from "./estate.js";

const inventory = estate(
  machine("vm-1", "web-10", "folder-prod"),
  machine("vm-2", "web-9", "folder-prod"),
  machine("vm-3", "db-1", "folder-test"),
  machine("vm-4", "OLD-WEB", "folder-test"),
);

function listed(line: string): readonly string[] {
  const command = parse(line);
  if (command?.kind !== "list") throw new Error(line);
  const pattern: TargetExpression | null = command.pattern;
  const rows: Rows<Row> = command.what === "vms" ? inventory.machines : inventory.hosts;
  return matching(inventory, rows, pattern).map(({ name }) => name);
}

test("a listing without a pattern shows all of its kind, in natural order", () => {
  expect(listed("vms")).toEqual(["db-1", "OLD-WEB", "web-9", "web-10"]);
  expect(listed("hosts")).toEqual(["esx-01.example", "esx-02.example"]);
});

test("a plain pattern is looked for anywhere in the name, whatever its case", () => {
  expect(listed("vms web")).toEqual(["OLD-WEB", "web-9", "web-10"]);
  expect(listed("hosts 02")).toEqual(["esx-02.example"]);
});

test("a glob is held against the whole name, and its case counts", () => {
  expect(listed("vms web*")).toEqual(["web-9", "web-10"]);
  expect(listed("vms 'web*'")).toEqual([]);
});

test("a path shows what is under it", () => {
  expect(listed("vms /DC0/vm/test")).toEqual(["db-1", "OLD-WEB"]);
  expect(listed("vms /DC0/vm/*/web-*")).toEqual(["web-9", "web-10"]);
  expect(listed("hosts /DC0/host/C0")).toEqual(["esx-01.example", "esx-02.example"]);
});

test("an id shows the one that has it, of the kind that is listed", () => {
  expect(listed("vms @vm-1")).toEqual(["web-10"]);
  expect(listed("hosts @vm-1")).toEqual([]);
});

test("a listing that matches nothing is empty, which is no error", () => {
  expect(listed("vms mail")).toEqual([]);
});
