import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { OperatorHome } from "./shoseki.js";

const SIZE = { columns: 100, rows: 30 } as const;

/** What was asked of machines, and what became of it, as it stands in the journal. */
function done(home: OperatorHome): string[] {
  return home
    .entries()
    .filter(({ OPR }) => !["Key", "Login", "Logout"].includes(OPR))
    .map(({ phase, OPR, TGT, RST }) =>
      [phase, OPR, TGT.name, RST?.status, RST?.code].filter((part) => part !== undefined).join(" "),
    );
}

function rowOf(terminal: Terminal, machine: string): string {
  return terminal.screen().find((row) => row.slice(2).startsWith(`${machine} `)) ?? "";
}

/** Types a line on the command line, where the cursor stays. */
async function ask(terminal: Terminal, line: string): Promise<void> {
  terminal.type(line);
  await terminal.see(`› ${line}`);
  terminal.press("enter");
}

/** Gives db-01 another memory, from the command line. */
async function changeMemory(terminal: Terminal, gibibytes: number): Promise<void> {
  await ask(terminal, `memory db-01 ${gibibytes}GiB`);
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see(new RegExp(`OK ModifyMemory {2}db-01 .*-> ${gibibytes * 1024}`));
}

test("u on a machine plans what undoes its last change, and the undo is an entry like any other", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.press("S");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("OK StopVM  api-01  power on -> off");
  // The inverse has a risk of its own: a start is harmless, and is done at once.
  terminal.press("u");
  await terminal.see("OK StartVM  api-01  power off -> on");
  expect(rowOf(terminal, "api-01")).toContain("▶ on");
  // What undoes the undo disturbs again.
  terminal.press("u");
  await terminal.see("StopVM  api-01");
  await terminal.see("Enter runs it.");
  expect(terminal.text()).toContain("power on → off");
  terminal.press("esc");
  await terminal.see("Not run; nothing was sent.");
  expect(done(home)).toEqual([
    "intent StopVM api-01",
    "outcome StopVM api-01 OK",
    "intent StartVM api-01",
    "outcome StartVM api-01 OK",
  ]);
});

test("u in the audit pane plans what undoes the entry under the cursor", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":");
  await changeMemory(terminal, 6);
  await ask(terminal, "start stg-web-01");
  await terminal.see("OK StartVM  stg-web-01");
  terminal.press("esc");
  await terminal.see(": command");
  terminal.press("tab");
  await terminal.see("▸Audit");
  terminal.press("up", "up");
  await terminal.see("6 of 8");
  terminal.press("u");
  await terminal.see("ModifyMemory  db-01");
  await terminal.see("memory 6 GiB → 16 GiB");
  expect(terminal.text()).toContain("Enter runs it.");
  terminal.press("enter");
  await terminal.see("OK ModifyMemory  db-01  memoryMiB 6144 -> 16384");
  expect(rowOf(terminal, "db-01")).toContain("16 GiB");
  const undo = home.entries().filter(({ OPR, seq }) => OPR === "ModifyMemory" && seq > 6);
  expect(undo.map(({ phase, BEF, AFT }) => [phase, BEF?.memoryMiB, AFT?.memoryMiB])).toEqual([
    ["intent", 6144, undefined],
    ["outcome", 6144, 16384],
  ]);
});

test("undo with a number is about that entry, an intent's number about what became of it", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":");
  await ask(terminal, "rename db-01 ledger-01");
  await terminal.see("OK RenameVM");
  await ask(terminal, "start stg-web-01");
  await terminal.see("OK StartVM  stg-web-01");
  await ask(terminal, "undo 5");
  await terminal.see("name ledger-01 -> db-01");
  expect(rowOf(terminal, "db-01")).toContain("■ off");
  await ask(terminal, "undo #6");
  await terminal.see("StopVM  stg-web-01");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("OK StopVM  stg-web-01  power on -> off");
  expect(done(home).slice(4)).toEqual([
    "intent RenameVM ledger-01",
    "outcome RenameVM ledger-01 OK",
    "intent StopVM stg-web-01",
    "outcome StopVM stg-web-01 OK",
  ]);
});

test("to undo a creation is to delete: it takes the name of what was made", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":");
  await ask(terminal, "create aaa-new");
  await terminal.see("OK CreateVM  aaa-new");
  expect(terminal.text()).toContain("21 machines");
  await ask(terminal, "undo");
  await terminal.see("DeleteVM  aaa-new");
  await terminal.see("Type the name to agree: aaa-new");
  expect(terminal.text()).toContain("DESTROYS");
  terminal.press("enter");
  await terminal.see("That is not it; nothing was sent.");
  expect(done(home)).toEqual(["intent CreateVM aaa-new", "outcome CreateVM aaa-new OK"]);
  terminal.type("aaa-new");
  terminal.press("enter");
  await terminal.see("OK DeleteVM  aaa-new");
  await terminal.see("20 machines");
  expect(done(home).slice(2)).toEqual(["intent DeleteVM aaa-new", "outcome DeleteVM aaa-new OK"]);
});

test("what has been changed since is not taken back: the undo is refused, and that is recorded", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":");
  await changeMemory(terminal, 6);
  await changeMemory(terminal, 4);
  await ask(terminal, "undo 5");
  await terminal.see("REFUSED ModifyMemory  db-01");
  expect(terminal.text().replaceAll(/\s+/g, " ")).toContain(
    "db-01 is no longer as that entry left it: its memory was 6 GiB, and is 4 GiB now.",
  );
  expect(rowOf(terminal, "db-01")).toContain("4 GiB");
  expect(done(home).slice(4)).toEqual([
    "intent ModifyMemory db-01",
    "outcome ModifyMemory db-01 REFUSED TARGET_NOT_AS_LEFT",
  ]);
});

test("what cannot be undone is not: a deletion, a failure, a Login, an entry that is not there", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&faults=start:fail@1"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":");
  await ask(terminal, "start stg-web-01");
  await terminal.see("NG StartVM  stg-web-01");
  await ask(terminal, "delete db-01");
  await terminal.see("Type the name to agree: db-01");
  terminal.type("db-01");
  terminal.press("enter");
  await terminal.see("OK DeleteVM  db-01");
  const before = home.lines();
  for (const [line, why] of [
    ["undo", "DeleteVM cannot be undone: what there was before it is gone."],
    ["undo 5", "That StartVM was refused or has failed."],
    ["undo 2", "An entry of Login has changed no machine and no host."],
    ["undo 3", "An entry of Anchor has changed no machine and no host."],
    ["undo 99", "The journal has no entry 99."],
  ] as const) {
    terminal.press("ctrl+u");
    await ask(terminal, line);
    await terminal.see(why);
    terminal.press("esc");
    await terminal.gone(why);
  }
  terminal.press("ctrl+u", "ctrl+d");
  expect((await terminal.exited).code).toBe(0);
  // But for the last anchor and the Logout.
  expect(home.lines().slice(0, -3)).toEqual(before);
});
