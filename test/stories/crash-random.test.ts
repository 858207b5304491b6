import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { shortOrLong } from "../counts.js";
import {
  expectEveryCallAnnounced,
  expectLookedUp,
  expectSound,
  openIntents,
  truthOf,
} from "./kill-evidence.js";
import { killedAtMoment, type Moment, seededNumbers } from "./kill-moment.js";
import { Operator } from "./kill-operator.js";
import { KillScene } from "./kill-scene.js";
import { onVcsim } from "./on-vcsim.js";

const KILLS = shortOrLong(8, 300);
/** Others with SHOSEKI_KILL_SEED=7. */
const SEED = Number(process.env.SHOSEKI_KILL_SEED ?? 1);
/** Calls that come and are answered from the first to the Logout of three operations, and a few more. */
const EVENTS = 48;

onVcsim(`the program is killed at any moment (${KILLS} times, seed ${SEED})`, () => {
  let scene: KillScene;
  let operator: Operator;
  beforeAll(async () => {
    scene = await KillScene.open({ vms: KILLS, poweredOff: true });
    operator = new Operator(scene);
    await operator.logInAgain();
  });
  afterAll(async () => {
    await operator[Symbol.asyncDispose]();
    await scene.close();
  });
  beforeEach(async () => await scene.calm());

  const random = seededNumbers(SEED);
  const moments = Array.from(
    { length: KILLS },
    (): Moment => ({
      events: 1 + Math.floor(random() * EVENTS),
      turns: Math.floor(random() * 8),
    }),
  );
  test.each(moments)("$events calls and $turns turns", { timeout: 60_000 }, async (moment) => {
    const { id, name } = scene.takeMachine();
    const lines = [`cpu @${id} 4`, `start @${id}`, `rename @${id} renamed-${name}`];
    expect(await killedAtMoment(scene, operator, lines, moment)).toEqual([]);
    await expectEveryCallAnnounced(scene, operator);

    const open = openIntents(operator.entries());
    const recoveries = (await operator.logInAgain()).filter(
      ({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal",
    );
    expect(recoveries.map(({ ref }) => ref)).toEqual(open.map((intent) => intent.id));
    for (const [index, intent] of open.entries()) {
      const { status, after, task } = await truthOf(scene, intent);
      expect(recoveries[index]).toMatchObject({ RST: { status }, AFT: after });
      expect(recoveries[index]?.task).toBe(task);
    }
    await expectLookedUp(operator);
  });

  test("after all that, every intent has one answer, and no call was made that has none", {
    timeout: 120_000,
  }, async () => {
    await expectSound(operator);
    await expectLookedUp(operator);
    const entries = operator.entries();
    for (const intent of entries.filter(({ phase }) => phase === "intent")) {
      const answers = entries.filter(({ ref }) => ref === intent.id).map(({ phase }) => phase);
      expect([["outcome"], ["recovery"], ["outcome", "recovery"]]).toContainEqual(answers);
    }
    // What outcomes and recoveries call OK is what the other client sees now.
    for (const machine of await scene.machines()) {
      const ok = entries.filter(({ TGT, RST }) => TGT.id === machine.id && RST?.status === "OK");
      const last = Object.assign({}, ...ok.map(({ AFT }) => AFT)) as Record<string, unknown>;
      expect(machine).toMatchObject(last);
    }
  });
});
