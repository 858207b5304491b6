import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { cursorOn, enterLine, inventoryRows, namesIn } from "./console-desk.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { expectHonest, VsphereSite } from "./vsphere-site.js";

const SIZE = { columns: 120, rows: 36 } as const;
/** Without details beside the inventory. */
const NARROW = { columns: 100, rows: 36 } as const;
/** With room for all of them. */
const HIGH = { columns: 130, rows: 44 } as const;
const RECONFIGURE = "ReconfigVM_Task";
const READ = "RetrievePropertiesEx";

onVcsim("the console on a vCenter", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 6, hosts: 0, clusters: 1, poweredOff: true });
  });
  afterAll(() => site.stop());
  let before: ReadonlySet<string>;
  beforeEach(async () => {
    await site.reset();
    before = new Set((await site.vcsim.sessions()).map(({ key }) => key));
  });

  const open = async (
    home: OperatorHome,
    size: typeof SIZE | typeof NARROW | typeof HIGH = SIZE,
  ): Promise<Terminal> => {
    const terminal = openConsole(home, [site.endpoint, "--thumbprint", site.vcsim.thumbprint], {
      ...size,
      env: { SHOSEKI_PASSWORD: site.vcsim.password },
    });
    await terminal.see("Connected to VMware vCenter Server");
    await terminal.see(/ ms {2}read-write/);
    return terminal;
  };
  /** Sessions that have come since the story began, and are not the other client's. */
  const sessions = async () =>
    (await site.vcsim.sessions()).filter(
      ({ key, userAgent }) => !before.has(key) && !userAgent.startsWith("govc"),
    );
  /** The server has no session of the console's any more, but for those that could not be told to end. */
  const leave = async (terminal: Terminal, home: OperatorHome, untold = 0): Promise<void> => {
    terminal.press("ctrl+d");
    const { code, signal } = await terminal.exited;
    expectHonest(home, { code, signal, out: terminal.text(), err: "" }, site.vcsim.password);
    expect(code).toBe(0);
    expect(await sessions()).toHaveLength(untold);
  };
  const row = (terminal: Terminal, name: string) =>
    inventoryRows(terminal.screen()).find((each) => each.slice(2).startsWith(`${name} `)) ?? "";
  const outcomes = (home: OperatorHome) =>
    home
      .entries()
      .filter(({ phase }) => phase === "outcome" || phase === "recovery")
      .map(({ OPR, RST }) => `${OPR} ${RST?.status}`);
  /** What came to the server that changes something. */
  const changing = () => site.methods().filter((method) => method.endsWith("_Task"));
  /** Puts the cursor on the one machine that the filter leaves. */
  const goTo = async (terminal: Terminal, name: string): Promise<void> => {
    terminal.press("/", "ctrl+u");
    terminal.type(name);
    await terminal.see(`/${name}`);
    terminal.press("enter");
    await cursorOn(terminal, name);
  };

  test("shows what is there as a table, by hosts and by folders, and filters it", async () => {
    using home = new OperatorHome();
    const names = (await site.machines()).map(({ name }) => name);
    await using terminal = await open(home, NARROW);
    expect(namesIn(terminal.screen())).toEqual(names);
    terminal.type("/*VM[12]");
    await terminal.see("2 of 6 machines");
    expect(namesIn(terminal.screen())).toEqual(names.slice(1, 3));
    terminal.press("esc");
    await terminal.see("━ 6 machines");
    terminal.press("t");
    await terminal.see("Hosts and clusters");
    const hosts = inventoryRows(terminal.screen()).join("\n");
    for (const place of ["DC0", "DC0_C0", "DC0_C0_H2"])
      expect(hosts).toMatch(new RegExp(`[▾▸] .*${place}\\b`, "u"));
    terminal.press("t");
    await terminal.see("▸Folders");
    expect(inventoryRows(terminal.screen()).join("\n")).toContain(names[5]);
    await leave(terminal, home);
    expect(changing()).toEqual([]);
  });

  test("connects, changes a machine in each step of risk, and undoes a change, as another client sees it", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    const { id, name } = machine!;
    await using terminal = await open(home);
    enterLine(terminal, `start @${id}`);
    await terminal.see(`OK StartVM  ${name}`);
    terminal.type(`stop @${id}`);
    terminal.press("enter");
    await terminal.see("Enter runs it.");
    terminal.press("enter");
    await terminal.see(`OK StopVM  ${name}  power on -> off`);
    terminal.type(`cpu @${id} 3`);
    terminal.press("enter");
    await terminal.see("cpus 1 → 3");
    terminal.press("enter");
    await terminal.see(`OK ModifyCPU  ${name}  cpus 1 -> 3`);
    expect(await site.machine(id)).toMatchObject({ cpus: 3 });
    terminal.type("undo");
    terminal.press("enter");
    await terminal.see("cpus 3 → 1");
    terminal.press("enter");
    await terminal.see(`OK ModifyCPU  ${name}  cpus 3 -> 1`);
    expect(await site.machine(id)).toMatchObject({ cpus: 1 });
    terminal.type("create console-1 --disk 1GiB");
    terminal.press("enter");
    await terminal.see("OK CreateVM  console-1");
    terminal.type("delete console-1");
    terminal.press("enter");
    await terminal.see("Type the name to agree: console-1");
    terminal.type("console-1");
    terminal.press("enter");
    await terminal.see("OK DeleteVM  console-1");
    await leave(terminal, home);
    expect(outcomes(home)).toEqual([
      ...[
        "Login OK",
        "StartVM OK",
        "StopVM OK",
        "ModifyCPU OK",
        "ModifyCPU OK",
        "CreateVM OK",
        "DeleteVM OK",
      ],
      "Logout OK",
    ]);
  });

  test("what another client changes, makes and takes away appears by itself", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    const { name } = machine!;
    await using terminal = await open(home);
    await terminal.until("the machine to be off", () => row(terminal, name).includes("■ off"));
    await site.vcsim.govc(["vm.power", "-on", name]);
    await terminal.until("the machine to be on", () => row(terminal, name).includes("▶ on"));
    await site.vcsim.govc(["vm.power", "-off", name]);
    await terminal.until("the machine to be off again", () => row(terminal, name).includes("■ off"));
    await site.vcsim.govc(["vm.clone", "-vm", name, "-on=false", "aaa-colleague"]);
    await terminal.see("aaa-colleague");
    await site.vcsim.govc(["vm.destroy", "aaa-colleague"]);
    await terminal.gone("aaa-colleague");
    await leave(terminal, home);
    expect(outcomes(home)).toEqual(["Login OK", "Logout OK"]);
  });

  test("what another client does to a machine stands in its details while it runs, and no longer", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    // It changes nothing that the table tells.
    const method = "CreateSnapshot_Task";
    await site.vcsim.holdTasks(method);
    await site.vcsim.resetCalls();
    const done = site.vcsim.govc(["snapshot.create", "-vm", machine!.name, "theirs"]);
    await expect.poll(() => site.vcsim.calls((call) => call.method === method)).toHaveLength(1);
    await using terminal = await open(home, HIGH);
    await terminal.see("VirtualMachine.createSnapshot");
    await site.vcsim.releaseTasks();
    await done;
    await terminal.gone("VirtualMachine.createSnapshot");
    await terminal.see("Snapshots: 1");
    await leave(terminal, home);
  });

  test("several at once take their number, and nothing is sent but what was agreed to", async () => {
    using home = new OperatorHome();
    const machines = await site.machines();
    await using terminal = await open(home);
    terminal.press("*");
    await terminal.see("6 marked");
    terminal.press("s");
    await terminal.see("Type the number of those that will be changed to agree: 6");
    terminal.type("5");
    terminal.press("enter");
    await terminal.see("That is not it; nothing was sent.");
    expect(changing()).toEqual([]);
    terminal.press("ctrl+u");
    terminal.type("6");
    terminal.press("enter");
    await terminal.see("StartVM  6 targets: 6 OK.");
    expect(new Set((await site.machines()).map(({ power }) => power))).toEqual(new Set(["on"]));
    terminal.press("S");
    await terminal.see("Type the number of those that will be changed to agree: 6");
    terminal.press("esc");
    await terminal.see("Not run; nothing was sent.");
    terminal.press("S");
    await terminal.see("Type the number of those that will be changed to agree: 6");
    terminal.type("6");
    terminal.press("enter");
    await terminal.see("StopVM  6 targets: 6 OK.");
    await leave(terminal, home);
    expect(changing()).toEqual([
      ...machines.map(() => "PowerOnVM_Task"),
      ...machines.map(() => "PowerOffVM_Task"),
    ]);
  });

  test("a plan that is given up sends nothing that changes anything", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await using terminal = await open(home);
    enterLine(terminal, `cpu @${machine!.id} 4`);
    await terminal.see("Enter runs it.");
    terminal.press("esc");
    await terminal.see("Not run; nothing was sent.");
    expect(site.methods()).not.toContain(RECONFIGURE);
    await leave(terminal, home);
  });

  test("an operation takes the calls that it takes from a script: read, call, read, and the wait where it is not done by then", async () => {
    using home = new OperatorHome();
    const [machine, another] = await site.machines();
    const { id, name } = machine!;
    await using terminal = await open(home);
    // The details of what the cursor is on have been read, and are not read again while it stays there.
    terminal.type(`/${another!.name}`);
    terminal.press("enter");
    await cursorOn(terminal, another!.name);
    await terminal.see("Hard disk 1");
    enterLine(terminal, `cpu @${id} 2`);
    site.proxy.resetCalls();
    await terminal.see("Enter runs it.");
    terminal.press("enter");
    await terminal.see(`OK ModifyCPU  ${name}`);
    const calls = site.methods().filter((method) => method !== "CurrentTime");
    expect(calls.filter((method) => method === RECONFIGURE)).toHaveLength(1);
    expect(calls.length).toBeLessThanOrEqual(5);
    await leave(terminal, home);
  });

  test("what is done at once costs three calls, as from a script", async () => {
    using home = new OperatorHome();
    const [machine, another] = await site.machines();
    await using terminal = await open(home);
    await goTo(terminal, another!.name);
    await terminal.see("Hard disk 1");
    const cost = async (line: string, said: string) => {
      site.proxy.resetCalls();
      enterLine(terminal, line);
      await terminal.see(said);
      return site.methods().filter((method) => method !== "CurrentTime");
    };
    expect(await cost(`start @${machine!.id}`, "OK StartVM")).toEqual([READ, "PowerOnVM_Task", READ]);
    expect(await cost(`snapshot create @${machine!.id} cheap`, "OK CreateSnapshot")).toEqual([
      READ,
      "CreateSnapshot_Task",
      READ,
    ]);
    // Refused beforehand: the one read that says why.
    expect(await cost(`start @${machine!.id}`, "REFUSED StartVM")).toEqual([READ]);
    await site.vcsim.govc(["vm.power", "-off", machine!.name]);
    await leave(terminal, home);
  });

  test("a session that the server ends is said, nothing can be changed, and C logs in again", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await using terminal = await open(home);
    expect(await site.vcsim.endSessions()).toBeGreaterThan(0);
    await terminal.see("SESSION ENDED");
    expect(row(terminal, machine!.name)).not.toBe("");
    enterLine(terminal, `cpu @${machine!.id} 4`);
    await terminal.see("the session has ended; C logs in again");
    expect(site.methods()).not.toContain(RECONFIGURE);
    terminal.press("ctrl+c");
    await terminal.see("Enter operate");
    terminal.press("C");
    await terminal.see(/ ms {2}read-write/);
    enterLine(terminal, `cpu @${machine!.id} 4`);
    await terminal.see("Enter runs it.");
    terminal.press("enter");
    await terminal.see(`OK ModifyCPU  ${machine!.name}`);
    await leave(terminal, home);
    expect(outcomes(home)).toEqual(["Login OK", "Login OK", "ModifyCPU OK", "Logout OK"]);
    const [, again] = home.entries().filter(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
    expect(again?.BEF).toMatchObject({ endedBy: "SESSION_ENDED", consent: "operator" });
  });

  test("a server that is out of reach is looked for until it is back, and then shows what has changed", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    const { name } = machine!;
    await using terminal = await open(home);
    await terminal.until("the machine to be off", () => row(terminal, name).includes("■ off"));
    await site.proxy.cut();
    await terminal.see("CONNECTION LOST");
    await site.vcsim.govc(["vm.power", "-on", name]);
    expect(row(terminal, name)).toContain("■ off");
    enterLine(terminal, `stop @${machine!.id}`);
    await terminal.see("the connection is lost, and is looked for; C tries at once");
    terminal.press("ctrl+c", "C");
    await terminal.see(/CONNECTION LOST, tried [2-9]/);
    await site.proxy.restore();
    terminal.press("C");
    await terminal.see("is there again; what is shown is what there is.");
    await terminal.see(/ ms {2}read-write/);
    await terminal.until("the machine to be on", () => row(terminal, name).includes("▶ on"));
    await site.vcsim.govc(["vm.power", "-off", name]);
    await terminal.until("the machine to be off again", () => row(terminal, name).includes("■ off"));
    await leave(terminal, home);
    // The session is the same one: nobody had to log in again.
    expect(outcomes(home)).toEqual(["Login OK", "Logout OK"]);
    const events = home.entries().filter(({ phase }) => phase === "session");
    expect(events.map(({ OPR }) => OPR)).toEqual(["ConnectionLost", "ConnectionRestored"]);
  });

  test("the password is asked for before the screen is taken, and never shown", async () => {
    using home = new OperatorHome();
    await using terminal = openConsole(home, [site.endpoint, "--thumbprint", site.vcsim.thumbprint], SIZE);
    await terminal.see("Password:");
    expect(terminal.onAlternateScreen).toBe(false);
    terminal.type(site.vcsim.password);
    terminal.press("enter");
    await terminal.see("Connected to VMware vCenter Server");
    expect(terminal.onAlternateScreen).toBe(true);
    await leave(terminal, home);
    expect(terminal.text()).not.toContain(site.vcsim.password);
  });
});
