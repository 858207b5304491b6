// biome-ignore-all lint/suspicious/noTemplateCurlyInString: as it stands in a file
import { expect, test } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import type { Loop } from "#domain/procedure.js";
import type { ParameterValues } from "#domain/procedure-value.js";
import { estate, machine } from "../inventory/estate.js";
import { expressionsIn, office, procedureWith, scopeWith, written } from "./here.js";

const FILE = procedureWith({
  parameters:
    "{ host: { type: host }, fleet: { type: machines }, many: { type: integer }, wait: { type: duration } }",
  steps:
    "[{ id: each, for-each: vm, in: vms, steps: [{ id: stop, run: 'stop ${vm}' }] }, { id: waited, confirm: b }]",
});

const VALUES: ParameterValues = new Map<string, never>([
  ["host", { kind: "host", id: "host-1", name: "esx-01.example" }],
  ["fleet", [{ kind: "machine", id: "vm-4", name: "db (old)" }]],
  ["many", 3],
  ["wait", 7_200_000],
] as unknown as [string, never][]);

test("an expression has the type that its names have", async () => {
  const expressions = await expressionsIn(FILE);
  const [loop] = expressions.procedure.steps;
  const types: readonly (readonly [string, string])[] = [
    ["vms", "list<Machine>"],
    ["hosts.filter(h, h.connected)", "list<Host>"],
    ["datastores.map(d, d.freeMiB)", "list<int>"],
    ["vm.power == on", "bool"],
    ["host", "Host"],
    ["host.running + many", "int"],
    ["now - now", "duration"],
    ['done["stop"] + wait', "timestamp"],
    ["size(fleet) > 0 ? vm.name : 'none'", "string"],
  ];
  for (const [text, type] of types) {
    expect(expressions.check(text, loop as Loop), text).toEqual({ type });
  }
});

test("what does not fit is told of with its place", async () => {
  const expressions = await expressionsIn(FILE);
  const [loop] = expressions.procedure.steps;
  const wrong: readonly (readonly [string, object, number, number])[] = [
    ["", { kind: "EMPTY" }, 0, 0],
    ["vm.power ==", { kind: "SYNTAX" }, 11, 11],
    ["vm.powr == on", { kind: "UNKNOWN_FIELD", name: "powr", nearest: "power" }, 3, 7],
    ["1 == hst", { kind: "UNKNOWN_NAME", name: "hst", nearest: "host" }, 5, 8],
    ["vm.name == many", { kind: "TYPES" }, 0, 15],
    ["vm.name.startWith('a')", { kind: "UNKNOWN_FUNCTION", nearest: "startsWith" }, 0, 22],
    ["vm.name.matches('(a+)+$')", { kind: "UNKNOWN_FUNCTION", name: "matches" }, 0, 25],
    ["vms.filter(v, hosts.exists(h, h.name == v.host))", { kind: "TOO_COSTLY", why: "NESTED" }, 14, 47],
    ["fleet.all(v, fleet.exists(w, w == v))", { kind: "TOO_COSTLY", why: "NESTED" }, 13, 36],
    ["vms.all(v, now.getHours('Asia/Tokyo') > 3)", { kind: "TOO_COSTLY", why: "TIMES" }, 11, 37],
    [`vms.all(v, ${"v in fleet || ".repeat(8)}true)`, { kind: "TOO_COSTLY", why: "STEPS" }, 114, 119],
    [`${"vms + ".repeat(9)}vms == []`, { kind: "TOO_COSTLY", why: "STEPS" }, 48, 51],
    [
      `${"1 + ".repeat(600)}1 == 1`,
      { kind: "TOO_COSTLY", why: "NODES" },
      expect.any(Number) as never,
      expect.any(Number) as never,
    ],
    [`'${"a".repeat(5000)}' == ''`, { kind: "TOO_COSTLY", why: "TEXT" }, 0, 5008],
    ["cel.bind(x, 1, x) == 1", { kind: "UNKNOWN_FUNCTION" }, 0, 17],
    ["dyn(1) == 'a'", { kind: "UNKNOWN_FUNCTION" }, 0, 6],
    ['done["sotp"] < now', { kind: "UNKNOWN_NAME", name: "sotp", nearest: "stop" }, 0, 12],
    // A loop has no end of its own.
    ['done["rest"] < now', { kind: "UNKNOWN_NAME", name: "rest" }, 0, 12],
    ["constructor == 1", { kind: "UNKNOWN_NAME", name: "constructor" }, 0, 11],
    ["vm.constructor == 1", { kind: "UNKNOWN_FIELD" }, 3, 14],
    ["vm.thing == 1", { kind: "UNKNOWN_FIELD" }, 3, 8],
  ];
  for (const [text, problem, start, end] of wrong) {
    expect(expressions.check(text, loop as Loop), text.slice(0, 60)).toMatchObject({ problem, start, end });
  }
  // Outside of its loop the item is nothing.
  expect(expressions.check("vm.power == on", null)).toMatchObject({ problem: { kind: "UNKNOWN_NAME" } });
});

test("what is named is read as it is now, and not as it was", async () => {
  const expressions = await expressionsIn(FILE);
  const inventory = office();
  const scope = {
    ...scopeWith(inventory, VALUES),
    item: { as: "vm", is: { kind: "machine", id: "vm-1", name: "web-1" } as const },
    done: new Map([["stop", new Date("2026-01-05T01:30:00Z")]]),
  };
  const value = (text: string) => expressions.evaluate(written(text), scope);
  expect(value("host.vms")).toBe(3);
  expect(value("host.running")).toBe(2);
  expect(value("vm")).toEqual({ kind: "machine", id: "vm-1", name: "web-1" });
  expect(value("vms.filter(v, v.host == host.name && v.power == on).map(v, v.name)")).toEqual([
    "web-1",
    "web-2",
  ]);
  expect(value("vms.filter(v, like(v.name, 'web-*'))")).toHaveLength(3);
  expect(value("fleet[0].folder + '/' + fleet[0].cluster")).toBe("/DC0/vm/prod/C0");
  expect(value("fleet[0].memoryMiB")).toBe(-1);
  expect(value("vm in vms && !(vm in fleet) && vms[1] == vm")).toBe(true);
  expect(value("wait")).toEqual({ ms: 7_200_000 });
  expect(value('now >= done["stop"] + wait')).toBe(false);
  expect(value('now >= done["stop"] + duration("90m")')).toBe(true);

  inventory.apply([{ change: "modify", id: "vm-1", facts: { power: "off", name: "web-one" } }]);
  expect(expressions.look("vm.power == on && many > 1", scope)).toEqual({
    value: false,
    seen: { "vm.power": "off" },
    error: null,
  });
  expect(value("vm")).toEqual({ kind: "machine", id: "vm-1", name: "web-one" });

  inventory.apply([{ change: "leave", id: "vm-1" }]);
  expect(expressions.look("vm.power == on", scope)).toEqual({
    value: null,
    seen: {},
    error: { kind: "NO_OBJECT", name: "web-1" },
  });
  expect(expressions.look('now >= done["waited"] + wait', scope)).toMatchObject({
    value: null,
    error: { kind: "NOT_DONE", id: "waited" },
  });
  expect(expressions.look("many / (many - many) == 1", scope)).toMatchObject({
    value: null,
    error: { kind: "FAILED" },
  });
});

test("an error has the place in the file where its expression stands", async () => {
  const expressions = await expressionsIn(FILE);
  const at = { line: 17, column: 13 };
  const evaluate = () =>
    expressions.evaluate({ text: "many > 0\n&& 1 / (many - 3) > 0", at }, scopeWith(office(), VALUES));
  let error: unknown;
  try {
    evaluate();
  } catch (cause) {
    error = cause;
  }
  expect(error).toBeInstanceOf(ShosekiError);
  expect(error).toMatchObject({ problem: { code: "EXPRESSION_FAILED", facts: { line: 18, column: 16 } } });
});

test("an expression that names no list builds none, however many machines there are", async () => {
  const expressions = await expressionsIn(FILE);
  const inventory = estate(
    ...Array.from({ length: 10_000 }, (_, index) => machine(`vm-${index}`, `web-${index}`)),
  );
  let asked = 0;
  const machines = new Proxy(inventory.machines, {
    get: (rows, key) => {
      if (key === "all") asked++;
      const value: unknown = Reflect.get(rows, key);
      return typeof value === "function" ? value.bind(rows) : value;
    },
  });
  const watched = new Proxy(inventory, {
    get: (target, key) => {
      if (key === "machines") return machines;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const scope = {
    ...scopeWith(watched, VALUES),
    item: { as: "vm", is: { kind: "machine", id: "vm-7", name: "web-7" } as const },
  };
  expect(expressions.look("vm.power == on && many == 3 && host.connected", scope).value).toBe(true);
  expect(asked).toBe(0);
  expect(expressions.look("host.vms == 10000 && host.running == 10000", scope).value).toBe(true);
  expect(asked).toBe(1);
  expect(
    expressions.evaluate(written("size(vms.filter(v, v.cpus == 2 && like(v.name, '*-9*')))"), scope),
  ).toBe(1111);
});
