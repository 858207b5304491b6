import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Entry, Facts } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import type { SeenMachine } from "./seen-by-govc.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

interface Story {
  readonly operation: string;
  /** The command line. */
  readonly say: (machine: SeenMachine) => string;
  /** What the entry's BEF and AFT hold, of what govc sees. */
  readonly recorded: (machine: SeenMachine) => Facts;
  readonly expected: (before: SeenMachine) => Partial<SeenMachine>;
  /** The call that does it. */
  readonly method: string;
  readonly kind: "on" | "off";
}

const STORIES: readonly Story[] = [
  {
    operation: "StartVM",
    say: ({ name }) => `start ${name}`,
    recorded: ({ name, power }) => ({ name, power }),
    expected: () => ({ power: "on" }),
    method: "PowerOnVM_Task",
    kind: "off",
  },
  {
    operation: "StopVM",
    say: ({ id }) => `stop @${id}`,
    recorded: ({ name, power }) => ({ name, power }),
    expected: () => ({ power: "off" }),
    method: "PowerOffVM_Task",
    kind: "on",
  },
  {
    operation: "RenameVM",
    say: ({ name }) => `rename ${name} 'renamed 50%/改'`,
    recorded: ({ name }) => ({ name: name.replace("%25", "%").replace("%2f", "/") }),
    expected: () => ({ name: "renamed 50%25%2f改" }),
    method: "Rename_Task",
    kind: "on",
  },
  {
    operation: "ModifyCPU",
    say: ({ name, cpus }) => `cpu ${name} ${cpus + 1}`,
    recorded: ({ name, cpus }) => ({ name, cpus }),
    expected: ({ cpus }) => ({ cpus: cpus + 1 }),
    method: "ReconfigVM_Task",
    kind: "off",
  },
  {
    operation: "ModifyMemory",
    say: ({ name }) => `memory ${name} 1GiB`,
    recorded: ({ name, memoryMiB }) => ({ name, memoryMiB }),
    expected: () => ({ memoryMiB: 1024 }),
    method: "ReconfigVM_Task",
    kind: "off",
  },
];

onVcsim("shoseki exec against vSphere", () => {
  describe.each(["vc", "esx"] as const)("in %s mode", (mode) => {
    let site: VsphereSite;
    beforeAll(async () => {
      site = await VsphereSite.start({ mode, vms: 4 });
      const [, , ...off] = await site.machines();
      await site.vcsim.govc(["vm.power", "-off", ...off.map(({ name }) => name)]);
    });
    afterAll(() => site.stop());
    beforeEach(() => site.reset());

    test.each(STORIES)("$operation is what another client sees, before and after", async (story) => {
      using home = new OperatorHome();
      const target = (await site.machines()).find(({ power }) => power === story.kind)!;
      const hostName = await nameOfHost(site, target.host);

      const ran = await site.exec(home, [story.say(target), "--json"]);
      expect(ran.code, ran.err).toBe(0);

      const after = await site.machine(target.id);
      expect(after).toEqual({ ...target, ...story.expected(target) });
      const entries = home.entries();
      expect(entries.map(({ phase, OPR }) => `${phase} ${OPR}`)).toEqual([
        "key Key",
        "intent Login",
        "outcome Login",
        `intent ${story.operation}`,
        `outcome ${story.operation}`,
        "intent Logout",
        "outcome Logout",
      ]);
      const intent = entries[3]!;
      const outcome = entries[4]!;
      expect(outcome).toMatchObject({
        ref: intent.id,
        STR: intent.STR,
        USR: { name: site.vcsim.userName },
        HST: { endpoint: site.endpointName, platform: "vsphere", host: hostName },
        TGT: { kind: "VirtualMachine", id: target.id, uuid: target.uuid, name: target.name },
        RST: { status: "OK" },
        ask: story.say(target),
      });
      expect(outcome.BEF).toEqual(story.recorded(target));
      expect(outcome.AFT).toEqual(story.recorded(after));
      expect(intent).toMatchObject({ BEF: outcome.BEF, TGT: outcome.TGT, HST: outcome.HST });
      expect(intent.seq).toBeLessThan(outcome.seq);
      for (const each of entries.filter(({ phase }) => phase === "outcome")) expectWhole(each);

      const seen = await site.vcsim.calls(({ method }) => method === story.method);
      expect(seen.map(({ operationId, target }) => ({ operationId, target }))).toEqual([
        { operationId: intent.id, target: target.id },
      ]);
      expect(outcome.task).toMatch(/^(ha)?task-/);
    });

    test("with --json an operation, Login and Logout are their outcome entries, as they are on disk", async () => {
      using home = new OperatorHome();
      const [machine] = await site.machines();
      const printed = await site.execJson(home, [`rename @${machine!.id} json-${mode}`]);
      expect(printed).toEqual(home.entries().filter(({ phase }) => phase === "outcome"));
      expect(printed.map(({ OPR }) => OPR)).toEqual(["Login", "RenameVM", "Logout"]);
    });

    test("for people a result is one line, with what changed", async () => {
      using home = new OperatorHome();
      const machine = (await site.machines()).find(({ power }) => power === "off")!;
      const ran = await site.exec(home, [`cpu @${machine.id} ${machine.cpus + 1}`]);
      const seqOf = (OPR: string) => home.entries().findLast((entry) => entry.OPR === OPR)?.seq;
      expect(ran.out).toMatch(
        new RegExp(
          `^OK +ModifyCPU  .*  cpus ${machine.cpus} -> ${machine.cpus + 1}  [\\d.]+ s  #${seqOf("ModifyCPU")}\n$`,
        ),
      );
      expect(ran.err).toMatch(/^OK +Login .*#2$/m);
      expect(ran.err).toMatch(new RegExp(`^OK +Logout .*#${seqOf("Logout")}$`, "m"));
    });

    test("a machine keeps the name its operator gave it, however odd, for the next command", async () => {
      using home = new OperatorHome();
      const [machine] = await site.machines();
      const lines = [
        `rename @${machine!.id} '100% a/b\\\\c'`,
        "info '100% a/b\\\\c'",
        `rename '100% a/b\\\\c' plain`,
      ];
      const ran = await site.exec(home, lines);
      expect(ran.code, ran.err).toBe(0);
      expect((await site.machine(machine!.id)).name).toBe("plain");
    });
  });
});

/** All seven items of 4W1H1R: who, where, what, when, how and the result. */
function expectWhole(entry: Entry): void {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
  expect(entry.STR).toMatch(time);
  expect(entry.END).toMatch(time);
  expect(Number.isInteger(entry.ms)).toBe(true);
  expect(entry.OPR).not.toBe("");
  for (const who of ["name", "os", "console", "key", "session"] as const) expect(entry.USR[who]).not.toBe("");
  expect(entry.HST.endpoint).not.toBe("");
  expect(entry.TGT.name).not.toBe("");
  expect(entry.BEF).toBeTypeOf("object");
  expect(entry.AFT).toBeTypeOf("object");
  expect(entry.RST?.status).toMatch(/^(OK|NG|REFUSED|UNKNOWN)$/);
}

/** The host's name, as govc reads it. */
async function nameOfHost(site: VsphereSite, id: string): Promise<string> {
  const read = await site.vcsim.govc(["object.collect", "-s", `HostSystem:${id}`, "name"]);
  return read.trim();
}
