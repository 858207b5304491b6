import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { runLine } from "#console/actions/run-line.js";
import type { Link } from "#session/fleet/link.js";
import { estate, machine } from "../../inventory/estate.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { FakeConsole, FakeLink } from "../fake-console.js";

const place = temporaryDirectory();
afterAll(() => place[Symbol.dispose]());

const path = join(place.path, "grow.yaml");
writeFileSync(
  path,
  `procedure: 1
title: Grow one
change: '^CHG\\d{4}$'
parameters:
  vm: { type: machine, description: Which machine., choices: 'vms.filter(v, v.name != "app-01")' }
  memory: { type: size, default: 8GiB }
steps:
  - { id: grow, run: "memory \${vm} \${memory}" }
`,
);

function consoleWithMachines(): FakeConsole {
  return new FakeConsole(
    estate(machine("vm-1", "web-01"), machine("vm-2", "app-01"), machine("vm-3", "web-02")),
  );
}

function run(console: FakeConsole, line: string): void {
  console.store.line.editor.set(line);
  runLine(console);
}

async function dialog(console: FakeConsole, text: string): Promise<string> {
  const shown = () => (console.store.dialogs.top === null ? "" : console.dialog(90, 20).lines.join("\n"));
  await vi.waitUntil(() => shown().includes(text), { timeout: 5_000, interval: 5 });
  return shown();
}

function type(console: FakeConsole, text: string): void {
  for (const character of text) console.store.dialogs.top?.press(character, character);
}

test("what a procedure wants to be told is asked for, offered, and held against what is there", async () => {
  const console = consoleWithMachines();
  run(console, `procedure ${path}`);
  const asked = await dialog(console, "Begin  Grow one");
  expect(asked).toMatch(/memory +8GiB/u);
  expect(asked).toMatch(/change number +required/u);
  // The choices, and nothing else.
  expect(asked).toMatch(/^ {5}web-01/mu);
  expect(asked).not.toContain("app-01");
  type(console, "app-01");
  expect(await dialog(console, "app-01")).toContain("web-01");
  console.store.dialogs.top?.press("enter", "");
  expect(console.told).toEqual([]);
  console.store.dialogs.top?.press("ctrl+u", "");
  console.store.dialogs.top?.press("ctrl+n", "");
  console.store.dialogs.top?.press("ctrl+n", "");
  await dialog(console, "change number of the form");
  console.store.dialogs.top?.press("tab", "");
  type(console, "4GiB");
  console.store.dialogs.top?.press("tab", "");
  type(console, "CHG0042");
  await dialog(console, "Enter begins the run.");
  console.store.dialogs.top?.press("enter", "");
  await vi.waitUntil(() => console.told.length > 0);
  expect(console.told).toEqual([`begin ${path} {"vm":"web-02","memory":"4GiB"}`]);
  expect(console.store.purpose).toEqual({ ticket: "CHG0042" });
});

test("what is all said is begun at once; what is said wrongly is said where it is wrong", async () => {
  const console = consoleWithMachines();
  console.store.purpose = { ticket: "CHG0042" };
  run(console, `procedure ${path} vm=web-01 memory=6GiB`);
  await vi.waitUntil(() => console.told.length > 0);
  expect(console.told).toEqual([`begin ${path} {"vm":"web-01","memory":"6GiB"}`]);
  run(console, `rehearse ${path} vm=web-01 memory=6GiB`);
  await vi.waitUntil(() => console.told.length > 1);
  expect(console.told.at(-1)).toBe(`rehearse ${path}`);
  run(console, `procedure ${path} machine=web-01`);
  expect(await dialog(console, "PARAMETER_UNKNOWN")).toContain("machine");
  console.store.dialogs.closeAll();
  run(console, `procedure ${join(place.path, "nowhere.yaml")}`);
  await dialog(console, "FILE_UNREADABLE");
  console.store.dialogs.closeAll();
  for (const line of ["procedure", "procedure resume", "procedure a.yaml web-01", "procedure resume a b"]) {
    run(console, line);
    expect(console.store.line.problem?.code, line).toBe("SYNTAX");
    console.store.line.problem = null;
  }
  run(console, "procedure resume 1ab2053b");
  run(console, "procedure back-out 1ab2053b");
  expect(console.told.slice(2)).toEqual([
    'resume 1ab2053b {"backOut":false}',
    'resume 1ab2053b {"backOut":true}',
  ]);
});

test("of several endpoints the one that is used is meant, and nothing is begun where none is", async () => {
  const console = consoleWithMachines();
  const lab = new FakeLink(estate(machine("vm-9", "lab-01")), "lab", "vsphere://lab.example");
  console.store.endpoints.fleet.add(lab as unknown as Link);
  run(console, `procedure ${path}`);
  await dialog(console, "ENDPOINT_NOT_ONE");
  console.store.dialogs.closeAll();
  console.store.endpoints.fleet.use("lab");
  run(console, `procedure ${path}`);
  expect(await dialog(console, "Begin  Grow one")).toContain("lab-01");
});

test("what was said wrong beforehand is where the cursor stands, before what was not said at all", async () => {
  const console = consoleWithMachines();
  run(console, `procedure ${path} vm=nobody`);
  expect(await dialog(console, "vm cannot be nobody")).toMatch(/› vm +nobody/u);
});

test.each([
  ["procedure run", "Begin  Grow one"],
  ["procedure rehearse", "Rehearse  Grow one"],
])("%s is taken as the command line takes it", async (words, title) => {
  const console = consoleWithMachines();
  run(console, `${words} ${path} memory=6GiB`);
  expect(await dialog(console, title)).toMatch(/memory +6GiB/u);
});

test("procedure run without a file is told what a line is like", () => {
  const console = consoleWithMachines();
  run(console, "procedure run");
  expect(console.store.line.problem?.code).toBe("SYNTAX");
});
