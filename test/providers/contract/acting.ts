import { describe, expect, test } from "vitest";
import { capabilities, done, isOn, MUTATION, machineOf, renamable } from "./act.js";
import type { Bench } from "./bench.js";
import type { Seen } from "./rig.js";

/** What a session changes, as the platform, a second client and the feed then tell it. */
export function describeActing(bench: Bench): void {
  describe("acting", () => {
    /** Another client sees this, and the feed pushes it. */
    const expectSeen = async (target: string, seen: Partial<Seen>) => {
      expect(await bench.rig.other.read(target)).toMatchObject(seen);
      await bench.pushes.until(target, seen);
    };

    test("starts a machine that is off", async () => {
      const { stopped } = bench.rig.machines;
      const { power } = capabilities(bench.rig.session);
      const start = await done(bench.rig.session, stopped, (m) => power.powerOn(stopped, m), isOn);
      expect(start.power).toBe("on");
      await expectSeen(stopped, { power: "on" });
    });

    test("stops a machine that is on", async () => {
      const { running } = bench.rig.machines;
      const { power } = capabilities(bench.rig.session);
      await done(
        bench.rig.session,
        running,
        (m) => power.powerOff(running, m),
        (after) => after.power === "off",
      );
      await expectSeen(running, { power: "off" });
    });

    test("renames a machine, which keeps its id and UUID", async ({ skip }) => {
      if (bench.rig.lacks.includes("RenameVM")) return skip("the platform renames none");
      const target = renamable(bench.rig);
      const { rename } = capabilities(bench.rig.session);
      const before = await machineOf(bench.rig.session, target);
      const newName = `${before.name}-改`;
      const act = (m: typeof MUTATION) => rename.rename(target, newName, m);
      const after = await done(bench.rig.session, target, act, ({ name }) => name === newName);
      expect(after).toMatchObject({ id: before.id, uuid: before.uuid, parent: before.parent });
      await expectSeen(target, { name: newName });
    });

    test("gives a machine that is off other CPUs and memory, and marks the new configuration", async () => {
      const { stopped } = bench.rig.machines;
      const { reconfigure } = capabilities(bench.rig.session);
      const before = await machineOf(bench.rig.session, stopped);
      const cpus = before.cpus! + before.coresPerSocket;
      const memoryMiB = before.memoryMiB! + 256;
      const moreCpus = (m: typeof MUTATION) => reconfigure.reconfigure(before, { cpus }, m);
      const between = await done(bench.rig.session, stopped, moreCpus, (after) => after.cpus === cpus);
      expect(between).toMatchObject({ cpus, memoryMiB: before.memoryMiB });
      expect(between.changeVersion).not.toBe(before.changeVersion);
      const moreMemory = (m: typeof MUTATION) => reconfigure.reconfigure(between, { memoryMiB }, m);
      const after = await done(
        bench.rig.session,
        stopped,
        moreMemory,
        (facts) => facts.memoryMiB === memoryMiB,
      );
      expect(after).toMatchObject({ cpus, memoryMiB });
      await expectSeen(stopped, { cpus, memoryMiB });
    });

    test("adds CPUs and memory to a machine that runs, where it allows that", async ({ skip }) => {
      const { hotAdd } = bench.rig.machines;
      if (hotAdd === null) return skip("the rig has no machine with hot-add");
      const { reconfigure } = capabilities(bench.rig.session);
      const before = await machineOf(bench.rig.session, hotAdd);
      expect(before).toMatchObject({ power: "on", cpuHotAdd: true, memoryHotAdd: true });
      const change = { cpus: before.cpus! + before.coresPerSocket, memoryMiB: before.memoryMiB! + 1024 };
      const act = (m: typeof MUTATION) => reconfigure.reconfigure(before, change, m);
      await done(bench.rig.session, hotAdd, act, (after) => after.memoryMiB === change.memoryMiB);
      await expectSeen(hotAdd, { ...change, power: "on" });
    });

    test("a change that is stopped before it is sent is not made", async () => {
      const { stopped } = bench.rig.machines;
      const { power } = capabilities(bench.rig.session);
      const start = power.powerOn(stopped, { ...MUTATION, signal: AbortSignal.abort() });
      await expect(start).rejects.toMatchObject({ code: "NOT_SENT" });
      expect(await bench.rig.other.read(stopped)).toMatchObject({ power: "off" });
    });

    test("how a task has ended can be asked for again", async () => {
      const { stopped } = bench.rig.machines;
      const { session } = bench.rig;
      const task = await capabilities(session).power.powerOn(stopped, MUTATION);
      expect(await session.ended(task)).toMatchObject({ failed: null });
      expect(await session.ended(task)).toMatchObject({ failed: null });
    });

    test("what another client does is pushed", async () => {
      const { stopped } = bench.rig.machines;
      const { memoryMiB } = await bench.rig.other.read(stopped);
      await bench.rig.other.setMemory(stopped, memoryMiB + 512);
      await bench.pushes.until(stopped, { memoryMiB: memoryMiB + 512 });
      expect(await machineOf(bench.rig.session, stopped)).toMatchObject({ memoryMiB: memoryMiB + 512 });
    });
  });
}
