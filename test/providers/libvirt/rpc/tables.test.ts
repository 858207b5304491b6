import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERROR_NAMES } from "#providers/libvirt/rpc/error-names.js";
import { EVENTS } from "#providers/libvirt/rpc/events.js";
import { FEATURES } from "#providers/libvirt/rpc/features.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { procedures } from "./described.js";

const camel = (name: string) =>
  name.toLowerCase().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

test("a procedure is called what the protocol calls it, and no number stands twice", () => {
  expect(procedures.map(([key]) => key)).toEqual(procedures.map(([, { name }]) => camel(name)));
  const numbers = [
    ...procedures.map(([, { number }]) => number),
    ...Object.values(EVENTS).map(({ number }) => number),
  ];
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("what stands in the tables is used, and nothing else stands there", () => {
  const source = readdirSync("src/providers/libvirt", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/^rpc.(procedures|events|features)/.test(name))
    .map((name) => readFileSync(join("src/providers/libvirt", name), "utf8"))
    .join("\n");
  const tables = { PROCEDURES, EVENTS, FEATURES };
  const all = Object.entries(tables).flatMap(([table, entries]) =>
    Object.keys(entries).map((key) => `${table}.${key}`),
  );
  const used = new Set(source.match(/\b(PROCEDURES|EVENTS|FEATURES)\.\w+/g));
  expect(all.filter((each) => !used.has(each))).toEqual([]);
});

test("no name of an error stands twice", () => {
  const names = Object.values(ERROR_NAMES);
  expect(new Set(names).size).toBe(names.length);
});
