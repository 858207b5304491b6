import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { OperatorHome } from "./shoseki.js";

const SIZE = { columns: 100, rows: 30 } as const;

const MAINTENANCE = `procedure: 1
title: Look after db-01
change: '^CHG\\d{4}$'
parameters:
  memory: { type: size, description: What it gets., default: 8GiB }
steps:
  - id: silence
    title: Silence the monitoring
    confirm: Has the monitoring been silenced?
  - id: grow
    title: Give it memory
    run: memory db-01 \${memory}
  - id: webs
    title: Restart the web machines
    for-each: web
    in: vms.filter(v, v.name == "web-03" || v.name == "web-04")
    steps:
      - { id: web-off, title: Power it off, run: "stop \${web}" }
      - { id: web-on, title: Power it on, run: "start \${web}", after: [web.power == on] }
  - id: version
    title: Write the version down
    manual: Read the version from the BMC of \${vms.filter(v, v.name == "db-01")[0]}.
  - id: never
    title: A check that is never so
    check: vms.exists(v, v.name == "db-01" && v.power == suspended)
  - id: on
    title: Power it on
    run: start db-01
`;

/** What a run has recorded, but for the checks. */
function recorded(home: OperatorHome): string[] {
  return home
    .entries()
    .filter(({ run, phase, OPR }) => run !== undefined && phase !== "intent" && OPR !== "Check")
    .map(({ OPR, run, AFT, RST, why, phase }) =>
      [
        OPR,
        run?.step,
        run?.item,
        run?.undo ? "undo" : undefined,
        phase === "procedure" ? AFT?.state : RST?.status,
        why,
      ]
        .filter((part) => part !== undefined && part !== null)
        .join(" "),
    );
}

async function ask(terminal: Terminal, line: string): Promise<void> {
  terminal.type(`:${line}`);
  await terminal.see(`› ${line}`);
  terminal.press("enter");
}

async function connected(home: OperatorHome): Promise<Terminal> {
  writeFileSync(join(home.directory, "look-after.yaml"), MAINTENANCE);
  const terminal = openConsole(home, ["sim:?vms=30"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  return terminal;
}

test("a procedure is run with the operator, paused, left, resumed in another console, and backed out of", async () => {
  using home = new OperatorHome();
  {
    await using terminal = await connected(home);
    await ask(terminal, "procedure look-after.yaml");
    // What was not said is asked for, and nothing is begun before it is as it must be.
    await terminal.see("Begin  Look after db-01");
    await terminal.see("^CHG");
    terminal.press("enter");
    expect(recorded(home)).toEqual([]);
    terminal.type("CHG0001");
    await terminal.see("Enter begins the run.");
    terminal.press("enter");
    await terminal.see("▸Look after db-01");
    await terminal.see("Enter goes on. Nothing has been done of this yet.");
    terminal.press("enter");
    await terminal.see("y is yes, n is no.");
    // Enter is no answer to a question.
    terminal.press("enter");
    await terminal.see("It is a question: y is yes, n is no.");
    terminal.press("y");
    await terminal.see("memory 16 GiB → 8 GiB");
    // A key counts once what it answers has been there for a while: that is when it is offered.
    await terminal.see("Enter runs it.");
    terminal.press("enter");
    await terminal.see("stop @");
    await terminal.see("Enter runs it.");
    expect(terminal.text()).toContain("Restart the web machines  web-03");
    expect(terminal.text()).toContain("done 0/2");
    // On by itself, until something asks: the work by hand.
    terminal.press("g");
    await terminal.see("Do this by hand.");
    expect(terminal.text()).toContain("done 2/2");
    // Away to the machines and back: the run waits.
    terminal.press("esc");
    await terminal.see("▸Machines");
    await terminal.see("run WAITS FOR YOU: r");
    terminal.press("r");
    await terminal.see("Do this by hand.");
    terminal.press("p");
    await terminal.see("The run is paused.");
    terminal.type("q");
    await terminal.see("leave");
    terminal.press("enter");
    expect((await terminal.exited).code).toBe(0);
  }
  const id = home.entries().find(({ OPR }) => OPR === "BeginRun")?.run?.id ?? "";
  await using terminal = await connected(home);
  await ask(terminal, `procedure resume ${id.slice(-8)}`);
  await terminal.see("Enter goes on.");
  expect(terminal.text()).toContain("CHG0001");
  terminal.press("enter");
  await terminal.see("Do this by hand.");
  terminal.press("enter");
  await terminal.see("What did you see?");
  terminal.type("2.41");
  terminal.press("enter");
  await terminal.see("CHECK_FAILED");
  terminal.press("s");
  await terminal.see("why is it left out?");
  terminal.type("it runs");
  terminal.press("enter");
  await terminal.see("▶ Power it on");
  terminal.press("b");
  await terminal.see("This would be undone, in this order");
  expect(terminal.text()).toMatch(/Power it on \(web-04\): by stop @\S+/u);
  expect(terminal.text()).toMatch(/Give it memory: by memory @\S+ 16384MiB/u);
  expect(terminal.text()).toContain("Write the version down: stays as it is; the file does not say how");
  terminal.type("the window is over");
  terminal.press("enter");
  await terminal.see("being undone");
  await terminal.see("Enter undoes it.");
  terminal.press("g");
  // It is another simulator, whose db-01 has its old memory: what is not as it was left is not taken back.
  await terminal.see("db-01 is no longer as that entry left it");
  terminal.press("s");
  await terminal.see("why is it left as it is?");
  terminal.type("it has it already");
  terminal.press("enter");
  await terminal.see("Some of what was done is left as it is.");
  expect(
    recorded(home).filter((line) => !/^(ModifyMemory|StartVM|StopVM|BeginStep|Answer)/u.test(line)),
  ).toEqual([
    "BeginRun",
    "EndStep silence done",
    "EndStep grow done",
    ...["web-03", "web-04"].flatMap((name) => {
      const item = itemOf(home, name);
      return [`EndStep web-off ${item} done`, `EndStep web-on ${item} done`];
    }),
    "PauseRun",
    "ResumeRun",
    "EndStep version done 2.41",
    "EndStep never failed",
    "EndStep never skipped it runs",
    "BackOut the window is over",
    // Why is the runner's to say.
    expect.stringMatching(/^EndStep version undo kept/u),
    ...["web-04", "web-03"].flatMap((name) => {
      const item = itemOf(home, name);
      return [`EndStep web-on ${item} undo undone`, `EndStep web-off ${item} undo undone`];
    }),
    "EndStep grow undo kept it has it already",
    "EndRun rolled-back-in-part",
  ]);
  // The record of each operation says of which step it is, and every one of them went well.
  const operations = home.entries().filter(({ phase, run }) => phase === "outcome" && run !== undefined);
  expect(operations.map(({ RST }) => RST?.status)).toEqual(Array.from({ length: 9 }, () => "OK"));
  expect(new Set(operations.map(({ ticket }) => ticket))).toEqual(new Set(["CHG0001"]));
});

function itemOf(home: OperatorHome, name: string): string {
  return home.entries().find(({ TGT, phase }) => TGT.name === name && phase === "outcome")?.TGT.id ?? "";
}

test("what destroys is agreed to by its name, on whatever way it is come to; a quit in the middle pauses the run", async () => {
  using home = new OperatorHome();
  await using terminal = await connected(home);
  writeFileSync(
    join(home.directory, "delete.yaml"),
    `procedure: 1
title: Take db-01 away
steps:
  - { id: gone, title: Delete it, run: delete db-01, undo: { none: it is gone for good } }
  - { id: said, title: Tell them, confirm: Have they been told? }
`,
  );
  await ask(terminal, "procedure delete.yaml");
  await terminal.see("Nothing has been done of this yet.");
  // Its endpoint stays while it is open, and a lock hides it without ending it.
  await ask(terminal, "disconnect sim");
  await terminal.see("A run goes on at sim: pause it first.");
  terminal.press("esc");
  await terminal.see(": command");
  terminal.press("L");
  await terminal.see("Locked since");
  expect(terminal.text()).not.toContain("Take db-01 away");
  // The Enter that unlocks it agrees to nothing, and one too many to nothing either.
  terminal.press("enter", "enter");
  await terminal.see("Nothing has been done of this yet.");
  terminal.press("g");
  await terminal.see("Enter, and then what shows that you have read it");
  terminal.press("g");
  await terminal.see("Type the name to agree: db-01");
  terminal.press("enter");
  await terminal.see("That is not it; nothing was sent.");
  expect(home.entries().some(({ OPR }) => OPR === "DeleteVM")).toBe(false);
  terminal.type("db-01");
  terminal.press("enter");
  await terminal.see("y is yes, n is no.");
  terminal.press("n");
  await terminal.see("Answer no?");
  terminal.press("esc");
  await terminal.gone("Answer no?");
  terminal.press("ctrl+d");
  await terminal.see("is paused, and can be gone on with later");
  terminal.press("enter");
  expect((await terminal.exited).code).toBe(0);
  const said = home.entries().filter(({ phase }) => phase === "procedure");
  expect(said.map(({ OPR }) => OPR)).toEqual(["BeginRun", "BeginStep", "EndStep", "PauseRun"]);
  const order = home.entries().map(({ OPR, phase }) => `${phase} ${OPR}`);
  expect(order.indexOf("procedure PauseRun")).toBeLessThan(order.lastIndexOf("intent Logout"));
});

test("a rehearsal shows all of it and changes nothing; the run after it is held against it", async () => {
  using home = new OperatorHome();
  await using terminal = await connected(home);
  writeFileSync(
    join(home.directory, "restart.yaml"),
    `procedure: 1
title: Restart web-03
steps:
  - { id: off, title: Power it off, run: stop web-03, estimate: 30s }
  - { id: on, title: Power it on, run: start web-03 }
`,
  );
  await ask(terminal, "rehearse restart.yaml");
  await terminal.see("This was on a copy.");
  expect(terminal.text()).toContain("REHEARSAL: nothing is sent");
  expect(home.entries().some(({ OPR }) => OPR === "StopVM")).toBe(false);
  terminal.press("enter");
  await terminal.see("Enter goes on.");
  expect(terminal.text()).not.toContain("REHEARSAL");
  terminal.press("g");
  await terminal.see("The run is complete.");
  await terminal.see("2 done");
  const kept = home.entries().find(({ OPR }) => OPR === "Rehearse");
  const begun = home.entries().find(({ OPR }) => OPR === "BeginRun");
  expect(kept?.id).toBeDefined();
  expect(begun?.ref).toBe(kept?.id);
});

test("a session that ends in the middle of a step is opened again, and the step is gone on with from there", async () => {
  using home = new OperatorHome();
  writeFileSync(
    join(home.directory, "stop.yaml"),
    `procedure: 1
title: Stop two
steps:
  - { id: first, title: Stop the third, run: stop web-03 }
  - { id: second, title: Stop the fourth, run: stop web-04 }
`,
  );
  await using terminal = openConsole(home, ["sim:?vms=30&faults=stop:expire@2"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  await ask(terminal, "procedure stop.yaml");
  await terminal.see("Nothing has been done of this yet.");
  terminal.press("g");
  await terminal.see("There is no session, and this was not done.");
  await terminal.see("SESSION ENDED");
  terminal.type("C");
  // It does not go on by itself any more: the plan is made, and asked, by the new session.
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("The run is complete.");
  terminal.press("ctrl+d");
  expect((await terminal.exited).code).toBe(0);
  const stops = home.entries().filter(({ OPR, phase }) => OPR === "StopVM" && phase === "outcome");
  expect(stops.map(({ TGT, RST }) => `${TGT.name} ${RST?.code ?? RST?.status}`)).toEqual([
    "web-03 OK",
    "web-04 SESSION_ENDED",
    "web-04 OK",
  ]);
  expect(new Set(stops.map(({ run }) => run?.id)).size).toBe(1);
});
