import { afterAll, beforeAll, expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

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

/** Puts the cursor on the one machine that the filter leaves. */
async function select(terminal: Terminal, machine: string): Promise<void> {
  terminal.type(`/${machine}`);
  await terminal.see(`/${machine}`);
  terminal.press("enter");
  await terminal.see(": command");
}

async function leave(terminal: Terminal): Promise<void> {
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
}

test("what is harmless is done at once: a start by its key, a name and a snapshot by their forms", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  await select(terminal, "db-01");
  terminal.press("s");
  await terminal.see("OK StartVM  db-01  power off -> on");
  terminal.press("n");
  await terminal.see("NEW-NAME db-01");
  terminal.type("ledger-01");
  terminal.press("enter");
  await terminal.see("OK RenameVM  db-01  name db-01 -> ledger-01");
  await terminal.see("Nothing matches");
  terminal.press("esc");
  await terminal.gone("Nothing matches");
  await select(terminal, "ledger-01");
  terminal.press("p");
  await terminal.see("snapshot create  ledger-01");
  terminal.type("before the patch");
  await terminal.see("'before the patch'");
  terminal.press("enter");
  await terminal.see("OK CreateSnapshot  ledger-01  snapshot");
  expect(done(home)).toEqual([
    "intent StartVM db-01",
    "outcome StartVM db-01 OK",
    "intent RenameVM db-01",
    "outcome RenameVM db-01 OK",
    "intent CreateSnapshot ledger-01",
    "outcome CreateSnapshot ledger-01 OK",
  ]);
});

test("what disturbs is shown and waits for Enter, which runs it", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.press("S");
  await terminal.see("Enter runs it.");
  expect(terminal.text()).toContain("StopVM  api-01");
  expect(terminal.text()).toContain("power on → off");
  expect(terminal.text()).toContain("Disturbs: whoever uses the machine will notice.");
  expect(terminal.text()).toContain("To undo it: start;");
  expect(terminal.text()).toContain("journal #3");
  terminal.press("enter");
  await terminal.see("OK StopVM  api-01  power on -> off");
  expect(rowOf(terminal, "api-01")).toContain("■ off");
  expect(done(home)).toEqual(["intent StopVM api-01", "outcome StopVM api-01 OK"]);
});

test("Esc at any plan or form: nothing was sent, nothing is recorded", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.press("S");
  await terminal.see("Enter runs it.");
  terminal.press("esc");
  await terminal.see("Not run; nothing was sent.");
  terminal.press("n");
  await terminal.see("NEW-NAME api-01");
  terminal.type("never-01");
  // What would come of it is read from the server; that is only a look.
  await terminal.see("name api-01 → never-01");
  terminal.press("esc");
  await terminal.gone("NEW-NAME");
  for (const [line, asks] of [
    ["delete db-01", "Type the name to agree: db-01"],
    ["stop web-*", "Type the number"],
  ] as const) {
    terminal.type(`:${line}`);
    await terminal.see(`› ${line}`);
    terminal.press("enter");
    await terminal.see(asks);
    terminal.press("esc");
    await terminal.gone(asks);
    terminal.press("esc");
    await terminal.see(": command");
  }
  expect(rowOf(terminal, "api-01")).toContain("▶ on");
  expect(rowOf(terminal, "db-01")).toContain("■ off");
  await leave(terminal);
  expect(done(home)).toEqual([]);
});

test("what destroys takes the machine's name: no other, no other case, not nothing", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  await select(terminal, "db-01");
  terminal.press("D");
  await terminal.see("Type the name to agree: db-01");
  expect(terminal.text()).toContain("DESTROYS");
  expect(terminal.text()).toContain("Lost for good: Hard disk 1 (40 GiB");
  for (const wrong of ["", "db-02", "DB-01", "db-0"]) {
    terminal.type(wrong);
    await terminal.see(`Agree  ${wrong}`.trimEnd());
    terminal.press("enter");
    await terminal.see("That is not it; nothing was sent.");
    terminal.press("ctrl+u");
    if (wrong !== "") await terminal.gone(`Agree  ${wrong}`);
  }
  expect(terminal.text()).toContain("journal #3");
  expect(done(home)).toEqual([]);
  terminal.type("db-01");
  terminal.press("enter");
  await terminal.see("OK DeleteVM  db-01");
  terminal.press("esc");
  await terminal.see("━ 19 machines");
  expect(rowOf(terminal, "db-01")).toBe("");
  expect(done(home)).toEqual(["intent DeleteVM db-01", "outcome DeleteVM db-01 OK"]);
});

test("several at once take their number; another number does nothing", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.press("space", "space");
  await terminal.see("2 marked");
  terminal.press("S");
  await terminal.see("Type the number of those that will be changed to agree: 2");
  for (const wrong of ["20", "api-01"]) {
    terminal.type(wrong);
    terminal.press("enter");
    await terminal.see("That is not it; nothing was sent.");
    terminal.press("ctrl+u");
    await terminal.gone(`Agree  ${wrong}`);
  }
  expect(done(home)).toEqual([]);
  terminal.type("2");
  terminal.press("enter");
  await terminal.see("StopVM  2 targets: 2 OK.");
  expect(rowOf(terminal, "app-01")).toContain("▶ on");
  const [intents, outcomes] = ["intent", "outcome"].map((phase) =>
    done(home).filter((entry) => entry.startsWith(phase)),
  );
  expect(intents?.sort()).toEqual(["intent StopVM api-01", "intent StopVM api-02"]);
  expect(outcomes?.sort()).toEqual(["outcome StopVM api-01 OK", "outcome StopVM api-02 OK"]);
});

test("of several, those that would be refused are not counted, and recorded as REFUSED", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":start db-*");
  terminal.press("enter");
  await terminal.see("1 to run, 1 refused");
  expect(terminal.text()).toMatch(/⊘ db-02 .*db-02 is powered on/);
  terminal.type("2");
  terminal.press("enter");
  await terminal.see("That is not it; nothing was sent. Type the number of those that will be changed");
  expect(done(home)).toEqual([]);
  terminal.press("ctrl+u");
  terminal.type("1");
  terminal.press("enter");
  await terminal.see("StartVM  2 targets: 1 OK, 1 REFUSED.");
  expect(done(home).toSorted()).toEqual([
    "intent StartVM db-01",
    "intent StartVM db-02",
    "outcome StartVM db-01 OK",
    "outcome StartVM db-02 REFUSED POWER_STATE",
  ]);
});

test("a machine that changes between the plan and the agreement is left alone", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&latency=900ms"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  // Its snapshot comes long after the plan to delete it has been read.
  terminal.type(":snapshot create db-01 nightly");
  terminal.press("enter");
  await terminal.see("CreateSnapshot db-01");
  terminal.type("delete db-01");
  terminal.press("enter");
  await terminal.see("Type the name to agree: db-01");
  expect(terminal.text()).toContain("1 running");
  expect(terminal.text()).not.toContain("nightly,");
  await terminal.see("OK CreateSnapshot  db-01");
  terminal.type("db-01");
  terminal.press("enter");
  await terminal.see("REFUSED DeleteVM  db-01");
  await terminal.see("db-01 has changed since the plan was confirmed.");
  expect(rowOf(terminal, "db-01")).toContain("■ off");
  expect(done(home).slice(2)).toEqual([
    "intent DeleteVM db-01",
    "outcome DeleteVM db-01 REFUSED TARGET_CHANGED",
  ]);
});

test("a machine that comes after the plan is none of those that were agreed to", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20&latency=200ms"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":clone api-01 api-03 --on");
  terminal.press("enter");
  await terminal.see("CloneVM api-01");
  terminal.type("suspend api-*");
  terminal.press("enter");
  await terminal.see("Type the number of those that will be changed to agree: 2");
  expect(terminal.text()).toContain("1 running");
  await terminal.see("OK CloneVM  api-01  +clone api-03");
  terminal.type("2");
  terminal.press("enter");
  await terminal.see("SuspendVM  2 targets: 2 OK.");
  expect(rowOf(terminal, "api-01")).toContain("‖ susp");
  expect(rowOf(terminal, "api-02")).toContain("‖ susp");
  expect(rowOf(terminal, "api-03")).toContain("▶ on");
  expect(done(home).filter((entry) => entry.includes("api-03"))).toEqual([]);
});

test("a form begins with what is so, says what is wrong as it is typed, and shows what would come of it", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  await select(terminal, "db-01");
  terminal.press("m");
  await terminal.see("SIZE 16GiB");
  await terminal.see("db-01 already has 16384 MiB as the memory.");
  terminal.type("much");
  await terminal.see("much is not a size");
  terminal.press("enter");
  terminal.press("ctrl+u");
  terminal.type("6GiB");
  // The form is still there: what cannot be understood was not taken.
  await terminal.see("SIZE 6GiB");
  await terminal.see("✓ db-01  esx-02.tyo.example  memory 16 GiB → 6 GiB");
  expect(done(home)).toEqual([]);
  terminal.press("enter");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("OK ModifyMemory  db-01  memoryMiB 16384 -> 6144");
  expect(rowOf(terminal, "db-01")).toContain("6 GiB");
});

test("^N puts what could stand in a field into it", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  expect(rowOf(terminal, "api-01")).toContain("esx-02.tyo.example");
  terminal.press("v");
  await terminal.see("GiB promised");
  terminal.press("ctrl+n");
  await terminal.see(/--host +esx-01\.tyo\.example/);
  await terminal.see("host esx-02.tyo.example → esx-01.tyo.example");
  terminal.press("ctrl+n");
  await terminal.see(/--host +esx-02\.tyo\.example/);
  terminal.press("ctrl+p");
  await terminal.see("host esx-02.tyo.example → esx-01.tyo.example");
  terminal.press("enter");
  await terminal.see("Enter runs it.");
  terminal.press("enter");
  await terminal.see("OK MoveVM  api-01  host esx-02.tyo.example -> esx-01.tyo.example");
  expect(rowOf(terminal, "api-01")).toContain("esx-01.tyo.example");
});

test("a reason and a change number that are typed beside the plan are in intent and outcome, and stay", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.press("S");
  await terminal.see("Enter runs it.");
  terminal.type("disk swap");
  terminal.press("tab");
  terminal.type("CHG-1042");
  terminal.press("enter");
  await terminal.see("OK StopVM");
  await terminal.see("change CHG-1042");
  terminal.press("s");
  await terminal.see("OK StartVM");
  const said = home.entries().filter(({ OPR }) => OPR === "StopVM" || OPR === "StartVM");
  expect(said.map(({ phase, why, ticket }) => [phase, why, ticket])).toEqual([
    ["intent", "disk swap", "CHG-1042"],
    ["outcome", "disk swap", "CHG-1042"],
    ["intent", "disk swap", "CHG-1042"],
    ["outcome", "disk swap", "CHG-1042"],
  ]);
});

test("where a reason and a change number are demanded, not even a start is run without", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20", "--ask-reason", "--ask-ticket"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  await select(terminal, "db-01");
  terminal.press("s");
  await terminal.see("Harmless: it takes nothing away.");
  terminal.press("enter");
  await terminal.see("A reason is asked for here.");
  terminal.type("back to work");
  terminal.press("enter");
  await terminal.see("A change number is asked for here.");
  expect(done(home)).toEqual([]);
  terminal.type("CHG-7");
  terminal.press("enter");
  await terminal.see("OK StartVM  db-01");
  const said = home.entries().filter(({ OPR }) => OPR === "StartVM");
  expect(said.map(({ why, ticket }) => [why, ticket])).toEqual([
    ["back to work", "CHG-7"],
    ["back to work", "CHG-7"],
  ]);
});

test("ticket sets the change number of what follows, and without one it is gone again", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(":ticket CHG-1");
  terminal.press("enter");
  terminal.type("start db-01");
  await terminal.see("› start db-01");
  terminal.press("enter");
  await terminal.see("OK StartVM  db-01");
  terminal.type("ticket");
  terminal.press("enter");
  terminal.type("snapshot create db-01");
  await terminal.see("› snapshot create db-01");
  terminal.press("enter");
  await terminal.see("OK CreateSnapshot  db-01");
  const tickets = home.entries().filter(({ OPR }) => OPR === "StartVM" || OPR === "CreateSnapshot");
  expect(tickets.map(({ OPR, ticket }) => [OPR, ticket])).toEqual([
    ["StartVM", "CHG-1"],
    ["StartVM", "CHG-1"],
    ["CreateSnapshot", undefined],
    ["CreateSnapshot", undefined],
  ]);
});

test.each([
  ["start api-01", "StartVM", "api-01", "POWER_STATE", "api-01 is powered on, and this needs it to be"],
  ["start tmpl-debian-13", "StartVM", "tmpl-debian-13", "IS_TEMPLATE", "tmpl-debian-13 is a template"],
  ["cpu api-01 4", "ModifyCPU", "api-01", "NO_CHANGE", "api-01 already has 4 as the number of CPUs."],
])("%s is refused: the reason is said, and the refusal recorded", async (line, OPR, name, code, why) => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  await terminal.see(/ anchored \dm ago/);
  terminal.type(`:${line}`);
  terminal.press("enter");
  await terminal.see(`REFUSED ${OPR}  ${name}`);
  expect(terminal.text()).toContain(why);
  expect(terminal.text()).toMatch(new RegExp(`⊘ REFUSED +${OPR} +${name} +${code}`));
  expect(done(home)).toEqual([`intent ${OPR} ${name}`, `outcome ${OPR} ${name} REFUSED ${code}`]);
});

onVcsim("a machine that another client works on", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 2, hosts: 0, clusters: 1 });
  });
  afterAll(() => site.stop());

  test("what it has changed since the plan was shown is not touched", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    const { name } = machine!;
    await using terminal = openConsole(home, [site.endpoint, "--thumbprint", site.vcsim.thumbprint], {
      ...SIZE,
      env: { SHOSEKI_PASSWORD: site.vcsim.password },
    });
    await terminal.see("Connected to");
    terminal.type(`:reset @${machine!.id}`);
    terminal.press("enter");
    await terminal.see("Enter runs it.");
    // Longer than a plan counts as just read.
    await site.vcsim.setTaskDuration(2_500, "PowerOffVM_Task");
    await site.vcsim.govc(["vm.power", "-off", name]);
    terminal.press("enter");
    await terminal.see(`REFUSED ResetVM  ${name}`);
    await terminal.see(`${name} has changed since the plan was`);
    expect(rowOf(terminal, name)).toContain("■ off");
    expect(await site.vcsim.calls(({ method }) => method === "ResetVM_Task")).toEqual([]);
    expect(done(home)).toEqual([`intent ResetVM ${name}`, `outcome ResetVM ${name} REFUSED TARGET_CHANGED`]);
  });
});
