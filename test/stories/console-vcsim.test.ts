import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { cursorOn, enterLine, inventoryRows } from "./console-desk.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { expectHonest, VsphereSite } from "./vsphere-site.js";

const SIZE = { columns: 120, rows: 36 } as const;
const RECONFIGURE = "ReconfigVM_Task";

onVcsim("the console on a vCenter", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 6, hosts: 0, clusters: 1, poweredOff: true });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const open = async (home: OperatorHome): Promise<Terminal> => {
    const terminal = openConsole(home, [site.endpoint, "--thumbprint", site.vcsim.thumbprint], {
      ...SIZE,
      env: { SHOSEKI_PASSWORD: site.vcsim.password },
    });
    await terminal.see("Connected to VMware vCenter Server");
    await terminal.see(/ ms {2}read-write/);
    return terminal;
  };
  const leave = async (terminal: Terminal, home: OperatorHome): Promise<void> => {
    terminal.press("ctrl+d");
    const { code, signal } = await terminal.exited;
    expectHonest(home, { code, signal, out: terminal.text(), err: "" }, site.vcsim.password);
    expect(code).toBe(0);
  };
  const row = (terminal: Terminal, name: string) =>
    inventoryRows(terminal.screen()).find((each) => each.slice(2).startsWith(`${name} `)) ?? "";
  const outcomes = (home: OperatorHome) =>
    home
      .entries()
      .filter(({ phase }) => phase === "outcome" || phase === "recovery")
      .map(({ OPR, RST }) => `${OPR} ${RST?.status}`);

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

  test("a connection that is lost is said, nothing can be changed, and C logs in again", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await using terminal = await open(home);
    expect(await site.vcsim.endSessions()).toBeGreaterThan(0);
    await terminal.see("CONNECTION LOST");
    expect(row(terminal, machine!.name)).not.toBe("");
    enterLine(terminal, `cpu @${machine!.id} 4`);
    await terminal.see("the connection is lost; C logs in again");
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
    expect(outcomes(home)).toEqual(["Login OK", "Logout NG", "Login OK", "ModifyCPU OK", "Logout OK"]);
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
