import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { shortOrLong } from "../counts.js";
import {
  expectEveryCallAnnounced,
  expectRecovered,
  MUTATIONS,
  openIntents,
  openWhereSound,
} from "./kill-evidence.js";
import { kill, Operator } from "./kill-operator.js";
import { KILL_POINTS, type KillPoint, POINTS_OF_DOUBT } from "./kill-points.js";
import { KillScene } from "./kill-scene.js";
import { onVcsim } from "./on-vcsim.js";

const BRIEFLY = POINTS_OF_DOUBT.slice(0, 2);

/** What is asked of a fresh machine that is off, and what is done before it. */
const ASKED = [
  { OPR: "ModifyCPU", ask: (name: string) => `cpu ${name} 4`, points: KILL_POINTS },
  {
    OPR: "StartVM",
    ask: (name: string) => `start ${name}`,
    points: POINTS_OF_DOUBT.slice(0, shortOrLong(2, POINTS_OF_DOUBT.length)),
  },
  { OPR: "ModifyMemory", ask: (name: string) => `memory ${name} 64MiB`, points: BRIEFLY },
  { OPR: "RenameVM", ask: (name: string) => `rename ${name} renamed-${name}`, points: BRIEFLY },
  {
    OPR: "StopVM",
    ask: (name: string) => `stop ${name}`,
    points: BRIEFLY,
    before: (name: string) => ["vm.power", "-on", name],
  },
];

const MODES = [
  { mode: "vc", asked: ASKED },
  // The same provider: on ESXi where it matters most, or more of it in a long run.
  {
    mode: "esx",
    asked: ASKED.slice(0, shortOrLong(1, 2)).map((each) => ({
      ...each,
      points: POINTS_OF_DOUBT.slice(0, shortOrLong(2, POINTS_OF_DOUBT.length)),
    })),
  },
] as const;

for (const { mode, asked } of MODES) {
  onVcsim(`the program is killed (${mode})`, () => {
    let scene: KillScene;
    beforeAll(async () => {
      scene = await KillScene.open({ mode, vms: 40, poweredOff: true });
    });
    afterAll(async () => await scene.close());
    beforeEach(async () => await scene.calm());

    const cases = asked.flatMap(({ OPR, ask, points, ...rest }) =>
      points.map((point): [string, KillPoint, (name: string) => string, typeof rest] => [
        `${OPR}, ${point.when}`,
        point,
        ask,
        rest,
      ]),
    );
    test.each(cases)("%s", { timeout: 60_000 }, async (title, point, ask, rest) => {
      await using operator = new Operator(scene);
      const OPR = title.split(",", 1)[0]!;
      const { name } = scene.takeMachine();
      if ("before" in rest) await scene.vcsim.govc(rest.before(name));
      const method = MUTATIONS[OPR]!;
      const announced: boolean[] = [];
      point.arrange(scene.proxy, method, async (call) => {
        if (call.method === method) announced.push(operator.hasAnnounced(call));
        await kill(running);
      });
      const running = operator.start([ask(name)]);
      await running.ended;

      // Nothing has been sent that is not on the disk.
      expect(announced).not.toContain(false);
      await expectEveryCallAnnounced(scene, operator);
      const { left, done } = point;
      const wanted = left === "the operation" ? [OPR] : left === null ? [] : [left];
      expect(openIntents(operator.entries()).map((intent) => intent.OPR)).toEqual(wanted);
      expect((await openWhereSound(operator)).map((intent) => intent.OPR)).toEqual(wanted);
      const sent = await scene.vcsim.calls((each) => each.method === method);
      expect(sent.filter(({ userAgent }) => !userAgent.startsWith("govc"))).toHaveLength(done ? 1 : 0);

      const [recovery] = await expectRecovered(scene, operator);
      if (left === "the operation") {
        expect(recovery?.RST?.code).toBe(done ? "TASK_FOUND" : "NO_TASK_FOUND");
      } else if (left !== null) {
        expect(recovery?.RST?.code).toBe("NOT_TRACEABLE");
      }
      await expectEveryCallAnnounced(scene, operator);
    });
  });
}
