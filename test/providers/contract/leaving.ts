import { describe, expect, test } from "vitest";
import { machineOf } from "./act.js";
import type { Bench } from "./bench.js";

/** How a session ends. */
export function describeLeaving(bench: Bench): void {
  describe("leaving", () => {
    test("after the logout the session is over, and the feed does not call that a loss", async () => {
      await bench.rig.session.logout();
      const read = machineOf(bench.rig.session, bench.rig.machines.running);
      await expect(read).rejects.toMatchObject({ code: "SESSION_ENDED" });
      expect(bench.pushes.lost).toEqual([]);
    });

    test("closing twice, or after a logout, does no harm", async () => {
      await bench.rig.session.logout();
      await bench.rig.session.close();
      await bench.rig.session.close();
    });
  });
}
