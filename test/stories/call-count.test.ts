import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { onVcsim } from "./on-vcsim.js";
import type { SeenMachine } from "./seen-by-govc.js";
import { meanwhile, OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

interface Kind {
  readonly method: string;
  /** What makes a machine or ends one: it is watched at once, and then read. */
  readonly making?: true;
  /** Whether the machine runs at first. */
  readonly on?: true;
  /** Lines that make it possible, in a session before. */
  readonly before?: (machine: SeenMachine) => readonly string[];
  /** Lines that each do it to the machine. */
  readonly lines: (machine: SeenMachine) => readonly string[];
}

const KINDS: readonly Kind[] = [
  { method: "PowerOnVM_Task", lines: ({ id }) => [`start @${id}`] },
  { method: "PowerOffVM_Task", on: true, lines: ({ id }) => [`stop @${id}`] },
  { method: "ResetVM_Task", on: true, lines: ({ id }) => [`reset @${id}`] },
  { method: "SuspendVM_Task", on: true, lines: ({ id }) => [`suspend @${id}`] },
  {
    method: "Rename_Task",
    lines: ({ id, name }) => [`rename @${id} moved`, `rename @${id} ${name}`],
  },
  { method: "ReconfigVM_Task", lines: ({ id }) => [`cpu @${id} 2`, `cpu @${id} 3`] },
  {
    method: "ReconfigVM_Task",
    lines: ({ id }) => [`memory @${id} 512MiB`, `memory @${id} 1GiB`],
  },
  { method: "ReconfigVM_Task", lines: ({ id }) => [`disk @${id} 1GiB --add`] },
  {
    method: "CreateSnapshot_Task",
    lines: ({ id }) => [`snapshot create @${id} s`],
  },
  {
    method: "RevertToSnapshot_Task",
    before: ({ id }) => [`snapshot create @${id} r`],
    lines: ({ id }) => [`snapshot revert @${id} r`],
  },
  {
    method: "RemoveSnapshot_Task",
    before: ({ id }) => [`snapshot create @${id} gone`],
    lines: ({ id }) => [`snapshot remove @${id} gone`],
  },
  { method: "CreateVM_Task", making: true, lines: ({ id }) => [`create new-${id}`] },
  {
    method: "Destroy_Task",
    making: true,
    before: ({ id }) => [`create doomed-${id}`],
    lines: ({ id }) => [`delete doomed-${id}`],
  },
];

/** These have no task. */
const OF_A_GUEST: readonly Kind[] = [
  { method: "RebootGuest", on: true, lines: ({ id }) => [`guest reboot @${id}`] },
  { method: "ShutdownGuest", on: true, lines: ({ id }) => [`guest shutdown @${id}`] },
];

const READ = "RetrievePropertiesEx";
const ANCHOR = "LogUserEvent";

onVcsim("what an operation costs, counted before the server", () => {
  describe.each(["vc", "esx"] as const)("in %s mode", (mode) => {
    let site: VsphereSite;
    /** Machines that are off, and that no test has touched. */
    let fresh: SeenMachine[];
    beforeAll(async () => {
      site = await VsphereSite.start({ mode, vms: 32, poweredOff: true });
      fresh = await site.machines();
    });
    afterAll(() => site.stop());
    beforeEach(() => site.reset());

    /**
     * What was called between the preparation of the session and its Logout, but for the standing wait and the two
     * anchors, which are beside all operations: one after the Login, whenever it comes, and one as the last before Logout; and
     * the heartbeat.
     */
    const worked = (): string[] => {
      const methods = site.methods();
      const all = methods.slice(methods.lastIndexOf("CreateFilter") + 1, methods.indexOf("Logout"));
      const work = all.filter((method) => method !== "CurrentTime");
      expect(work.at(-1)).toBe(ANCHOR);
      expect(work.filter((method) => method === ANCHOR)).toHaveLength(2);
      return work.filter((method) => method !== ANCHOR);
    };

    /** A machine for each kind, off, or on where the kind needs that, with all done that comes before: the lines that do it. */
    const prepare = async (home: OperatorHome, kinds: readonly Kind[]): Promise<readonly string[][]> => {
      const each = kinds.map((kind) => ({ ...kind, machine: fresh.shift()! }));
      const on = each.filter((kind) => kind.on).map(({ machine }) => machine.name);
      if (on.length > 0) await site.vcsim.govc(["vm.power", "-on", ...on]);
      const before = each.flatMap((kind) => kind.before?.(kind.machine) ?? []);
      if (before.length > 0) expect((await site.exec(home, before)).code).toBe(0);
      await site.reset();
      return each.map(({ lines, machine }) => [...lines(machine)]);
    };

    /** Does them all in one session, and holds what each line has cost against what it should. */
    const expectCost = async (
      kinds: readonly Kind[],
      taskMs: number,
      calls: (kind: Kind) => readonly string[],
    ) => {
      using home = new OperatorHome();
      const lines = await prepare(home, kinds);
      await site.vcsim.setTaskDuration(taskMs);
      const ran = await site.exec(home, [...lines.flat(), "--yes"]);
      expect(ran.code, ran.out + ran.err).toBe(0);
      const wanted = kinds.flatMap((kind, nth) => lines[nth]!.flatMap(() => calls(kind)));
      expect(worked()).toEqual(wanted);
    };

    test("each operation makes 3 calls: read, act, read back; what makes a machine or ends one 4", () =>
      expectCost(KINDS, 0, ({ method, making }) =>
        making ? [READ, method, "ModifyListView", READ] : [READ, method, READ],
      ));

    test("each makes 4 when its task takes its time", () =>
      expectCost(KINDS, 150, ({ method, making }) =>
        making ? [READ, method, "ModifyListView", READ] : [READ, method, READ, "ModifyListView"],
      ));

    test("of a guest: what is read before, the call, and what is pushed", () =>
      expectCost(OF_A_GUEST, 0, ({ method }) =>
        method === "RebootGuest" ? [READ, method] : [READ, method, "ModifyListView"],
      ));

    test("a task that is held is waited for, and its target is as the server has it afterwards", async () => {
      using home = new OperatorHome();
      const machine = fresh.shift();
      await site.vcsim.holdTasks();
      const running = site.begin(home, [`memory @${machine!.id} 2GiB`]);
      await meanwhile(running, site.proxy.answer({ method: "ModifyListView" }));
      expect(home.entries().map(({ phase }) => phase)).toEqual(["key", "intent", "outcome", "intent"]);
      expect((await site.machine(machine!.id)).memoryMiB).not.toBe(2048);
      await site.vcsim.releaseTasks();
      expect((await running.ended).code).toBe(0);
      expect(worked()).toEqual([READ, "ReconfigVM_Task", READ, "ModifyListView"]);
      expect(home.entries()[4]).toMatchObject({ OPR: "ModifyMemory", AFT: { memoryMiB: 2048 } });
    });

    test("a listing, a help text, a note and a refusal that needs no reading cost nothing", async () => {
      using home = new OperatorHome();
      const ran = await site.exec(home, [
        "vms",
        "hosts",
        "datastores",
        "networks",
        "help",
        "note x",
        "info no-such",
        "cpu no-such 2",
        "--keep-going",
      ]);
      expect(ran.code).toBe(1);
      expect(worked()).toEqual([]);
    });

    test("an operation that is refused beforehand costs the one read that says why", async () => {
      using home = new OperatorHome();
      const machine = fresh.shift();
      const ran = await site.exec(home, [`stop @${machine!.id}`]);
      expect(ran.code).toBe(1);
      expect(worked()).toEqual([READ]);
    });

    test("several targets cost three calls each, and never more than 4 are under way", async () => {
      using home = new OperatorHome();
      const suspended = (await site.machines()).filter(({ power }) => power === "suspended");
      if (suspended.length > 0)
        await site.vcsim.govc(["vm.power", "-on", ...suspended.map(({ name }) => name)]);
      const machines = await site.machines();
      const on = machines.filter(({ power }) => power === "on");
      await site.vcsim.govc(["vm.power", "-off", ...on.map(({ name }) => name)]);
      site.proxy.delay(20);
      const ran = await site.exec(home, ["memory * 768MiB"]);
      expect(ran.code, ran.err).toBe(0);
      expect(worked()).toHaveLength(3 * machines.length);
      const calls = site.proxy
        .calls()
        .filter(({ method }) => method === READ || method === "ReconfigVM_Task");
      const together = calls.map(
        ({ startedAt }) =>
          // Until the server has answered: the client may have the reply before the proxy knows that it has been sent.
          calls.filter((other) => other.startedAt <= startedAt && other.answeredAt! > startedAt).length,
      );
      expect(Math.max(...together)).toBeLessThanOrEqual(4);
      expect(Math.max(...together)).toBeGreaterThan(1);
    });
  });
});
