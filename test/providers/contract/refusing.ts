import { describe, expect, test } from "vitest";
import { type Act, capabilities, machineOf, refused } from "./act.js";
import type { Bench } from "./bench.js";
import type { PlatformWays } from "./rig.js";

/** What the platform refuses, of its own accord and without harm. */
export function describeRefusing(bench: Bench, ways: PlatformWays): void {
  describe("being refused", () => {
    /** Refused with this fault, and the machine is to others as it was. */
    const expectRefusal = async (target: string, act: Act, fault: string) => {
      const before = await bench.rig.other.read(target);
      const refusal = await refused(bench.rig.session, target, act);
      expect(refusal.fault).toBe(fault);
      expect(refusal.message).not.toBe("");
      expect(await bench.rig.other.read(target)).toEqual(before);
    };

    test("a machine that runs does not start, and one that is off does not stop", async () => {
      const { running, stopped } = bench.rig.machines;
      const { power } = capabilities(bench.rig.session);
      await expectRefusal(running, (m) => power.powerOn(running, m), ways.powerStateFault);
      await expectRefusal(stopped, (m) => power.powerOff(stopped, m), ways.powerStateFault);
    });

    test.skipIf(ways.nameTakenFault === null)("a name that is taken in the folder", async ({ skip }) => {
      if (bench.rig.lacks.includes("RenameVM")) return skip("the platform renames none");
      const { running, stopped } = bench.rig.machines;
      const { rename } = capabilities(bench.rig.session);
      const taken = (await machineOf(bench.rig.session, running)).name;
      await expectRefusal(stopped, (m) => rename.rename(stopped, taken, m), ways.nameTakenFault!);
    });

    test.skipIf(ways.staleFault === null)("a machine that has changed since it was read", async () => {
      const { stopped } = bench.rig.machines;
      const { reconfigure } = capabilities(bench.rig.session);
      const before = await machineOf(bench.rig.session, stopped);
      await bench.rig.other.setMemory(stopped, before.memoryMiB! + 512);
      const change = { cpus: before.cpus! + before.coresPerSocket };
      await expectRefusal(stopped, (m) => reconfigure.reconfigure(before, change, m), ways.staleFault!);
    });

    test.skipIf(ways.noCpuHotAddFault === null)(
      "more CPUs for a machine that runs without hot-add",
      async () => {
        const { running } = bench.rig.machines;
        const { reconfigure } = capabilities(bench.rig.session);
        const before = await machineOf(bench.rig.session, running);
        const change = { cpus: before.cpus! + before.coresPerSocket };
        await expectRefusal(
          running,
          (m) => reconfigure.reconfigure(before, change, m),
          ways.noCpuHotAddFault!,
        );
      },
    );

    test.skipIf(ways.noMemoryHotAddFault === null)("more memory for it", async () => {
      const { running } = bench.rig.machines;
      const { reconfigure } = capabilities(bench.rig.session);
      const before = await machineOf(bench.rig.session, running);
      const change = { memoryMiB: before.memoryMiB! + 1024 };
      await expectRefusal(
        running,
        (m) => reconfigure.reconfigure(before, change, m),
        ways.noMemoryHotAddFault!,
      );
    });

    test.skipIf(ways.templateStartFault === null)("a template that is started", async ({ skip }) => {
      const { template } = bench.rig.machines;
      if (template === null) return skip("the rig has no template");
      const { power } = capabilities(bench.rig.session);
      expect(await machineOf(bench.rig.session, template)).toMatchObject({ template: true });
      await expectRefusal(template, (m) => power.powerOn(template, m), ways.templateStartFault!);
    });
  });
}
