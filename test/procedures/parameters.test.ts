import { expect, test } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import { frozenSets, readSets, writeSets } from "#procedures/frozen-sets.js";
import { parameterValues, readParameters, writeParameters } from "#procedures/parameters.js";
import { datastore, estate, host, machine } from "../inventory/estate.js";
import { expressionsIn, office, procedureWith } from "./here.js";

const FILE = procedureWith({
  parameters: `
  vm: { type: machine, description: Which machine }
  fleet: { type: machines, default: 'web-*' }
  from: { type: host, default: esx-01.example, choices: 'hosts.filter(h, h.connected)' }
  to: { type: host, default: esx-02.example, choices: 'hosts.filter(h, h != from)' }
  store: { type: datastore, default: ds-1, choices: [ds-1, ds-9] }
  net: { type: network, default: VM Network }
  into: { type: folder, default: /DC0/vm/prod }
  memory: { type: size, default: 8GiB, choices: [8192MiB, 16GiB] }
  wait: { type: duration, default: 7d }
  many: { type: integer, default: 8 }
  sure: { type: boolean, default: true }
  label: { type: text, default: '' }`,
});

async function values(given: Record<string, string>, inventory = office()) {
  return parameterValues(await expressionsIn(FILE), given, inventory);
}

async function problem(given: Record<string, string>, inventory = office()) {
  const error = await values(given, inventory).then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error instanceof ShosekiError) return error.problem;
  throw error ?? new Error("nothing is wrong");
}

test("each parameter is what its type makes of what was said, or of its default", async () => {
  const machineNamed = (id: string, name: string) => ({ kind: "machine", id, name });
  const read = await values({
    vm: "db (old)",
    many: "-3",
    label: "--host 'x'",
    fleet: "web-10, @vm-1 /DC0/vm/web-2,'web-10'",
  });
  expect(Object.fromEntries(read)).toEqual({
    vm: machineNamed("vm-4", "db (old)"),
    fleet: [machineNamed("vm-3", "web-10"), machineNamed("vm-1", "web-1"), machineNamed("vm-2", "web-2")],
    from: { kind: "host", id: "host-1", name: "esx-01.example" },
    to: { kind: "host", id: "host-2", name: "esx-02.example" },
    store: { kind: "datastore", id: "ds-1", name: "ds-1" },
    net: { kind: "network", id: "net-1", name: "VM Network" },
    into: { kind: "folder", id: "folder-prod", name: "prod" },
    memory: 8192,
    wait: 7 * 86_400_000,
    many: -3,
    sure: true,
    label: "--host 'x'",
  });
  const { procedure } = await expressionsIn(FILE);
  expect(readParameters(writeParameters(read), procedure)).toEqual(read);
  expect((await values({ vm: "web-1" })).get("fleet")).toMatchObject([
    { name: "web-1" },
    { name: "web-2" },
    { name: "web-10" },
  ]);
});

test("what is missing, misspelt or of no such type is said", async () => {
  expect(await problem({})).toMatchObject({
    code: "PARAMETER_MISSING",
    facts: { name: "vm", type: "machine", description: "Which machine" },
  });
  expect(await problem({ vm: "web-1", mny: "1" })).toMatchObject({
    code: "PARAMETER_UNKNOWN",
    facts: { name: "mny", nearest: "many" },
  });
  expect(await problem({ vm: "web-1", constructor: "1" })).toMatchObject({ code: "PARAMETER_UNKNOWN" });
  const wrong: readonly (readonly [Record<string, string>, object])[] = [
    [{ vm: "wbe-1" }, { kind: "UNKNOWN", what: "machine", nearest: ["web-1"] }],
    [{ vm: "web-*" }, { kind: "AMBIGUOUS" }],
    [{ vm: "@" }, { kind: "NOT_OF_TYPE" }],
    [{ vm: "" }, { kind: "NOT_OF_TYPE" }],
    [{ vm: "a\u0007" }, { kind: "UNRECORDABLE" }],
    [{ fleet: " , " }, { kind: "NOT_OF_TYPE" }],
    [{ fleet: "web-1 nobody" }, { kind: "UNKNOWN" }],
    [{ fleet: "*a*a*a*a*a*a*" }, { kind: "NOT_OF_TYPE" }],
    [{ fleet: "'web-1" }, { kind: "NOT_OF_TYPE" }],
    [{ from: "web-1" }, { kind: "UNKNOWN", what: "host" }],
    [
      { from: "esx-02.example", to: "esx-02.example" },
      { kind: "NOT_CHOICE", choices: ["esx-01.example"] },
    ],
    [{ store: "ds-2" }, { kind: "NOT_CHOICE", choices: ["ds-1"] }],
    [{ memory: "8GB" }, { kind: "NOT_OF_TYPE", type: "size" }],
    [{ memory: "8" }, { kind: "NOT_OF_TYPE", type: "size" }],
    [{ memory: "4GiB" }, { kind: "NOT_CHOICE", choices: ["8192MiB", "16384MiB"] }],
    [{ wait: "7" }, { kind: "NOT_OF_TYPE", type: "duration" }],
    [{ wait: "367d" }, { kind: "NOT_OF_TYPE", type: "duration" }],
    [{ many: "1.5" }, { kind: "NOT_OF_TYPE", type: "integer" }],
    [{ sure: "yes" }, { kind: "NOT_OF_TYPE", type: "boolean" }],
    [{ label: "x".repeat(1025) }, { kind: "TOO_LONG", limit: 1024 }],
  ];
  for (const [given, what] of wrong) {
    expect(await problem({ vm: "web-1", ...given }), JSON.stringify(given)).toMatchObject({
      code: "PARAMETER_INVALID",
      facts: { problem: what },
    });
  }
  const crowd = estate(...Array.from({ length: 1001 }, (_, index) => machine(`vm-${index}`, `web-${index}`)));
  expect(await problem({ vm: "web-1" }, crowd)).toMatchObject({
    facts: { name: "fleet", problem: { kind: "TOO_MANY", limit: 1000 } },
  });
});

const LOOPS = procedureWith({
  parameters: "{ host: { type: host } }",
  steps: `
  - { id: machines, for-each: vm, in: "vms.filter(v, v.host == host.name)", at-most: 3, steps: [{ id: a, confirm: b }] }
  - { id: hosts, for-each: h, in: hosts, steps: [{ id: c, confirm: b }] }
  - { id: stores, for-each: d, in: "datastores.filter(d, d.freeMiB < 0)", steps: [{ id: d, confirm: b }] }
  - { id: names, for-each: n, in: "['b', 'a', 'b']", steps: [{ id: e, confirm: b }] }`,
});

test("what a loop is gone through for is frozen: in order, each once, with its id", async () => {
  const expressions = await expressionsIn(LOOPS);
  const inventory = office();
  const read = parameterValues(expressions, { host: "esx-01.example" }, inventory);
  const sets = frozenSets(expressions, read, inventory, new Date());
  expect(Object.fromEntries(sets)).toMatchObject({
    machines: [{ name: "web-1" }, { id: "vm-2" }, { kind: "machine", id: "vm-3", name: "web-10" }],
    hosts: [{ id: "host-1" }, { kind: "host", id: "host-2" }],
    stores: [],
    names: ["b", "a"],
  });
  expect(readSets(writeSets(sets), expressions)).toEqual(sets);

  inventory.apply([
    { change: "enter", object: machine("vm-9", "web-9") },
    { change: "enter", object: host("host-9", "esx-09") },
    { change: "enter", object: datastore("ds-9", "ds-9") },
  ]);
  expect(() => frozenSets(expressions, read, inventory, new Date())).toThrowError(
    expect.objectContaining({
      problem: { code: "SET_TOO_LARGE", facts: { loop: "machines", count: 4, most: 3 } },
    }),
  );
});
