import { describe, expect, test } from "vitest";
import { machineOf } from "./act.js";
import type { Bench } from "./bench.js";

/** What a session tells without changing anything. */
export function describeLooking(bench: Bench): void {
  describe("looking", () => {
    test("the login says who, on what", () => {
      const { login, limits } = bench.rig.session;
      expect(login.user).not.toBe("");
      expect(login.product).not.toBe("");
      expect(Number.isFinite(login.clockOffsetMs ?? 0)).toBe(true);
      expect(limits.maxCpus).toBeGreaterThan(0);
      expect(limits.maxMemoryMiB % limits.memoryStepMiB).toBe(0);
    });

    test("the feed begins with everything, and each thing below something that is there", async () => {
      const { running, stopped } = bench.rig.machines;
      expect(bench.pushes.objects.get(running)).toMatchObject({ kind: "vm", power: "on" });
      expect(bench.pushes.objects.get(stopped)).toMatchObject({ kind: "vm", power: "off" });
      const kinds = new Set([...bench.pushes.objects.values()].map((object) => object.kind));
      expect([...kinds]).toEqual(expect.arrayContaining(["vm", "host", "folder"]));
      const parents = new Set([...bench.pushes.objects.values()].map((object) => object.parent));
      const away = [...parents].filter((id) => id !== null && !bench.pushes.objects.has(id));
      // A view of all that is in the root folder holds everything but that folder.
      expect(away.length).toBeLessThanOrEqual(1);
    });

    test("a machine reads as the feed and another client see it", async () => {
      const facts = await machineOf(bench.rig.session, bench.rig.machines.running);
      expect(facts).toMatchObject(await bench.rig.other.read(bench.rig.machines.running));
      const { id, uuid, name, parent, host, power, template, cpus, memoryMiB } = facts;
      const row = { id, uuid, name, parent, host, power, template, cpus, memoryMiB };
      expect(bench.pushes.objects.get(id)).toMatchObject(row);
      expect(bench.pushes.objects.get(host ?? "")).toMatchObject({ kind: "host" });
      expect(facts.reachable).toBe(true);
      expect(facts.changeVersion).not.toBe("");
    });

    test("once the feed has caught up, it has told what another client has done before", async () => {
      const { session, machines, other } = bench.rig;
      const { memoryMiB } = await machineOf(session, machines.stopped);
      for (const more of [4, 8, 12]) {
        await other.setMemory(machines.stopped, (memoryMiB ?? 0) + more);
        await session.feed.caughtUp();
        const row = bench.pushes.objects.get(machines.stopped);
        expect(row).toMatchObject({ memoryMiB: (memoryMiB ?? 0) + more });
      }
      await Promise.all([session.feed.caughtUp(), session.feed.caughtUp(), session.feed.caughtUp()]);
      const stopped = session.feed.caughtUp(AbortSignal.abort());
      await expect(stopped).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
    });

    test("what is given out is the caller's own", async () => {
      const facts = await machineOf(bench.rig.session, bench.rig.machines.stopped);
      const name = facts.name;
      Object.assign(facts, { name: "scribbled" });
      expect((await machineOf(bench.rig.session, bench.rig.machines.stopped)).name).toBe(name);
    });

    test("a machine that is not there is an unknown target", async () => {
      await expect(machineOf(bench.rig.session, "vm-no-such")).rejects.toMatchObject({
        code: "TARGET_UNKNOWN",
      });
    });

    test("a read that the operator stops is given up", async () => {
      const read = machineOf(bench.rig.session, bench.rig.machines.running, AbortSignal.abort());
      await expect(read).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
    });
  });
}
