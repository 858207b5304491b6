import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import { jsonLines, meanwhile, OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

onVcsim("one command for several machines", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 12, hosts: 0, clusters: 1, poweredOff: true });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const outcomes = (home: OperatorHome, OPR: string): Entry[] =>
    home.entries().filter((entry) => entry.phase === "outcome" && entry.OPR === OPR);

  test("a glob: each machine that it names has an intent and an outcome, and no other is touched", async () => {
    using home = new OperatorHome();
    const before = await site.machines();
    const named = before.filter(({ name }) => /VM[2-5]$/.test(name));
    const ran = await site.exec(home, ["memory *_VM[2-5] 256MiB"]);
    expect(ran.code, ran.err).toBe(0);

    const after = await site.machines();
    expect(after).toEqual(before.map((each) => (named.includes(each) ? { ...each, memoryMiB: 256 } : each)));
    const recorded = outcomes(home, "ModifyMemory");
    expect(recorded.map(({ TGT }) => TGT.id).sort()).toEqual(named.map(({ id }) => id).sort());
    for (const outcome of recorded) {
      const machine = named.find(({ id }) => id === outcome.TGT.id);
      expect(outcome).toMatchObject({
        BEF: { name: machine?.name, memoryMiB: machine?.memoryMiB },
        AFT: { name: machine?.name, memoryMiB: 256 },
        ask: "memory *_VM[2-5] 256MiB",
        RST: { status: "OK" },
      });
      expect(home.entries().find(({ id }) => id === outcome.ref)).toMatchObject({
        phase: "intent",
        TGT: outcome.TGT,
      });
    }
  });

  test("some fail and some are refused: the others are done, and each is told apart", async () => {
    using home = new OperatorHome();
    const [on, ...others] = (await site.machines()).filter(({ name }) => /VM[67]$|VM1[01]$/.test(name));
    await site.vcsim.govc(["vm.power", "-on", on!.name]);
    await site.vcsim.failTask("ReconfigVM_Task", { fault: "InvalidState", message: "the disk is busy" });
    const ran = await site.exec(home, [...["cpu *_VM[67] 2", "cpu *_VM1[01] 2"], "--keep-going", "--json"]);
    expect(ran.code, ran.err).toBe(1);

    const printed = jsonLines<Entry>(ran.out).filter(({ OPR }) => OPR === "ModifyCPU");
    const statuses = printed.map(({ RST }) => RST?.status).sort();
    expect(statuses).toEqual(["NG", "OK", "OK", "REFUSED"]);
    expect(printed.find(({ TGT }) => TGT.id === on!.id)?.RST).toMatchObject({
      status: "REFUSED",
      code: "NO_HOT_ADD",
    });
    const failed = printed.find(({ RST }) => RST?.status === "NG");
    expect(failed?.RST).toMatchObject({
      code: "TASK_FAILED",
      fault: "InvalidState",
      message: expect.stringContaining("the disk is busy"),
    });
    for (const each of [on!, ...others]) {
      const entry = printed.find(({ TGT }) => TGT.id === each.id)!;
      expect((await site.machine(each.id)).cpus).toBe(entry.AFT?.cpus);
      expect(entry.AFT?.cpus).toBe(entry.RST?.status === "OK" ? 2 : each.cpus);
    }
    await site.vcsim.govc(["vm.power", "-off", on!.name]);
  });

  test("an operation that makes no sense on several is refused, with how many there are", async () => {
    using home = new OperatorHome();
    const ran = await site.exec(home, ["rename *_VM[0-4] one-name"]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("RenameVM takes one target, and *_VM[0-4] matches 5");
    expect(outcomes(home, "RenameVM")).toMatchObject([
      { RST: { status: "REFUSED", code: "ONE_TARGET_ONLY" } },
    ]);
    expect(await site.vcsim.calls(({ method }) => method === "Rename_Task")).toEqual([]);
  });

  test("a glob that names nothing is an unknown target", async () => {
    using home = new OperatorHome();
    const ran = await site.exec(home, ["start no-such-*"]);
    expect(ran.code).toBe(1);
    expect(outcomes(home, "StartVM")).toMatchObject([
      {
        TGT: { id: null, name: "no-such-*" },
        BEF: {},
        AFT: {},
        RST: { status: "REFUSED", code: "TARGET_UNKNOWN" },
      },
    ]);
  });

  test("the set is frozen when it begins: a machine that takes such a name meanwhile is left alone", async () => {
    using home = new OperatorHome();
    const machines = await site.machines();
    const [outsider] = machines.filter(({ name }) => name.endsWith("VM0"));
    await site.vcsim.holdTasks("ReconfigVM_Task");
    const running = site.begin(home, ["memory *_VM[89] 320MiB"]);
    await meanwhile(running, site.proxy.answer({ method: "ReconfigVM_Task" }));
    await site.vcsim.govc(["object.rename", `VirtualMachine:${outsider!.id}`, "late_VM8"]);
    await site.vcsim.releaseTasks();
    expect((await running.ended).code).toBe(0);
    expect((await site.machine(outsider!.id)).memoryMiB).toBe(outsider!.memoryMiB);
    expect(outcomes(home, "ModifyMemory")).toHaveLength(2);
    await site.vcsim.govc(["object.rename", `VirtualMachine:${outsider!.id}`, outsider!.name]);
  });

  test("a first interrupt begins nothing more: what is under way is seen to its end, the rest is REFUSED", async () => {
    using home = new OperatorHome();
    await site.vcsim.holdTasks("ReconfigVM_Task");
    const running = site.begin(home, ["memory * 384MiB", "start *"]);
    await meanwhile(running, site.proxy.answer({ method: "ModifyListView" }));
    running.child.kill("SIGINT");
    // The interrupt is heard before the tasks may end.
    await site.vcsim.calls();
    await site.vcsim.releaseTasks();
    const ran = await running.ended;
    expect(ran.code, ran.err).toBe(1);
    const ended = outcomes(home, "ModifyMemory");
    expect(ended).toHaveLength(12);
    for (const { RST, TGT } of ended) {
      const { memoryMiB } = await site.machine(TGT.id!);
      expect(memoryMiB === 384).toBe(RST?.status === "OK");
    }
    expect(ended.filter(({ RST }) => RST?.code === "STOPPED_BY_OPERATOR").length).toBeGreaterThan(0);
    expect(outcomes(home, "StartVM")).toEqual([]);
    expect(outcomes(home, "Logout")).toMatchObject([{ RST: { status: "OK" } }]);
    expect(ran.err).toContain("1 line was not run");
  });
});
