import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { startSoapProxy } from "../rigs/soap-proxy.js";
import { openConsole } from "../terminal/console.js";
import { Colleague } from "./kill-colleague.js";
import { expectRecovered, expectSound, openIntents } from "./kill-evidence.js";
import { kill, Operator } from "./kill-operator.js";
import { never } from "./kill-points.js";
import { KillScene } from "./kill-scene.js";
import { onVcsim } from "./on-vcsim.js";

const MINUTES = 60_000;

/** A ReconfigVM_Task's arguments that give a machine this many CPUs. */
function cpus(count: number): string {
  return `<spec><numCPUs>${count}</numCPUs></spec>`;
}

onVcsim("after a crash, on a server that others use too", () => {
  let scene: KillScene;
  beforeAll(async () => {
    scene = await KillScene.open({ vms: 40, poweredOff: true });
  });
  afterAll(async () => await scene.close());
  beforeEach(async () => await scene.calm());

  /** The operator's program is killed once a call has come to the proxy: passed on to the server, or never. */
  async function killedAt(operator: Operator, method: string, lines: readonly string[], passedOn: boolean) {
    const end = async () => await kill(running);
    const beforeForward = async () => {
      await end();
      await never();
    };
    scene.proxy.on(method, passedOn ? { kind: "hook", beforeAnswer: end } : { kind: "hook", beforeForward });
    const running = operator.start(lines);
    await running.ended;
  }

  async function recovery(operator: Operator): Promise<Entry> {
    const [entry, ...more] = (await operator.logInAgain()).filter(
      ({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal",
    );
    expect(more).toEqual([]);
    return entry!;
  }

  test("another user's change of the same machine is not taken for ours", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id, name } = scene.takeMachine();
    const colleague = await Colleague.logIn(scene.vcsim, "VSPHERE.LOCAL\\colleague");
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 4`], false);
    await colleague.call("ReconfigVM_Task", id, cpus(4));
    // The machine shows what was asked for, and it was not us.
    expect(await recovery(operator)).toMatchObject({
      RST: { status: "UNKNOWN", code: "NO_TASK_FOUND" },
      BEF: { cpus: 1 },
      AFT: { cpus: 4 },
    });
  });

  test("after another user's change, ours is still found", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id, name } = scene.takeMachine();
    const colleague = await Colleague.logIn(scene.vcsim, "VSPHERE.LOCAL\\colleague");
    await colleague.call("ReconfigVM_Task", id, cpus(2));
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 4`], true);
    const ours = (await scene.tasksOf(id)).filter((each) => each.name === "ReconfigVM_Task")[1]!;
    expect(await recovery(operator)).toMatchObject({
      RST: { status: "OK", code: "TASK_FOUND" },
      task: ours.key,
      BEF: { cpus: 2 },
      AFT: { cpus: 4 },
    });
  });

  test("a change that another user has undone since is not vouched for", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id, name } = scene.takeMachine();
    const colleague = await Colleague.logIn(scene.vcsim, "VSPHERE.LOCAL\\colleague");
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 4`], true);
    await colleague.call("ReconfigVM_Task", id, cpus(3));
    expect(await recovery(operator)).toMatchObject({
      RST: { status: "UNKNOWN", code: "TASK_UNCERTAIN" },
      AFT: { cpus: 3 },
    });
  });

  test("the same user's change from before, by other means, is not ours", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { name } = scene.takeMachine();
    await scene.vcsim.govc(["vm.change", "-vm", name, "-c", "2"]);
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 4`], false);
    expect(await recovery(operator)).toMatchObject({ RST: { status: "UNKNOWN" }, AFT: { cpus: 2 } });
  });

  test("two tasks by the same user leave it UNKNOWN", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { name } = scene.takeMachine();
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 4`], true);
    await scene.vcsim.govc(["vm.change", "-vm", name, "-c", "8"]);
    expect(await recovery(operator)).toMatchObject({
      RST: { status: "UNKNOWN", code: "SEVERAL_TASKS_FOUND" },
      AFT: { cpus: 8 },
    });
  });

  test("a task that an entry already names is not taken for another's", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { name } = scene.takeMachine();
    // The first change is done and recorded; the second never leaves.
    scene.proxy.on("ReconfigVM_Task", { kind: "hook" });
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 4`, `cpu ${name} 8`], false);
    expect(openIntents(operator.entries()).map(({ ask }) => ask)).toEqual([`cpu ${name} 8`]);
    expect(await recovery(operator)).toMatchObject({
      RST: { status: "UNKNOWN", code: "NO_TASK_FOUND" },
      BEF: { cpus: 4 },
      AFT: { cpus: 4 },
    });
  });

  test("nor does it stand in the way of the one that is ours", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id, name } = scene.takeMachine();
    scene.proxy.on("ReconfigVM_Task", { kind: "hook" });
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 4`, `cpu ${name} 8`], true);
    const second = (await scene.tasksOf(id)).filter((each) => each.name === "ReconfigVM_Task")[1]!;
    expect(await recovery(operator)).toMatchObject({
      RST: { status: "OK", code: "TASK_FOUND" },
      task: second.key,
      BEF: { cpus: 4 },
      AFT: { cpus: 8 },
    });
  });

  test("one task is not given to two intents", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { name } = scene.takeMachine();
    const arrived = Promise.withResolvers<void>();
    const beforeForward = async () => {
      arrived.resolve();
      await never();
    };
    scene.proxy.on("ReconfigVM_Task", { kind: "hook", beforeForward });
    const first = operator.start([`cpu ${name} 4`]);
    await arrived.promise;
    await killedAt(operator, "ReconfigVM_Task", [`cpu ${name} 8`], true);
    await kill(first);
    const found = (await operator.logInAgain()).filter(
      ({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal",
    );
    expect(found.map(({ ask }) => ask)).toEqual([`cpu ${name} 4`, `cpu ${name} 8`]);
    for (const { RST } of found) expect(RST).toMatchObject({ status: "UNKNOWN" });
  });

  test.each([
    { says: "ahead", minutes: 7 },
    { says: "behind", minutes: -7 },
  ])("the server's clock is minutes $says: the task is found", { timeout: 60_000 }, async ({ minutes }) => {
    await using operator = new Operator(scene);
    await scene.vcsim.setClockSkew(minutes * MINUTES);
    const { name } = scene.takeMachine();
    await killedAt(operator, "PowerOnVM_Task", [`start ${name}`], true);
    const [entry] = await expectRecovered(scene, operator);
    expect(entry).toMatchObject({ RST: { status: "OK" }, AFT: { power: "on" } });
    const login = operator.entries().find(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
    expect(Math.round(Number(login?.AFT?.clockOffsetMs) / MINUTES)).toBe(minutes);
  });

  test("an intent whose writer lives is its writer's", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { name } = scene.takeMachine();
    const arrived = Promise.withResolvers<void>();
    const beforeForward = async () => {
      arrived.resolve();
      await never();
    };
    scene.proxy.on("PowerOnVM_Task", { kind: "hook", beforeForward });
    const first = operator.start([`start ${name}`]);
    await arrived.promise;

    expect((await operator.logInAgain()).map(({ phase }) => phase)).not.toContain("recovery");
    expect((await expectSound(operator)).open).toHaveLength(1);
    await kill(first);
    const [entry] = await expectRecovered(scene, operator);
    expect(entry).toMatchObject({ OPR: "StartVM", RST: { status: "UNKNOWN", code: "NO_TASK_FOUND" } });
  });

  test("an intent at another endpoint is left alone", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    await using elsewhere = await startSoapProxy(scene.vcsim);
    const { name } = scene.takeMachine();
    await killedAt(operator, "PowerOnVM_Task", [`start ${name}`], true);

    const added = await operator.logInAgain(scene.vcsim.endpointAt(elsewhere.port));
    expect(added.map(({ phase }) => phase)).not.toContain("recovery");
    const simulated = await operator.home.run(["exec", "sim:", "hosts none"]);
    expect(simulated.code).toBe(0);
    expect(openIntents(operator.entries())).toHaveLength(1);
    const [entry] = await expectRecovered(scene, operator);
    expect(entry).toMatchObject({ RST: { status: "OK" } });
  });

  test.each([
    { ends: "well", status: "OK", after: { power: "on" } },
    { ends: "badly", status: "NG", after: { power: "off" } },
  ])(
    "a task that still runs is waited for, and ends $ends",
    { timeout: 60_000 },
    async ({ ends, status, after }) => {
      await using operator = new Operator(scene);
      const { name } = scene.takeMachine();
      if (ends === "badly")
        await scene.vcsim.failTask("PowerOnVM_Task", { fault: "InsufficientResourcesFault" });
      await scene.vcsim.holdTasks("PowerOnVM_Task");
      await killedAt(operator, "ModifyListView", [`start ${name}`], true);

      scene.proxy.resetCalls();
      const next = operator.start(["hosts none"]);
      await scene.proxy.answer({ method: "ModifyListView" });
      expect(operator.entries().map(({ phase }) => phase)).not.toContain("recovery");
      await scene.vcsim.releaseTasks();
      expect(await next.ended).toMatchObject({ code: 0 });
      const recoveries = operator
        .entries()
        .filter(({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal");
      expect(recoveries).toHaveLength(1);
      expect(recoveries[0]).toMatchObject({ OPR: "StartVM", RST: { status }, AFT: after });
      if (status === "NG") expect(recoveries[0]?.RST?.message).toContain("InsufficientResourcesFault");
      expect(await expectRecovered(scene, operator)).toEqual([]);
    },
  );

  test("a console is there while it runs, and shows how it ends", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { name } = scene.takeMachine();
    await scene.vcsim.holdTasks("PowerOnVM_Task");
    await killedAt(operator, "ModifyListView", [`start ${name}`], true);

    await using terminal = openConsole(operator.home, [scene.endpoint, "--ca", "ca.pem"], {
      ...{ columns: 120, rows: 36 },
      env: { SHOSEKI_PASSWORD: scene.vcsim.password },
    });
    await terminal.see(/ ms {2}read-write/);
    expect(operator.entries().map(({ phase }) => phase)).not.toContain("recovery");
    await scene.vcsim.releaseTasks();
    await terminal.see(new RegExp(`OK +StartVM .*${name} +power off -> on`));
    terminal.press("ctrl+d");
    expect(await terminal.exited).toMatchObject({ code: 0 });
    const recoveries = operator
      .entries()
      .filter(({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal");
    expect(recoveries).toMatchObject([{ OPR: "StartVM", RST: { status: "OK" }, AFT: { power: "on" } }]);
  });

  test("a task that has failed meanwhile is NG", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { name } = scene.takeMachine();
    await scene.vcsim.failTask("ReconfigVM_Task", { fault: "InvalidState" });
    await killedAt(operator, "ReconfigVM_Task", [`memory ${name} 64MiB`], true);
    const [entry] = await expectRecovered(scene, operator);
    expect(entry).toMatchObject({ RST: { status: "NG", code: "TASK_FAILED" }, AFT: { memoryMiB: 32 } });
  });

  test("a call that arrives after the next Login finds its session ended", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id, name } = scene.takeMachine();
    const looked = Promise.withResolvers<void>();
    const beforeForward = async () => {
      await kill(running);
      await looked.promise;
    };
    scene.proxy.on("PowerOnVM_Task", { kind: "hook", beforeForward });
    const running = operator.start([`start ${name}`]);
    await running.ended;
    expect(await recovery(operator)).toMatchObject({ RST: { status: "UNKNOWN", code: "NO_TASK_FOUND" } });
    looked.resolve();
    await scene.proxy.answer({ method: "PowerOnVM_Task" });
    // Nobody here knew, and nothing could come of it any more: the Login had ended the session that it was sent in.
    expect((await scene.machine(id)).power).toBe("off");
    expect((await operator.logInAgain()).map(({ phase }) => phase)).not.toContain("recovery");
  });
});
