import { describe, expect, test } from "vitest";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { capabilities, MUTATION, machineOf } from "./act.js";
import type { Bench } from "./bench.js";

/** How a session outlives the way to its server. */
export function describeLasting(bench: Bench): void {
  describe("lasting", () => {
    /** Cuts the way, and waits until the session says so. */
    const cut = async () => {
      await bench.rig.cut();
      await bench.pushes.when(() => bench.pushes.interrupted.length > 0);
    };
    const restore = async () => {
      await bench.rig.restore();
      bench.rig.session.resume();
    };
    const memoryNow = async (id: string): Promise<number> =>
      (await machineOf(bench.rig.session, id)).memoryMiB ?? 0;
    /** What the feed has said of a machine's memory, in order. */
    const memoryOf = (id: string): number[] =>
      bench.pushes.batches.flat().flatMap((update) => {
        if (update.change !== "modify" || update.id !== id) return [];
        return "memoryMiB" in update.facts ? [Number(update.facts.memoryMiB)] : [];
      });

    test("a ping tells the server's clock where it has one, and can be given up", async () => {
      const { session } = bench.rig;
      const { clockOffsetMs } = await session.ping();
      const { clockOffsetMs: atLogin } = session.login;
      expect(clockOffsetMs === null).toBe(atLogin === null);
      expect(Math.abs((clockOffsetMs ?? 0) - (atLogin ?? 0))).toBeLessThan(2000);
      expect(Object.is(clockOffsetMs, -0)).toBe(false);
      await expect(session.ping(AbortSignal.abort())).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
      await session.ping(AbortSignal.timeout(20_000));
    });

    test("what changes while the way is gone is told when it is back, once", async () => {
      const { machines, other } = bench.rig;
      const { stopped } = machines;
      const memoryMiB = await memoryNow(stopped);
      await other.setMemory(stopped, memoryMiB + 4);
      await bench.pushes.until(stopped, { memoryMiB: memoryMiB + 4 });
      await cut();
      await other.setMemory(stopped, memoryMiB + 8);
      expect(bench.pushes.objects.get(stopped)).toMatchObject({ memoryMiB: memoryMiB + 4 });
      await restore();
      await bench.pushes.until(stopped, { memoryMiB: memoryMiB + 8 });
      await other.setMemory(stopped, memoryMiB + 12);
      await bench.pushes.until(stopped, { memoryMiB: memoryMiB + 12 });
      expect(memoryOf(stopped)).toEqual([4, 8, 12].map((more) => memoryMiB + more));
      expect(bench.pushes.lost).toEqual([]);
    });

    test("while it is gone nothing is sent, and nothing is left behind by that", async () => {
      const { session, machines } = bench.rig;
      await cut();
      if (!bench.rig.lacks.includes("StartVM")) {
        const start = capabilities(session).power.powerOn(machines.stopped, MUTATION);
        await expect(start).rejects.toMatchObject({ code: "NOT_SENT" });
      }
      await expect(machineOf(session, machines.stopped)).rejects.toMatchObject({ code: "NOT_SENT" });
      await expect(session.ping()).rejects.toMatchObject({ code: "NOT_SENT" });
      await restore();
      expect(await machineOf(session, machines.stopped)).toMatchObject({ power: "off" });
      await session.ping();
    });

    test("what is waited for is waited for on", async () => {
      const { session, machines, other } = bench.rig;
      const { stopped } = machines;
      const memoryMiB = await memoryNow(stopped);
      const shows = (facts: MachineFacts) => facts.memoryMiB === memoryMiB + 4;
      const shown = session.watch({ kind: "machine", id: stopped }, shows, 60_000);
      await cut();
      await other.setMemory(stopped, memoryMiB + 4);
      await restore();
      expect(await shown).toMatchObject({ id: stopped, memoryMiB: memoryMiB + 4 });
    });

    test("what begins to be waited for while the way is gone is not waited for in vain", async () => {
      const { session, machines } = bench.rig;
      await cut();
      const shown = session
        .watch({ kind: "machine", id: machines.stopped }, () => true, 60_000)
        .then(
          (facts) => facts?.power,
          (error) => error.code,
        );
      await restore();
      // Told that it was not sent, or told the answer.
      expect(["off", "NOT_SENT"]).toContain(await shown);
    });

    test("the feed catches up when the way is back, with what was done while it was gone", async () => {
      const { session, machines, other } = bench.rig;
      const { stopped } = machines;
      const memoryMiB = await memoryNow(stopped);
      await session.feed.caughtUp();
      await cut();
      const now = () => (bench.pushes.objects.get(stopped) as MachineFacts | undefined)?.memoryMiB;
      const early = session.feed.caughtUp().then(now, (error) => error.code);
      await other.setMemory(stopped, memoryMiB + 4);
      await restore();
      await session.feed.caughtUp();
      expect(now()).toBe(memoryMiB + 4);
      // Told that nothing could be asked, or caught up as well.
      expect(["NOT_SENT", "CONNECTION_LOST", memoryMiB + 4]).toContain(await early);
    });

    test("word that the way is back does no harm when it was never gone", async () => {
      const { session, machines, other } = bench.rig;
      const { stopped } = machines;
      const memoryMiB = await memoryNow(stopped);
      for (const more of [4, 8, 12]) {
        session.resume();
        const changed = other.setMemory(stopped, memoryMiB + more);
        session.resume();
        await changed;
        session.resume();
        await bench.pushes.until(stopped, { memoryMiB: memoryMiB + more });
      }
      expect(memoryOf(stopped)).toEqual([4, 8, 12].map((more) => memoryMiB + more));
      expect(bench.pushes.interrupted).toEqual([]);
      expect(bench.pushes.lost).toEqual([]);
    });

    test("it can be left while the way is gone: nobody waits for it any more", async () => {
      const { session, machines } = bench.rig;
      const shown = session.watch({ kind: "machine", id: machines.stopped }, () => false, 60_000);
      const codeOf = (waiting: Promise<unknown>) =>
        waiting.then(
          () => "none",
          (error) => error.code,
        );
      const code = codeOf(shown);
      await cut();
      const caughtUp = codeOf(session.feed.caughtUp());
      await expect(session.logout()).rejects.toMatchObject({ code: "NOT_SENT" });
      await session.close();
      expect(["SESSION_ENDED", "CONNECTION_LOST"]).toContain(await code);
      expect(["SESSION_ENDED", "CONNECTION_LOST", "NOT_SENT"]).toContain(await caughtUp);
      expect(bench.pushes.lost).toEqual([]);
    });
  });
}
