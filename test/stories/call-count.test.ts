import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { shortOrLong } from "../counts.js";
import { onVcsim } from "./on-vcsim.js";
import type { SeenMachine } from "./seen-by-govc.js";
import { meanwhile, OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

interface Kind {
  readonly operation: string;
  readonly method: string;
  /** Whether the machine runs at first. */
  readonly on?: true;
  /** Lines that make it possible, in a session before. */
  readonly before?: (machine: SeenMachine) => readonly string[];
  /** Lines that each do it to the machine. */
  readonly lines: (machine: SeenMachine) => readonly string[];
}

const KINDS: readonly Kind[] = [
  { operation: "StartVM", method: "PowerOnVM_Task", lines: ({ id }) => [`start @${id}`] },
  { operation: "StopVM", method: "PowerOffVM_Task", on: true, lines: ({ id }) => [`stop @${id}`] },
  { operation: "ResetVM", method: "ResetVM_Task", on: true, lines: ({ id }) => [`reset @${id}`] },
  { operation: "SuspendVM", method: "SuspendVM_Task", on: true, lines: ({ id }) => [`suspend @${id}`] },
  {
    operation: "RenameVM",
    method: "Rename_Task",
    lines: ({ id, name }) => [`rename @${id} moved`, `rename @${id} ${name}`],
  },
  { operation: "ModifyCPU", method: "ReconfigVM_Task", lines: ({ id }) => [`cpu @${id} 2`, `cpu @${id} 3`] },
  {
    operation: "ModifyMemory",
    method: "ReconfigVM_Task",
    lines: ({ id }) => [`memory @${id} 512MiB`, `memory @${id} 1GiB`],
  },
  { operation: "ModifyDisk", method: "ReconfigVM_Task", lines: ({ id }) => [`disk @${id} 1GiB --add`] },
  {
    operation: "CreateSnapshot",
    method: "CreateSnapshot_Task",
    lines: ({ id }) => [`snapshot create @${id} s`],
  },
  {
    operation: "RevertSnapshot",
    method: "RevertToSnapshot_Task",
    before: ({ id }) => [`snapshot create @${id} r`],
    lines: ({ id }) => [`snapshot revert @${id} r`],
  },
  {
    operation: "RemoveSnapshot",
    method: "RemoveSnapshot_Task",
    before: ({ id }) => [`snapshot create @${id} gone`],
    lines: ({ id }) => [`snapshot remove @${id} gone`],
  },
];

/** What makes a machine or ends one is watched at once, and then read: four calls, however long it takes. */
const MAKING: readonly Kind[] = [
  { operation: "CreateVM", method: "CreateVM_Task", lines: ({ id }) => [`create new-${id}-${Date.now()}`] },
  {
    operation: "DeleteVM",
    method: "Destroy_Task",
    before: ({ id }) => [`create doomed-${id}`],
    lines: ({ id }) => [`delete doomed-${id}`],
  },
];

const READ = "RetrievePropertiesEx";
const ANCHOR = "LogUserEvent";

onVcsim("what an operation costs, counted before the server", () => {
  describe.each(["vc", "esx"] as const)("in %s mode", (mode) => {
    // A vCenter and an ESXi host are asked alike: all of it on the one, a few on the other, or all in a long run.
    const kinds = mode === "vc" ? KINDS : KINDS.filter((_, index) => index % shortOrLong(3, 1) === 0);
    let site: VsphereSite;
    beforeAll(async () => {
      site = await VsphereSite.start({ mode, vms: 8, poweredOff: true });
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
      const work = methods.slice(methods.lastIndexOf("CreateFilter") + 1, methods.indexOf("Logout"));
      expect(work.at(-1)).toBe(ANCHOR);
      expect(work.filter((method) => method === ANCHOR)).toHaveLength(2);
      return work.filter((method) => method !== ANCHOR && method !== "CurrentTime");
    };

    /** A machine that is off, or on where the kind needs that, with all done that comes before. */
    const targetFor = async (home: OperatorHome, { on, before }: Kind): Promise<SeenMachine> => {
      const [machine] = (await site.machines()).filter(({ power }) => power === "off");
      if (on) await site.vcsim.govc(["vm.power", "-on", machine!.name]);
      if (before !== undefined) expect((await site.exec(home, before(machine!))).code).toBe(0);
      await site.reset();
      return machine!;
    };

    test.each(kinds)("$operation makes 3 calls: read, act, read back", async (kind) => {
      using home = new OperatorHome();
      const lines = kind.lines(await targetFor(home, kind));
      const ran = await site.exec(home, [...lines, "--yes"]);
      expect(ran.code, ran.out + ran.err).toBe(0);
      expect(worked()).toEqual(lines.flatMap(() => [READ, kind.method, READ]));
    });

    test.each(kinds)("$operation makes 4 when its task takes its time", async (kind) => {
      using home = new OperatorHome();
      const lines = kind.lines(await targetFor(home, kind));
      await site.vcsim.setTaskDuration(150);
      const ran = await site.exec(home, [...lines, "--yes"]);
      expect(ran.code, ran.out + ran.err).toBe(0);
      expect(worked()).toEqual(lines.flatMap(() => [READ, kind.method, READ, "ModifyListView"]));
    });

    test.each(MAKING)("$operation makes 4, however long it takes", async (kind) => {
      using home = new OperatorHome();
      for (const duration of [0, 150]) {
        const [line = ""] = kind.lines(await targetFor(home, kind));
        await site.vcsim.setTaskDuration(duration);
        const ran = await site.exec(home, [line, "--yes"]);
        expect(ran.code, ran.out + ran.err).toBe(0);
        expect(worked()).toEqual([READ, kind.method, "ModifyListView", READ]);
      }
    });

    test.each([
      ["reboot", "RebootGuest", [READ, "RebootGuest"]],
      ["shutdown", "ShutdownGuest", [READ, "ShutdownGuest", "ModifyListView"]],
    ])("guest %s: what is read before, the call, and what is pushed", async (verb, operation, calls) => {
      using home = new OperatorHome();
      const kind: Kind = {
        operation,
        method: operation,
        on: true,
        lines: ({ id }) => [`guest ${verb} @${id}`],
      };
      const ran = await site.exec(home, kind.lines(await targetFor(home, kind)));
      expect(ran.code, ran.out + ran.err).toBe(0);
      expect(worked()).toEqual(calls);
    });

    test("a task that is held is waited for, and its target is as the server has it afterwards", async () => {
      using home = new OperatorHome();
      const [machine] = (await site.machines()).filter(({ power }) => power === "off");
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
      const [machine] = (await site.machines()).filter(({ power }) => power === "off");
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
