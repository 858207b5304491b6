import { expect, test } from "vitest";
import { shortOrLong } from "../counts.js";
import type { ServerSession } from "../rigs/vcsim-admin.js";
import { enterLine } from "./console-desk.js";
import { onVcsim } from "./on-vcsim.js";
import { ShiftDesk } from "./shift-desk.js";
import { expectTruth, shiftTable } from "./shift-evidence.js";
import * as faults from "./shift-faults.js";
import { ShiftWork } from "./shift-work.js";

/** Command lines in the first hour, by whose end all is loaded and all that is bounded is full; and in every later one. */
const FIRST_HOUR = 200;
const AN_HOUR = shortOrLong(12, 200);
/** Others with SHOSEKI_SHIFT_SEED=7. */
const SEED = Number(process.env.SHOSEKI_SHIFT_SEED ?? 1);
const HOURS = 8;

const ours = ({ userAgent }: ServerSession) => !userAgent.startsWith("govc");

onVcsim(
  `a shift of ${HOURS} hours (${FIRST_HOUR} command lines in the first, ${AN_HOUR} in the others, seed ${SEED})`,
  () => {
    test("whatever happens to session and network, every operation has one outcome, and it is true", {
      timeout: shortOrLong(600_000, 3_600_000),
    }, async () => {
      await using desk = await ShiftDesk.open(16);
      await desk.yesterday();
      const { site, day, night, journal } = desk;
      const { vcsim } = site;
      const work = new ShiftWork(desk, await site.machines(), SEED);
      const terminal = await desk.begin("day");
      const hour = async (...happens: readonly (readonly [string, () => Promise<unknown>])[]) => {
        const part = Math.floor(AN_HOUR / (happens.length + 1));
        for (const [name, happen] of happens) {
          await work.do(part);
          await desk.during(name, happen);
        }
        await work.do(AN_HOUR - part * happens.length);
      };

      await work.do(FIRST_HOUR);
      const heapBefore = await desk.probed.heapUsed(terminal);
      await hour(
        ["session ended", () => faults.sessionEnded(desk)],
        ["clock set forward", async () => faults.clockSet(desk, 25, await work.memory())],
        ["network cut by FIN", async () => faults.cut(desk, day, "drop", await work.memory())],
      );
      await hour(
        ["session ended under way", async () => faults.sessionEndedUnderWay(desk, await work.memory())],
        ["short stall", async () => faults.shortStall(desk, day, await work.memory())],
      );
      await hour(
        ["network cut by RST", async () => faults.cut(desk, day, "reset", await work.memory())],
        ["call lost", async () => faults.lostCall(desk, day, await work.memory())],
        ["session ended", () => faults.sessionEnded(desk)],
        ["and again", () => faults.sessionEnded(desk)],
      );
      await hour(
        [
          "the server fails",
          async () => faults.serverFails(desk, [await work.memory(), await work.memory()]),
        ],
        ["clock set back", async () => faults.clockSet(desk, -45, await work.memory())],
        ["reply lost", async () => faults.lostReply(desk, day, await work.memory())],
      );
      await hour(["another certificate", () => faults.certificateChanged(desk, day)]);
      await hour(
        ["long stall", () => faults.longStall(desk, day)],
        ["session ended", () => faults.sessionEnded(desk)],
      );
      await desk.during("another profile", async () => {
        enterLine(terminal, "connect night");
        await terminal.see("●night");
        enterLine(terminal, "disconnect day");
        await desk.isWell();
      });
      await hour(
        ["session ended, opened again by itself", () => faults.openedAgain(desk)],
        ["sleep", () => faults.sleep(desk, night)],
      );
      const heapAfter = await desk.probed.heapUsed(terminal);
      await desk.leave();
      expect((await vcsim.sessions()).filter(ours)).toEqual([]);

      const deeds = await expectTruth(desk);
      console.log(shiftTable(deeds, desk));
      console.log(`heap after the first hour ${mebi(heapBefore)}, at the end ${mebi(heapAfter)}`);
      expect(heapAfter).toBeLessThan(heapBefore * 1.1);
      const verified = await desk.home.run(["verify", "--json"]);
      expect(verified, verified.out + verified.err).toMatchObject({ code: 0 });
      // What never arrived is looked up in vain, and told for good.
      const inVain = journal.entries.filter(
        ({ phase, RST }) => phase === "recovery" && RST?.status === "UNKNOWN",
      );
      const open = inVain.map(({ seq, RST }) => ({ recovery: { seq, code: RST?.code } }));
      expect(JSON.parse(verified.out)).toMatchObject({ open, torn: [] });
      expect((await vcsim.sessions()).filter(ours)).toEqual([]);
      expect(journal.entries.filter(({ OPR }) => OPR === "SessionEnded").length).toBeGreaterThan(6);
    });
  },
);

function mebi(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
