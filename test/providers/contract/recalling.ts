import { describe, expect, test } from "vitest";
import type { TaskQuery } from "#providers/history.js";
import { capabilities, isOn, MUTATION, refused } from "./act.js";
import type { Bench } from "./bench.js";
import type { PlatformWays } from "./rig.js";

/** What the platform remembers of its tasks. */
export function describeRecalling(bench: Bench, ways: PlatformWays): void {
  describe("finding out afterwards", () => {
    test("the history finds a task by target, kind, user and time, and not by others", async () => {
      const { stopped, running } = bench.rig.machines;
      const { power, history } = capabilities(bench.rig.session);
      const since = Date.now() + (bench.rig.session.login.clockOffsetMs ?? 0) - 5000;
      const task = await power.powerOn(stopped, MUTATION);
      await bench.rig.session.settle(task, { kind: "machine", id: stopped }, isOn);
      const user = ways.historyUser ?? bench.rig.session.login.user;
      const query = { target: stopped, kind: "powerOn", user, since, until: since + 60_000 } as const;
      const found = async (other: Partial<TaskQuery>) =>
        (await history.tasksOf({ ...query, ...other })).filter(({ id }) => id === task.id);
      expect(await found({})).toEqual([
        { id: task.id, queuedAt: expect.any(Number), state: "success", failed: null, made: null },
      ]);
      expect(await found({ target: running })).toEqual([]);
      expect(await found({ kind: "powerOff" })).toEqual([]);
      expect(await found({ user: "nobody" })).toEqual([]);
      expect(await found({ since: since - 60_000, until: since })).toEqual([]);
    });

    test("the history says that a task failed, and how", async ({ skip }) => {
      const { running } = bench.rig.machines;
      const { power, history } = capabilities(bench.rig.session);
      const refusal = await refused(bench.rig.session, running, (m) => power.powerOn(running, m));
      if (refusal.task === null)
        return skip("the platform refuses at the call: there is no task to remember");
      const user = ways.historyUser ?? bench.rig.session.login.user;
      const until = Date.now() + (bench.rig.session.login.clockOffsetMs ?? 0) + 60_000;
      const query = { target: running, kind: "powerOn", user, since: until - 120_000, until } as const;
      const { task: id, fault, message } = refusal;
      expect(await history.tasksOf(query)).toContainEqual({
        id,
        queuedAt: expect.any(Number),
        state: "error",
        failed: { fault, message, cancelled: false },
        made: null,
      });
    });
  });
}
