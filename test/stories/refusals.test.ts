import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Status } from "#domain/entry.js";
import type { ErrorCode } from "#domain/errors.js";
import { onVcsim } from "./on-vcsim.js";
import type { SeenMachine } from "./seen-by-govc.js";
import { OperatorHome, type Ran } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

/** The path of a machine, for govc, which knows two datacenters here. */
const at = ({ name }: SeenMachine): string => `/${name.split("_")[0]}/vm/${name}`;

interface Story {
  readonly what: string;
  readonly say: (on: SeenMachine, off: SeenMachine) => string;
  readonly code: ErrorCode;
  readonly told: string | RegExp;
}

/** Refused by the plan: nothing but reads reaches the server. */
const BY_THE_PLAN: readonly Story[] = [
  {
    what: "a machine that runs already",
    say: ({ name }) => `start ${name}`,
    code: "POWER_STATE",
    told: /is powered on/,
  },
  {
    what: "a machine that is off already",
    say: (_, { name }) => `stop ${name}`,
    code: "POWER_STATE",
    told: /is powered off/,
  },
  {
    what: "more CPUs without hot-add",
    say: ({ name }) => `cpu ${name} 4`,
    code: "NO_HOT_ADD",
    told: /hot-add is off/,
  },
  {
    what: "more memory without hot-add",
    say: ({ name }) => `memory ${name} 4GiB`,
    code: "NO_HOT_ADD",
    told: /hot-add/,
  },
  {
    what: "less memory while it runs",
    say: ({ name }) => `memory ${name} 4MiB`,
    code: "NO_HOT_REMOVE",
    told: /lowered/,
  },
  {
    what: "the CPUs it has",
    say: (_, { name, cpus }) => `cpu ${name} ${cpus}`,
    code: "NO_CHANGE",
    told: /already has 1/,
  },
  {
    what: "its own name",
    say: (_, { name }) => `rename ${name} ${name}`,
    code: "NO_CHANGE",
    told: /already has/,
  },
  {
    what: "a name that is taken",
    say: (on, { name }) => `rename ${name} ${on.name}`,
    code: "NAME_TAKEN",
    told: /is taken by \//,
  },
  {
    what: "an empty name",
    say: (_, { name }) => `rename ${name} ' '`,
    code: "NAME_INVALID",
    told: /it is empty/,
  },
  {
    what: "a name that is too long",
    say: (_, { name }) => `rename ${name} ${"x".repeat(81)}`,
    code: "NAME_INVALID",
    told: /81 characters/,
  },
  { what: "no CPUs", say: (_, { name }) => `cpu ${name} 0`, code: "SIZE_IMPOSSIBLE", told: /from 1 to 768/ },
  {
    what: "fewer than none",
    say: (_, { name }) => `cpu ${name} -1`,
    code: "SIZE_IMPOSSIBLE",
    told: /from 1 to 768/,
  },
  {
    what: "more CPUs than there can be",
    say: (_, { name }) => `cpu ${name} 769`,
    code: "SIZE_IMPOSSIBLE",
    told: /from 1 to 768/,
  },
  {
    what: "no memory",
    say: (_, { name }) => `memory ${name} 0MiB`,
    code: "SIZE_IMPOSSIBLE",
    told: /from 4 to/,
  },
  {
    what: "more memory than there can be",
    say: (_, { name }) => `memory ${name} 25TiB`,
    code: "SIZE_IMPOSSIBLE",
    told: /from 4 to/,
  },
  {
    what: "memory off the step",
    say: (_, { name }) => `memory ${name} 1022MiB`,
    code: "SIZE_IMPOSSIBLE",
    told: /multiple of 4 MiB/,
  },
  {
    what: "a name that nobody has",
    say: () => "start DC0_H0_VM9",
    code: "TARGET_UNKNOWN",
    told: /Did you mean DC0_H0_VM/,
  },
  {
    what: "an id that nobody has",
    say: () => "start @vm-99999",
    code: "TARGET_UNKNOWN",
    told: /Nothing here is called @?vm-99999/,
  },
  {
    what: "a path that leads nowhere",
    say: (_, { name }) => `start /DC9/vm/${name}`,
    code: "TARGET_UNKNOWN",
    told: /Did you mean \/DC0/,
  },
  {
    what: "a host, which does not start",
    say: () => "start DC0_H0",
    code: "TARGET_UNKNOWN",
    told: /Nothing here is called DC0_H0/,
  },
];

onVcsim("what is refused", () => {
  let site: VsphereSite;
  let on: SeenMachine;
  let off: SeenMachine;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 8, hosts: 1, clusters: 0, datacenters: 2 });
    const machines = (await site.machines()).filter(({ name }) => name.startsWith("DC0"));
    [on, off] = machines as [SeenMachine, SeenMachine];
    await site.vcsim.govc(["vm.power", "-off", at(off)]);
    off = await site.machine(off.id);
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const outcome = (home: OperatorHome) => home.entries().at(-3)!;
  const expectUntouched = async () => {
    expect(await site.machine(on.id)).toEqual(on);
    expect(await site.machine(off.id)).toEqual(off);
  };

  describe("beforehand", () => {
    let home: OperatorHome;
    let ran: Ran;
    let told: readonly string[];
    let sent: readonly string[];
    beforeAll(async () => {
      home = new OperatorHome();
      const lines = BY_THE_PLAN.map(({ say }) => say(on, off));
      ran = await site.exec(home, [...lines, "--yes", "--keep-going"]);
      told = ran.out.split(/^(?=REFUSED )/m);
      sent = site.methods();
    });
    afterAll(() => home[Symbol.dispose]());

    test.each(BY_THE_PLAN.map((story, nth) => ({ ...story, nth })))(
      "$what",
      ({ nth, say, code, ...story }) => {
        const ask = say(on, off);
        expect(told[nth]).toMatch(/^REFUSED /);
        expect(told[nth]).toMatch(story.told);
        expect(told[nth]).toContain("Nothing was sent");
        const [intent, outcome] = home.entries().filter((entry) => entry.ask === ask);
        expect(intent).toMatchObject({ phase: "intent", id: outcome?.ref });
        expect(outcome).toMatchObject({ phase: "outcome", RST: { status: "REFUSED", code } });
        expect(outcome?.AFT).toEqual(outcome?.BEF);
      },
    );

    test("of all of them nothing was sent but reads, and both machines are as they were", async () => {
      expect(ran.code, ran.err).toBe(1);
      expect(told).toHaveLength(BY_THE_PLAN.length);
      expect(sent).toContain("RetrievePropertiesEx");
      expect(sent.filter((method) => method.endsWith("_Task"))).toEqual([]);
      await expectUntouched();
    });
  });

  test("an ambiguous name: the candidates are listed, with their paths and ids", async () => {
    using home = new OperatorHome();
    const [other] = (await site.machines()).filter(({ name }) => name.startsWith("DC1"));
    await site.vcsim.govc(["object.rename", `VirtualMachine:${other!.id}`, off.name]);
    const ran = await site.exec(home, [`start ${off.name}`]);
    await site.vcsim.govc(["object.rename", `VirtualMachine:${other!.id}`, other!.name]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`${off.name} could be any of 2: `);
    expect(ran.out).toContain(`/DC0/vm/${off.name} (@${off.id})`);
    expect(ran.out).toContain(`/DC1/vm/${off.name} (@${other!.id})`);
    expect(outcome(home)).toMatchObject({
      TGT: { id: null },
      RST: { status: "REFUSED", code: "TARGET_AMBIGUOUS" },
    });
    await expectUntouched();
  });

  describe("by the server", () => {
    test.each([
      ["NoPermission", "Permission to perform this operation was denied."],
      ["NotEnoughLicenses", "There are not enough licenses installed."],
      ["InvalidState", "The operation is not allowed in the current state; </soapenv:Fault> & 禁止"],
    ])("on the call: %s is NG, with the server's words", async (fault, message) => {
      using home = new OperatorHome();
      await site.vcsim.injectFault("PowerOnVM_Task", { fault, message });
      const ran = await site.exec(home, [`start ${off.name}`]);
      expect(ran.code, ran.err).toBe(1);
      expect(ran.out).toContain(fault);
      expect(outcome(home)).toMatchObject({
        BEF: { power: "off" },
        AFT: { power: "off" },
        RST: {
          status: "NG" satisfies Status,
          code: "SERVER_FAULT",
          fault,
          message: expect.stringContaining(message.replace(/\.$/, "")),
        },
      });
      expect(site.proxy.calls({ method: "PowerOnVM_Task" })).toHaveLength(1);
      await expectUntouched();
    });

    test.each([false, true])("by its task (held: %s): NG, with what the machine is then", async (held) => {
      using home = new OperatorHome();
      await site.vcsim.failTask("ReconfigVM_Task", {
        fault: "InsufficientResourcesFault",
        message: "no room",
      });
      if (held) await site.vcsim.setTaskDuration(150);
      const ran = await site.exec(home, [`cpu ${off.name} 2`]);
      expect(ran.code, ran.err).toBe(1);
      expect(ran.out).toContain("no room (InsufficientResourcesFault)");
      expect(outcome(home)).toMatchObject({
        BEF: { cpus: 1 },
        AFT: { cpus: 1 },
        RST: { status: "NG", code: "TASK_FAILED", fault: "InsufficientResourcesFault" },
        task: expect.stringMatching(/^task-/),
      });
      await expectUntouched();
    });

    test("because a colleague has changed the machine since it was read", async () => {
      using home = new OperatorHome();
      const meddle = () => site.vcsim.govc(["vm.change", "-vm", at(off), "-m", "96"]);
      site.proxy.on("ReconfigVM_Task", { kind: "hook", beforeForward: meddle });
      const ran = await site.exec(home, [`cpu ${off.name} 2`]);
      expect(ran.code, ran.err).toBe(1);
      expect(outcome(home)).toMatchObject({
        RST: { status: "NG", code: "TASK_FAILED", fault: "ConcurrentAccess" },
      });
      expect(await site.machine(off.id)).toMatchObject({ cpus: 1, memoryMiB: 96 });
      await site.vcsim.govc(["vm.change", "-vm", at(off), "-m", String(off.memoryMiB)]);
    });

    test("because the machine was removed meanwhile", async () => {
      using home = new OperatorHome();
      const doomed = (await site.machines()).find(({ name }) => name.startsWith("DC1"))!;
      await site.vcsim.govc(["vm.power", "-off", at(doomed)]);
      const remove = () => site.vcsim.govc(["vm.unregister", at(doomed)]);
      site.proxy.on("PowerOnVM_Task", { kind: "hook", beforeForward: remove });
      const ran = await site.exec(home, [`start ${doomed.name}`]);
      expect(ran.code, ran.err).toBe(1);
      expect(outcome(home)).toMatchObject({
        BEF: { power: "off" },
        AFT: {},
        RST: { status: "NG", code: "SERVER_FAULT", fault: "ManagedObjectNotFound" },
      });
    });
  });
});
