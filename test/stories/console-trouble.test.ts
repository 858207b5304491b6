import { join } from "node:path";
import { expect, test } from "vitest";
import { smallDisk } from "../journal/small-disk.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { OperatorHome } from "./shoseki.js";

const SIZE = { columns: 100, rows: 30 } as const;

/** What was asked, and what became of it, as it stands in the journal. */
function done(home: OperatorHome, journal?: string): string[] {
  return home
    .entries(journal)
    .filter(({ OPR }) => OPR !== "Key")
    .map(({ phase, OPR, TGT, RST }) =>
      [phase, OPR, TGT.name, RST?.status, RST?.code].filter((part) => part !== undefined).join(" "),
    );
}

const LOGIN = ["intent Login sim:", "outcome Login sim: OK"];
const LOGOUT = ["intent Logout sim:", "outcome Logout sim: OK"];

function rowOf(terminal: Terminal, machine: string): string {
  return terminal.screen().find((row) => row.slice(2).startsWith(`${machine} `)) ?? "";
}

/** The screen as one text, however its sentences are broken into lines. */
function said(terminal: Terminal): string {
  return terminal.text().replaceAll(/\s+/g, " ");
}

/** Types a line on the command line, where the cursor stays. */
async function ask(terminal: Terminal, line: string): Promise<void> {
  terminal.type(line);
  await terminal.see(`› ${line}`);
  terminal.press("enter");
}

test("a task that fails is NG, with what the server says of it, and work goes on", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&faults=start:fail@1"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":");
  await ask(terminal, "start db-01");
  await terminal.see("NG StartVM  db-01");
  expect(said(terminal)).toContain("it failed: A simulated fault: the task has failed (SystemError).");
  expect(terminal.text()).toMatch(/✗ NG +StartVM +db-01 +TASK_FAILED/);
  expect(rowOf(terminal, "db-01")).toContain("■ off");
  await ask(terminal, "start db-01");
  await terminal.see("OK StartVM  db-01  power off -> on");
  expect(done(home).slice(2)).toEqual([
    "intent StartVM db-01",
    "outcome StartVM db-01 NG TASK_FAILED",
    "intent StartVM db-01",
    "outcome StartVM db-01 OK",
  ]);
});

test("a reply that is lost leaves UNKNOWN, and an open intent; then it is found out", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&latency=300ms&faults=reconfigure:lost@1"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":");
  await ask(terminal, "memory db-01 6GiB");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see(/\? UNKNOWN +ModifyMemory +db-01 +CONNECTION_LOST/);
  expect(terminal.text()).toContain("1 open");
  await terminal.see("Looked up what became of ModifyMemory");
  expect(said(terminal)).toContain("Looked up what became of ModifyMemory of db-01: OK.");
  expect(terminal.text()).toContain("none open");
  expect(terminal.text()).toMatch(/✓ OK +ModifyMemory +db-01 +memoryMiB 16384 -> 6144/);
  expect(rowOf(terminal, "db-01")).toContain("6 GiB");
  expect(done(home).slice(2)).toEqual([
    "intent ModifyMemory db-01",
    "outcome ModifyMemory db-01 UNKNOWN CONNECTION_LOST",
    "recovery ModifyMemory db-01 OK TASK_FOUND",
  ]);
});

test("a session that the server ends: what was there stays, nothing can be changed, and C logs in again", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&faults=stop:expire"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.press("S");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("SESSION ENDED");
  await terminal.see("NG StopVM  api-01");
  expect(rowOf(terminal, "api-01")).toContain("▶ on");
  expect(rowOf(terminal, "web-01")).toContain("▶ on");

  const before = home.lines();
  terminal.press("D");
  await terminal.see("the session has ended; C logs in again");
  expect(terminal.text()).not.toContain("Type the name");
  terminal.type(":");
  await ask(terminal, "start db-01");
  await terminal.see(/^ the session has ended; C logs in again$/m);
  terminal.press("esc");
  await terminal.see(": command");
  expect(home.lines()).toEqual(before);

  terminal.press("C");
  await terminal.gone("SESSION ENDED");
  await terminal.see("Connected to Shoseki simulator");
  expect(terminal.text()).toContain("read-write");
  terminal.type(":");
  await ask(terminal, "start db-01");
  await terminal.see("OK StartVM  db-01  power off -> on");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  expect(done(home)).toEqual([
    ...LOGIN,
    "intent StopVM api-01",
    "session SessionEnded sim: NG SESSION_ENDED",
    "outcome StopVM api-01 NG SESSION_ENDED",
    ...LOGIN,
    "intent StartVM db-01",
    "outcome StartVM db-01 OK",
    ...LOGOUT,
  ]);
});

test("what was under way when the session ended is UNKNOWN, and looked up at the next Login", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&latency=300ms&faults=stop:expire"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":");
  await ask(terminal, "clone api-01 api-03");
  await terminal.see(/CloneVM api-01 .* 10 %/);
  await ask(terminal, "stop api-02");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see(/\? UNKNOWN +CloneVM +api-01 +CONNECTION_LOST/);
  expect(terminal.text()).toContain("SESSION ENDED");
  await terminal.see("1 open");
  terminal.press("esc");
  await terminal.see(": command");
  terminal.press("C");
  await terminal.see(/✓ OK +CloneVM +api-01/);
  expect(done(home).filter((entry) => entry.includes("CloneVM"))).toEqual([
    "intent CloneVM api-01",
    "outcome CloneVM api-01 UNKNOWN CONNECTION_LOST",
    "recovery CloneVM api-01 OK TASK_FOUND",
  ]);
});

test("a login that is refused gives the terminal back, with the reason on the screen that was there", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?faults=login:refuse"], SIZE);
  expect(await terminal.exited).toEqual({ code: 3, signal: null });
  expect(terminal).toMatchObject({ onAlternateScreen: false, cursor: { shown: true } });
  expect(terminal.text()).toContain("LOGIN_REFUSED: The server refused the login of operator:");
  expect(terminal.text()).toContain("No session was opened.");
  expect(terminal.text()).toContain("Check the user and the password");
  expect(done(home)).toEqual(["intent Login sim:", "outcome Login sim: NG LOGIN_REFUSED"]);
});

test("a journal that takes nothing more makes the console read-only, and nothing is sent", async (context) => {
  using disk = smallDisk(context, { kiB: 512 });
  const journal = join(disk.path, "journal");
  using home = new OperatorHome();
  // No entry fits into what is left of the last page on a full disk.
  const reason = "x".repeat(8_000);
  const args = ["sim:?vms=20", "--journal", journal, "--reason", reason];
  await using terminal = openConsole(home, args, { ...SIZE, columns: 120 });
  await terminal.see("Connected to Shoseki simulator");
  // Details come once all is at rest: nobody looks into the journal by then.
  await terminal.see("Hardware");
  const before = home.lines(journal);
  disk.fill();
  terminal.type(":");
  await ask(terminal, "start db-01");
  await terminal.see("JOURNAL FAILED, READ-ONLY");
  expect(terminal.text()).toContain("JOURNAL_UNWRITABLE");
  expect(said(terminal)).toContain("Nothing is sent to a hypervisor without its entry on disk first.");
  // It would not help by itself.
  expect(said(terminal)).toMatch(/Check the disk's free space .* Quit, and open it again/);
  expect(terminal.text()).not.toContain("read-write");
  terminal.press("esc");
  await terminal.gone("JOURNAL_UNWRITABLE");
  expect(rowOf(terminal, "db-01")).toContain("■ off");

  // From then on, also once there is space again.
  disk.free();
  await ask(terminal, "start db-01");
  await terminal.see(/^ the journal failed; quit and open the console again to change anything$/m);
  terminal.press("esc");
  await terminal.see(": command");
  terminal.press("S");
  await terminal.see(": the journal failed; quit and open the console again to change anything");
  expect(rowOf(terminal, "api-01")).toContain("▶ on");
  terminal.type(":");
  await ask(terminal, "read-only off");
  await terminal.see("The journal has failed: this console changes nothing more.");
  expect(home.lines(journal)).toEqual(before);
  // One that comes from outside is not done by it either: it logs in by itself.
  expect(await home.run(["exec", "sim:?vms=20", "start db-01", "--journal", journal])).toMatchObject({
    code: 0,
  });
  const [via] = home.entries(journal).flatMap(({ OPR, USR }) => (OPR === "StartVM" ? [USR.via ?? null] : []));
  expect(via).toBeNull();

  // The Logout can be written again; that the journal failed is told all the same.
  terminal.press("esc");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 4, signal: null });
  expect(said(terminal)).toContain(
    "The journal failed, and nothing was changed from here after that: JOURNAL_UNWRITABLE: The journal",
  );
});

test("long tasks show their progress and how long they have run, side by side, while other work is done", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&latency=400ms"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":");
  await ask(terminal, "clone api-01 api-03");
  await terminal.see(/CloneVM api-01 .*█+░+ {2}10 % +\d+\.\d s/);
  await ask(terminal, "clone api-02 api-04");
  await terminal.see("2 running");
  await terminal.see(/CloneVM api-01 .* \d0 % [\s\S]*CloneVM api-02 .* \d0 %/);
  await ask(terminal, "start db-01");
  await terminal.see("OK StartVM  db-01  power off -> on");
  expect(terminal.text()).toContain("CloneVM api-02");
  expect(terminal.text()).not.toMatch(/✓ OK +CloneVM/);
  await terminal.see("OK CloneVM  api-01  +clone api-03");
  await terminal.see("OK CloneVM  api-02  +clone api-04");
  await terminal.gone("running");
  expect(terminal.text()).toContain("22 machines");
  expect(done(home).slice(2)).toEqual([
    "intent CloneVM api-01",
    "intent CloneVM api-02",
    "intent StartVM db-01",
    "outcome StartVM db-01 OK",
    "outcome CloneVM api-01 OK",
    "outcome CloneVM api-02 OK",
  ]);
});

test("Ctrl-C asks; Esc lets it run on, and x has the server cancel it", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&latency=400ms"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":");
  await ask(terminal, "clone api-01 api-03");
  await terminal.see(/CloneVM api-01 .* 10 %/);
  // From the line that it was typed on.
  terminal.press("ctrl+c");
  await terminal.see("One command is running.");
  terminal.press("esc");
  await terminal.gone("One command is running.");
  await terminal.see(/CloneVM api-01 .* 20 %/);
  terminal.press("ctrl+c");
  await terminal.see("One command is running.");
  terminal.press("x");
  await terminal.see("NG CloneVM  api-01");
  expect(said(terminal)).toContain("The server ended the task before it was done, as you had asked");
  expect(terminal.text()).toContain("20 machines");
  expect(rowOf(terminal, "api-03")).toBe("");
  terminal.press("ctrl+d");
  expect((await terminal.exited).code).toBe(0);
  expect(done(home)).toEqual([
    ...LOGIN,
    "intent CloneVM api-01",
    "outcome CloneVM api-01 NG CANCELLED",
    ...LOGOUT,
  ]);
});

test("to wait no longer leaves UNKNOWN: the intent stays open, and the farewell says so", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&latency=400ms"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.type(":");
  await ask(terminal, "clone api-01 api-03");
  await terminal.see(/CloneVM api-01 .* 10 %/);
  terminal.press("esc");
  await terminal.see(": command");
  terminal.press("ctrl+c");
  await terminal.see("One command is running.");
  terminal.press("U");
  await terminal.see("UNKNOWN CloneVM  api-01");
  expect(said(terminal)).toContain("Waiting was given up before the task had ended.");
  expect(terminal.text()).toContain("1 open");
  terminal.press("ctrl+d");
  expect((await terminal.exited).code).toBe(0);
  expect(terminal.onAlternateScreen).toBe(false);
  expect(said(terminal)).toContain("1 open");
  expect(done(home)).toEqual([
    ...LOGIN,
    "intent CloneVM api-01",
    "outcome CloneVM api-01 UNKNOWN GAVE_UP_WAITING",
    ...LOGOUT,
  ]);
});
