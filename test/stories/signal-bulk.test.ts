import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { expectEveryCallAnnounced, expectRecovered, expectSound, openIntents } from "./kill-evidence.js";
import { Operator } from "./kill-operator.js";
import { KillScene } from "./kill-scene.js";
import { onVcsim } from "./on-vcsim.js";

/** As many operations are under way at once. */
const AT_ONCE = 4;
const MACHINES = 16;

onVcsim("a signal during a bulk", () => {
  let scene: KillScene;
  beforeEach(async () => {
    scene = await KillScene.open({ vms: MACHINES, poweredOff: true });
  });
  afterEach(async () => await scene.close());

  /** Starts all machines; the tasks are held, and as many as can be are under way when this resolves. */
  async function startingAll(operator: Operator) {
    await scene.vcsim.holdTasks("PowerOnVM_Task");
    const underWay = Promise.withResolvers<void>();
    let calls = 0;
    const beforeAnswer = () => {
      calls += 1;
      if (calls === AT_ONCE) underWay.resolve();
    };
    scene.proxy.on("PowerOnVM_Task", { kind: "hook", beforeAnswer }, { times: MACHINES });
    const running = operator.start(["start *"]);
    await underWay.promise;
    return running;
  }

  const starts = (operator: Operator, phase: Entry["phase"]) =>
    operator.entries().filter((entry) => entry.OPR === "StartVM" && entry.phase === phase);
  const statuses = (operator: Operator) => starts(operator, "outcome").map(({ RST }) => RST?.status);

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s once: what runs is finished, the rest is not begun",
    { timeout: 60_000 },
    async (signal) => {
      await using operator = new Operator(scene);
      const { child, ended } = await startingAll(operator);
      child.kill(signal);
      await scene.vcsim.releaseTasks();
      expect(await ended).toMatchObject({ code: 1, signal: null });

      // Every machine has an intent and an outcome.
      expect(starts(operator, "intent")).toHaveLength(MACHINES);
      expect(
        starts(operator, "outcome")
          .map(({ ref }) => ref)
          .sort(),
      ).toEqual(
        starts(operator, "intent")
          .map(({ id }) => id)
          .sort(),
      );
      const sent = await scene.vcsim.calls(({ method }) => method === "PowerOnVM_Task");
      const done = starts(operator, "outcome").filter(({ RST }) => RST?.status === "OK");
      expect(done.map(({ ref }) => ref).sort()).toEqual(sent.map(({ operationId }) => operationId).sort());
      expect(done.length).toBeGreaterThanOrEqual(AT_ONCE);
      const refused = starts(operator, "outcome").filter(({ RST }) => RST?.status === "REFUSED");
      expect(refused.length).toBeGreaterThan(0);
      expect(done.length + refused.length).toBe(MACHINES);
      for (const { RST } of refused) expect(RST?.code).toBe("STOPPED_BY_OPERATOR");
      const on = (await scene.machines()).filter(({ power }) => power === "on");
      expect(on.map(({ id }) => id).sort()).toEqual(done.map(({ TGT }) => TGT.id).sort());

      expect(await scene.vcsim.sessions()).toEqual([]);
      expect(operator.entries().at(-1)).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
      expect(await expectSound(operator)).toMatchObject({ open: [] });
    },
  );

  test.each([
    ["SIGINT", "SIGTERM"],
    ["SIGTERM", "SIGHUP"],
  ] as const)("%s and %s: it waits no longer, and logs out", { timeout: 60_000 }, async (first, second) => {
    await using operator = new Operator(scene);
    const { child, ended } = await startingAll(operator);
    child.kill(first);
    child.kill(second);
    expect(await ended).toMatchObject({ code: 5, signal: null });

    expect(starts(operator, "outcome")).toHaveLength(MACHINES);
    expect(new Set(statuses(operator))).toEqual(new Set(["UNKNOWN", "REFUSED"]));
    expect(statuses(operator).filter((status) => status === "UNKNOWN")).toHaveLength(AT_ONCE);
    for (const { RST } of starts(operator, "outcome"))
      expect(["GAVE_UP_WAITING", "STOPPED_BY_OPERATOR"]).toContain(RST?.code);
    expect(await scene.vcsim.sessions()).toEqual([]);
    await expectEveryCallAnnounced(scene, operator);

    // The held tasks are done later; the next Login says so.
    await scene.vcsim.releaseTasks();
    const recoveries = await expectRecovered(scene, operator);
    expect(recoveries.map(({ RST }) => RST?.status)).toEqual(Array(AT_ONCE).fill("OK"));
  });

  test("the server is gone and the operator gives up: all is recorded", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { child, ended } = await startingAll(operator);
    await scene.proxy.cut();
    child.kill("SIGINT");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 5, signal: null });
    expect(starts(operator, "outcome")).toHaveLength(MACHINES);
    expect(operator.entries().at(-1)).toMatchObject({ OPR: "Logout", phase: "outcome" });
    await expectSound(operator);
  });

  test("lines after the one that was stopped are not run", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const [machine] = await scene.machines();
    const held = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const beforeAnswer = async () => {
      arrived.resolve();
      await held.promise;
    };
    scene.proxy.on("PowerOnVM_Task", { kind: "hook", beforeAnswer });
    const running = operator.start(
      ["start *", `note "not reached"`, `stop @${machine!.id}`],
      ["--keep-going"],
    );
    await arrived.promise;
    running.child.kill("SIGINT");
    held.resolve();
    expect(await running.ended).toMatchObject({ code: 1 });
    expect(operator.entries().map(({ OPR }) => OPR)).not.toContain("Note");
    expect(await scene.vcsim.calls(({ method }) => method === "PowerOffVM_Task")).toEqual([]);
    expect(openIntents(operator.entries())).toEqual([]);
  });

  test("a reader that goes away costs no entry", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const { child, ended } = await startingAll(operator);
    child.stdout?.destroy();
    child.stderr?.destroy();
    await scene.vcsim.releaseTasks();
    expect(await ended).toMatchObject({ code: 0, signal: null });
    expect(statuses(operator)).toEqual(Array(MACHINES).fill("OK"));
    expect(operator.entries().at(-1)).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
    expect(await scene.vcsim.sessions()).toEqual([]);
  });

  test("| head -1", { timeout: 60_000 }, async () => {
    await using operator = new Operator(scene);
    const ran = await operator.run(["start *"], [], scene.endpoint, ["sh", "-c", '"$@" | head -1', "sh"]);
    expect(ran.out.trim().split("\n")).toHaveLength(1);
    expect(statuses(operator)).toEqual(Array(MACHINES).fill("OK"));
    expect(await expectSound(operator)).toMatchObject({ open: [] });
  });
});
