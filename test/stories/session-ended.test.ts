import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import type { SeenMachine } from "./seen-by-govc.js";
import { meanwhile, OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const READ = "RetrievePropertiesEx";
const ACT = "ReconfigVM_Task";

onVcsim("a session that ends before its operator ends it", () => {
  let site: VsphereSite;
  let fresh: SeenMachine[];
  let machine: SeenMachine;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 40, poweredOff: true });
    fresh = await site.machines();
  });
  afterAll(() => site.stop());
  beforeEach(async () => {
    await site.reset();
    machine = fresh.pop()!;
  });

  const outcome = (home: OperatorHome, OPR = "ModifyCPU"): Entry | undefined =>
    home.entries().find((entry) => entry.phase === "outcome" && entry.OPR === OPR);
  const endSessions = async () => {
    expect(await site.vcsim.endSessions()).toBeGreaterThan(0);
  };
  const ask = (home: OperatorHome) => site.exec(home, [`cpu @${machine.id} 2`, "note after"]);

  test("before the operation is planned: REFUSED, nothing was sent", async () => {
    using home = new OperatorHome();
    site.proxy.on(READ, { kind: "hook", beforeForward: endSessions });
    const ran = await ask(home);
    expect(ran.code, ran.err).toBe(1);
    expect(outcome(home)).toMatchObject({
      RST: { status: "REFUSED", code: "SESSION_ENDED" },
      BEF: {},
      AFT: {},
    });
    // Nobody asks for the end of what has ended.
    expect(home.entries().find(({ phase }) => phase === "session")).toMatchObject({
      OPR: "SessionEnded",
      RST: { status: "NG", code: "SESSION_ENDED" },
    });
    expect(outcome(home, "Logout")).toBeUndefined();
    expect(site.proxy.calls({ method: "Logout" })).toEqual([]);
    expect(site.proxy.calls({ method: ACT })).toEqual([]);
    expect(site.proxy.calls({ method: "Login" })).toHaveLength(1);
    expect(await site.machine(machine.id)).toEqual(machine);
  });

  test("at the mutating call: NG, it was not done, and it is not sent again", async () => {
    using home = new OperatorHome();
    site.proxy.on(ACT, { kind: "hook", beforeForward: endSessions });
    const ran = await ask(home);
    expect(ran.code, ran.err).toBe(1);
    expect(outcome(home)).toMatchObject({ RST: { status: "NG", code: "SESSION_ENDED" }, BEF: { cpus: 1 } });
    expect(site.proxy.calls({ method: ACT })).toHaveLength(1);
    expect(site.proxy.calls({ method: "Login" })).toHaveLength(1);
    expect(await site.machine(machine.id)).toEqual(machine);
  });

  test("after it: UNKNOWN, no word that nothing was done, and the next Login says what became of it", async () => {
    using home = new OperatorHome();
    site.proxy.on(ACT, { kind: "hook", beforeAnswer: endSessions });
    const ran = await ask(home);
    expect(ran.code, ran.err).toBe(5);
    expect(outcome(home)).toMatchObject({
      RST: {
        status: "UNKNOWN",
        code: "CONNECTION_LOST",
        message: expect.stringContaining("ended the session"),
      },
      AFT: {},
      task: expect.stringMatching(/^task-/),
    });
    expect(ran.out).toContain("nobody here knows whether it was done");
    expect(ran.out).not.toContain("was not done.");
    expect((await site.machine(machine.id)).cpus).toBe(2);

    const next = await site.exec(home, ["vms"]);
    expect(next.code, next.err).toBe(0);
    expect(home.entries().find(({ phase }) => phase === "recovery")).toMatchObject({
      OPR: "ModifyCPU",
      ref: outcome(home)?.ref,
      AFT: { cpus: 2 },
      RST: { status: "OK" },
      task: outcome(home)?.task,
    });
  });

  test("while a task is waited for: UNKNOWN, until the next Login", async () => {
    using home = new OperatorHome();
    await site.vcsim.holdTasks(ACT);
    const running = site.begin(home, [`cpu @${machine.id} 2`]);
    await meanwhile(running, site.proxy.answer({ method: "ModifyListView" }));
    await endSessions();
    const ran = await running.ended;
    expect(ran.code, ran.err).toBe(5);
    expect(outcome(home)).toMatchObject({ RST: { status: "UNKNOWN", code: "CONNECTION_LOST" } });
    await site.vcsim.releaseTasks();
    const next = await site.exec(home, ["vms"]);
    expect(next.code, next.err).toBe(0);
    const cpus = (await site.machine(machine.id)).cpus;
    expect(cpus).toBe(2);
    expect(home.entries().find(({ phase }) => phase === "recovery")).toMatchObject({
      AFT: { cpus },
      RST: { status: "OK" },
    });
  });

  test("the connections are cut while a task is waited for, and the server is back: the wait goes on", async () => {
    using home = new OperatorHome();
    await site.vcsim.holdTasks(ACT);
    const running = site.begin(home, [`cpu @${machine.id} 2`]);
    await meanwhile(running, site.proxy.answer({ method: "ModifyListView" }));
    site.proxy.resetCalls();
    site.proxy.dropConnections();
    await meanwhile(running, site.proxy.arrival({ method: "WaitForUpdatesEx" }));
    await site.vcsim.releaseTasks();
    const ran = await running.ended;
    expect(ran.code, ran.err).toBe(0);
    expect(outcome(home)).toMatchObject({ AFT: { cpus: 2 }, RST: { status: "OK" } });
  });

  test("the server is gone for good while a task is waited for: UNKNOWN, and the program ends", async () => {
    using home = new OperatorHome();
    await site.vcsim.holdTasks(ACT);
    const running = site.begin(home, [`cpu @${machine.id} 2`, "--timeout", "3"]);
    await meanwhile(running, site.proxy.answer({ method: "ModifyListView" }));
    await site.proxy.cut();
    const ran = await running.ended;
    await site.proxy.restore();
    await site.vcsim.releaseTasks();
    expect(ran.code, ran.err).toBe(5);
    expect(outcome(home)).toMatchObject({ RST: { status: "UNKNOWN", code: "CONNECTION_LOST" } });
    expect(ran.out).not.toContain("Nothing was sent");
    expect(outcome(home, "Logout")?.RST?.status).not.toBe("OK");
  });

  test("the standing wait fails while nothing is waited for: the operator's work goes on", async () => {
    using home = new OperatorHome();
    // What begins the session's standing wait; the pages before it are asked for with no time to wait.
    site.proxy.on(READ, {
      kind: "hook",
      beforeForward: () => {
        site.proxy.on("WaitForUpdatesEx", { kind: "resetBeforeForward" }, { times: 2 });
        site.proxy.dropConnections();
      },
    });
    const ran = await ask(home);
    expect(ran.code, ran.err).toBe(0);
    expect(outcome(home)).toMatchObject({ AFT: { cpus: 2 }, RST: { status: "OK" } });
  });

  test("the connections fail right after the Login: no session, and no claim that the password was not sent", async () => {
    using home = new OperatorHome();
    site.proxy.on("Login", { kind: "hook", beforeAnswer: () => site.proxy.refuseConnections() });
    const ran = await ask(home);
    await site.proxy.restore();
    expect(ran.code, ran.err).toBe(3);
    expect(ran.err).not.toContain("no password was sent");
    expect(outcome(home, "Login")?.RST?.status).toBe("UNKNOWN");
  });
});
