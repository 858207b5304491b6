import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ProxyAction } from "../rigs/proxy-action.js";
import { expectEveryCallAnnounced, expectRecovered, openIntents } from "./kill-evidence.js";
import { Operator } from "./kill-operator.js";
import { KillScene } from "./kill-scene.js";
import { onVcsim } from "./on-vcsim.js";

onVcsim("the answer to a call is lost", () => {
  let scene: KillScene;
  beforeAll(async () => {
    scene = await KillScene.open({ vms: 20, poweredOff: true });
  });
  afterAll(async () => await scene.close());
  beforeEach(async () => await scene.calm());

  const LOST: readonly { how: string; action: ProxyAction; code: string }[] = [
    { how: "the answer never comes", action: { kind: "dropReply" }, code: "REPLY_TIMEOUT" },
    { how: "the connection breaks", action: { kind: "resetAfterForward" }, code: "CONNECTION_LOST" },
    { how: "half an answer comes", action: { kind: "truncateReply", how: "framed" }, code: "REPLY_INVALID" },
    {
      how: "nonsense comes",
      action: { kind: "replaceReply", body: "<html>502</html>" },
      code: "REPLY_INVALID",
    },
  ];
  test.each(LOST)("$how: the session itself finds out", { timeout: 60_000 }, async ({ action, code }) => {
    await using operator = new Operator(scene);
    const { id } = scene.takeMachine();
    scene.proxy.on("PowerOnVM_Task", action);
    const ran = await operator.run([`start @${id}`], ["--timeout", "3", "--json"]);

    expect(ran.code).toBe(5);
    const [intent, outcome, recovery] = operator.entries().filter(({ OPR }) => OPR === "StartVM");
    expect(intent?.phase).toBe("intent");
    expect(outcome).toMatchObject({ phase: "outcome", ref: intent?.id, RST: { status: "UNKNOWN", code } });
    expect(recovery).toMatchObject({
      phase: "recovery",
      ref: intent?.id,
      RST: { status: "OK" },
      AFT: { power: "on" },
    });
    expect((await scene.machine(id)).power).toBe("on");
    // Beside the results: what comes of an operation is its outcome.
    expect(ran.err).toContain(`"phase":"recovery"`);
    expect(await scene.vcsim.calls(({ method }) => method === "PowerOnVM_Task")).toHaveLength(1);
    expect(await expectRecovered(scene, operator)).toEqual([]);
  });

  test("a failed task is found out as well", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id } = scene.takeMachine();
    await scene.vcsim.failTask("PowerOnVM_Task", { fault: "InvalidState" });
    scene.proxy.on("PowerOnVM_Task", { kind: "resetAfterForward" });
    expect(await operator.run([`start @${id}`])).toMatchObject({ code: 5 });
    const recovery = operator.entries().find(({ phase }) => phase === "recovery");
    expect(recovery).toMatchObject({ RST: { status: "NG", code: "TASK_FAILED" }, AFT: { power: "off" } });
  });

  test("a call that did not arrive is never found, and never sent again", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id } = scene.takeMachine();
    scene.proxy.on("PowerOnVM_Task", { kind: "resetBeforeForward" });
    expect(await operator.run([`start @${id}`])).toMatchObject({ code: 5 });
    expect(openIntents(operator.entries()).map(({ OPR }) => OPR)).toEqual(["StartVM"]);
    const [recovery] = await expectRecovered(scene, operator);
    expect(recovery?.RST).toMatchObject({ status: "UNKNOWN", code: "NO_TASK_FOUND" });
    expect(scene.proxy.calls({ method: "PowerOnVM_Task" })).toHaveLength(1);
  });

  test("the change before it on the same machine is not taken for it", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id } = scene.takeMachine();
    scene.proxy.on("ReconfigVM_Task", { kind: "hook" });
    scene.proxy.on("ReconfigVM_Task", { kind: "resetBeforeForward" });
    expect(await operator.run([`cpu @${id} 2`, `cpu @${id} 4`])).toMatchObject({ code: 5 });
    const second = operator.entries().filter(({ ask }) => ask === `cpu @${id} 4`);
    expect(second.map(({ phase, RST }) => `${phase} ${RST?.status}`)).toEqual([
      "intent undefined",
      "outcome UNKNOWN",
    ]);
    expect((await scene.machine(id)).cpus).toBe(2);
  });

  test("the task's end is lost, and the outcome names the task: it is that one", {
    timeout: 60_000,
  }, async () => {
    await using operator = new Operator(scene);
    const { id } = scene.takeMachine();
    // The reads of the task fail twice (a read is tried again once), after the same user has done the same elsewhere.
    const meanwhile = async () => {
      await scene.vcsim.govc(["vm.change", "-vm", (await scene.machine(id)).name, "-c", "3"]);
    };
    scene.proxy.on("RetrievePropertiesEx", { kind: "hook" });
    scene.proxy.on("ReconfigVM_Task", { kind: "hook", beforeAnswer: meanwhile });
    scene.proxy.on("RetrievePropertiesEx", { kind: "resetBeforeForward" }, { times: 2 });
    expect(await operator.run([`cpu @${id} 2`])).toMatchObject({ code: 5 });
    const [, outcome, recovery] = operator.entries().filter(({ OPR }) => OPR === "ModifyCPU");
    expect(outcome).toMatchObject({ phase: "outcome", RST: { status: "UNKNOWN" } });
    expect(outcome?.task).toMatch(/^task-/);
    expect(recovery).toMatchObject({ phase: "recovery", RST: { status: "OK" }, task: outcome?.task });
    expect(recovery?.AFT).toMatchObject({ cpus: 3 });
  });

  test("the server stays away: the next Login finds out", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { id } = scene.takeMachine();
    scene.proxy.on("PowerOnVM_Task", { kind: "hook", beforeAnswer: async () => await scene.proxy.cut() });
    expect(await operator.run([`start @${id}`])).toMatchObject({ code: 5 });
    const open = openIntents(operator.entries()).map(({ OPR }) => OPR);
    expect(open[0]).toBe("StartVM");
    await scene.proxy.restore();
    const [recovery] = await expectRecovered(scene, operator);
    expect(recovery).toMatchObject({ OPR: "StartVM", RST: { status: "OK" }, AFT: { power: "on" } });
    await expectEveryCallAnnounced(scene, operator);
  });

  test("the answer to Login is lost: no session, and the next Login says so", {
    timeout: 60_000,
  }, async () => {
    await using operator = new Operator(scene);
    scene.proxy.on("Login", { kind: "resetAfterForward" });
    expect(await operator.run(["vms"])).toMatchObject({ code: 3 });
    expect(scene.proxy.calls({ method: "Login" })).toHaveLength(1);
    const [recovery] = await expectRecovered(scene, operator);
    expect(recovery).toMatchObject({ OPR: "Login", RST: { status: "UNKNOWN", code: "NOT_TRACEABLE" } });
  });
});
