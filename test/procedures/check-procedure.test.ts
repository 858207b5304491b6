// biome-ignore-all lint/suspicious/noTemplateCurlyInString: as it stands in a file
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ProcedureFinding } from "#domain/procedure-finding.js";
import { checkOnInventory } from "#procedures/check-on-inventory.js";
import { checkProcedure } from "#procedures/check-procedure.js";
import { EXAMPLE } from "./example.js";
import { expressionsIn, office, procedureWith } from "./here.js";

/** `line:column severity code`, where the code is the innermost. */
function told({ at, severity, problem }: ProcedureFinding): string {
  const inner = "problem" in problem ? problem.problem : problem;
  const code = "code" in inner ? inner.code : inner.kind;
  return `${at.line}:${at.column} ${severity} ${code}`;
}

async function findings(text: string): Promise<readonly string[]> {
  return checkProcedure(await expressionsIn(text)).map(told);
}

const PARAMETERS =
  "{ vm: { type: machine }, host: { type: host }, store: { type: datastore }, size: { type: size }, label: { type: text }, fleet: { type: machines } }";
const ALL = "check: 'vm == vm && host == host && store == store && size > 0 && label != \"\" && fleet != []'";

/** What is found in one line, after a step that uses all parameters; columns are those of the line's own characters. */
async function inLine(line: string): Promise<readonly string[]> {
  const steps = `\n- { id: a, ${ALL} }\n- id: b\n  run: |\n    ${line}`;
  return (await findings(procedureWith({ parameters: PARAMETERS, steps }))).map((each) =>
    each.replace(/^8:/u, ""),
  );
}

test("a procedure that is right is found so", async () => {
  expect(await findings(EXAMPLE)).toEqual([]);
});

test("a line is an operation or a note, its words in their places", async () => {
  for (const line of [
    "stop ${vm}",
    "memory ${vm} ${size}",
    "memory ${vm} ${label}",
    "cpu ${vm} ${label}",
    "clone ${vm} ${label} --on --datastore=${store}",
    "move ${label} --host ${host}",
    "note ${fleet} are ${label}",
    "host reboot ${host}",
    "start web-*",
  ]) {
    expect(await inLine(line), line).toEqual([]);
  }
  const wrong: readonly (readonly [string, string])[] = [
    ["sotp ${vm}", "5 error UNKNOWN_VERB"],
    ["${label} ${vm}", "7 error UNKNOWN_VERB"],
    ["stop", "9 error SYNTAX"],
    ["stop ${vm} now", "16 error SYNTAX"],
    ["memory ${vm} 8GB", "18 error SYNTAX"],
    ["memory ${vm} ${size}MiB", "20 error SYNTAX"],
    ["cpu ${vm} ${size}", "17 error SYNTAX"],
    ["move ${vm} --hst ${host}", "16 error SYNTAX"],
    ["move ${vm} --${label} ${host}", "20 error OPTION_NAME"],
    ["vms", "5 error NOT_OPERATION"],
    ["info ${vm}", "5 error NOT_OPERATION"],
    ["# stop ${vm}", "5 error NOT_OPERATION"],
    ["stop ${host}", "12 error WRONG_THING"],
    ["host reboot ${vm}", "19 error WRONG_THING"],
    ["move ${vm} --host ${store}", "25 error WRONG_THING"],
    ["rename ${fleet} x", "14 error LIST_PLACE"],
    ["move ${vm} --host ${hosts}", "25 error LIST_PLACE"],
    ["snapshot create ${vm} ${fleet}", "29 error LIST_PLACE"],
    ["stop ${hosts}", "12 error WRONG_THING"],
    ['stop ${["a", "b"]}', "12 error WRONG_TYPE"],
    ["stop ${vn}", "12 error UNKNOWN_NAME"],
    ["stop ${vm.nam}", "15 error UNKNOWN_FIELD"],
    ["stop ${vm} ${", "16 error OPEN"],
    ["stop *a*a*a*a*a*", "10 error COSTLY_GLOB"],
  ];
  for (const [line, finding] of wrong) expect(await inLine(line), line).toEqual([finding]);
});

test("what cannot be undone is warned of, unless the file says how", async () => {
  expect(await inLine("delete ${vm}")).toEqual(["5 warning NOT_UNDOABLE"]);
  expect(await inLine("host shutdown ${host}")).toEqual(["5 warning NOT_UNDOABLE"]);
  expect(await inLine("guest reboot ${vm}")).toEqual([]);
  const steps =
    "[{ id: a, run: 'delete web-1', undo: { none: It is to go. } }, { id: b, run: 'delete web-1', undo: 'sotp x' }]";
  expect(await findings(procedureWith({ steps }))).toEqual(["4:108 error UNKNOWN_VERB"]);
});

test("expressions are of the type that their place wants", async () => {
  const steps = `
  - { id: a, check: size(vms) }
  - { id: b, for-each: v, in: size(vms), steps: [{ id: c, check: v.name == 'a', before: [v] }] }
  - { id: d, for-each: v, in: vms, steps: [{ id: e, title: 'To \${v.nme}', confirm: '\${v}' }] }
  - { id: f, confirm: "\${hosts} and \${[[1]]}" }
  - { id: g, check: v.name == 'a' }`;
  expect(await findings(procedureWith({ steps }))).toEqual([
    "5:21 error WRONG_TYPE",
    "6:31 error WRONG_TYPE",
    "6:90 error WRONG_TYPE",
    "7:44 error UNKNOWN_FIELD",
    "8:39 error WRONG_TYPE",
    "9:21 error UNKNOWN_NAME",
  ]);
});

test("parameters are used, their defaults can be said, and their choices are told from what is said before", async () => {
  const parameters = `
  a: { type: integer, default: x }
  b: { type: size, choices: [8GiB, 8] }
  c: { type: host, choices: 'hosts.filter(h, h != d)' }
  d: { type: host, choices: vms }
  e: { type: text, choices: '["x"]' }`;
  expect(await findings(procedureWith({ parameters }))).toEqual([
    "4:3 error NOT_OF_TYPE",
    "4:3 warning UNUSED_PARAMETER",
    "5:3 error NOT_OF_TYPE",
    "5:3 warning UNUSED_PARAMETER",
    "6:3 warning UNUSED_PARAMETER",
    "6:30 error SAID_LATER",
    "7:29 error WRONG_TYPE",
    "8:3 warning UNUSED_PARAMETER",
  ]);
});

async function onOffice(text: string, given: Record<string, string> = {}) {
  const { findings: found, sets } = checkOnInventory(await expressionsIn(text), given, office());
  return {
    found: found.map(told),
    counts: Object.fromEntries([...sets].map(([loop, items]) => [loop, items.length])),
  };
}

test("with an inventory, all that is named is there", async () => {
  const given = { host: "esx-01.example", spare: "esx-02.example" };
  expect(await onOffice(EXAMPLE, given)).toEqual({ found: [], counts: { evacuate: 2 } });
  expect(await onOffice(EXAMPLE, { ...given, spare: "esx-01.example" })).toEqual({
    found: ["9:3 error PARAMETER_INVALID"],
    counts: {},
  });
  expect((await onOffice(EXAMPLE, { ...given, spear: "x" })).found).toEqual(["1:1 error PARAMETER_UNKNOWN"]);

  const steps = `
  - { id: a, run: 'stop web-7' }
  - { id: b, run: 'rename web-* x' }
  - { id: c, run: 'stop web-*' }
  - { id: d, run: 'stop nothing-*' }
  - { id: e, run: 'clone web-1 web-7' }
  - { id: f, run: 'start web-7' }
  - { id: g, run: 'move web-1 --host esx-03 --folder /DC0/vm/none' }
  - { id: h, for-each: v, in: 'vms.filter(v, v.power == suspended)', steps: [{ id: i, run: 'start \${v}' }] }
  - { id: j, for-each: v, in: vms, at-most: 2, steps: [{ id: k, run: 'stop \${v}' }] }
  - { id: l, for-each: n, in: '["web-1", "web-2"]', steps: [{ id: m, run: 'stop \${n}', undo: 'start \${n}x' }] }
  - { id: n, run: 'stop @vm-99' }
  - { id: o, check: 'now >= done["n"]' }`;
  expect(await onOffice(procedureWith({ steps }))).toEqual({
    found: [
      "5:25 error TARGET_UNKNOWN",
      "6:27 error ONE_TARGET_ONLY",
      "8:25 error TARGET_UNKNOWN",
      "11:38 error TARGET_UNKNOWN",
      "11:54 error TARGET_UNKNOWN",
      "12:32 warning EMPTY_SET",
      "13:31 error SET_TOO_LARGE",
      "14:103 error TARGET_UNKNOWN",
      "15:25 error TARGET_UNKNOWN",
    ],
    counts: { h: 0, l: 2 },
  });
});

test("the example of the guide is right", async () => {
  const guide = readFileSync(new URL("../../docs/procedures.md", import.meta.url), "utf8");
  const [, example = ""] = /```yaml\n([\s\S]*?)```/u.exec(guide) ?? [];
  expect(await findings(example)).toEqual([]);
  expect(await onOffice(example, { host: "esx-01.example", spare: "esx-02.example" })).toMatchObject({
    found: [],
  });
});

test("what is done by hand and does not say how it is taken back is warned of", async () => {
  const steps = `
  - { id: a, manual: Flash it. }
  - { id: b, manual: Flash it., undo: { manual: Flash it back. } }
  - { id: c, manual: Flash it., undo: { none: It is better so. } }`;
  expect(await findings(procedureWith({ steps }))).toEqual(["5:5 warning KEPT_BY_HAND"]);
});

test("with an inventory and nothing said, what does not depend on it is looked at", async () => {
  const parameters = `
  host: { type: host }
  spare: { type: host, choices: 'hosts.filter(h, h != host)' }
  one: { type: machine }`;
  const steps = `
  - { id: a, run: 'stop \${one}' }
  - { id: b, run: 'host reboot \${host}' }
  - { id: c, for-each: v, in: 'vms.filter(v, v.host == host.name)', steps: [{ id: d, run: 'move \${v} --host \${spare}' }] }
  - { id: e, run: 'stop web-99' }`;
  const text = procedureWith({ parameters, steps });
  expect(await onOffice(text)).toEqual({
    found: [
      "4:3 warning NOT_SAID",
      "5:3 warning NOT_SAID",
      "6:3 warning NOT_SAID",
      "11:25 error TARGET_UNKNOWN",
    ],
    counts: {},
  });
  // What is said of one depends on another: whether it may be said is seen once that is said, too.
  expect((await onOffice(text, { spare: "esx-02.example", one: "web-1" })).found).toEqual([
    "4:3 warning NOT_SAID",
    "11:25 error TARGET_UNKNOWN",
  ]);
});

test("what a line names is looked up for every item of its loop, and told of once", async () => {
  const steps = `
  - { id: a, for-each: n, in: '["web-1", "web-8", "web-9"]', steps: [{ id: b, run: 'stop \${n}' }] }
  - { id: c, for-each: n, in: '["x", "y"]', steps: [{ id: d, run: 'clone web-1 \${n}' }, { id: e, run: 'start \${n}' }] }`;
  expect((await onOffice(procedureWith({ steps }))).found).toEqual(["5:92 error TARGET_UNKNOWN"]);
});

test("each of a list is looked up", async () => {
  const steps = `
  - { id: a, run: 'stop \${vms.filter(v, like(v.name, "web-*"))}' }
  - { id: b, run: 'stop \${vms.filter(v, false)}' }`;
  expect(await onOffice(procedureWith({ steps }))).toEqual({ found: [], counts: {} });
});
