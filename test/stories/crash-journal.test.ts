import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expectEveryCallAnnounced, expectRecovered, expectSound, openIntents } from "./kill-evidence.js";
import { entryAppears } from "./kill-journal-watch.js";
import { Operator } from "./kill-operator.js";
import { KillScene } from "./kill-scene.js";
import { onVcsim } from "./on-vcsim.js";

const LINES = [
  { phase: "intent", OPR: "Login" },
  { phase: "outcome", OPR: "Login" },
  { phase: "intent", OPR: "ModifyCPU" },
  { phase: "outcome", OPR: "ModifyCPU" },
  { phase: "intent", OPR: "StartVM" },
  { phase: "outcome", OPR: "StartVM" },
  { phase: "intent", OPR: "Logout" },
] as const;

onVcsim("the program is killed as soon as a line is in the journal", () => {
  let scene: KillScene;
  beforeAll(async () => {
    scene = await KillScene.open({ vms: 20, poweredOff: true });
  });
  afterAll(async () => await scene.close());
  beforeEach(async () => await scene.calm());

  test.each(LINES)("the $phase of $OPR", { timeout: 60_000 }, async ({ phase, OPR }) => {
    await using operator = new Operator(scene);
    const { id } = scene.takeMachine();
    await operator.logInAgain();
    // A slow line to the server, so that the kill comes before the next answer.
    scene.proxy.delay(50);
    const appears = entryAppears(operator, (entry) => entry.phase === phase && entry.OPR === OPR);
    const { child, ended } = operator.start([`cpu @${id} 4`, `start @${id}`]);
    const { id: entry, ref } = await appears;
    child.kill("SIGKILL");
    await ended;
    scene.proxy.reset();

    await expectEveryCallAnnounced(scene, operator);
    const open = openIntents(operator.entries()).map((intent) => intent.id);
    expect((await expectSound(operator)).open.map((each) => each.id)).toEqual(open);
    if (phase === "intent") expect(open).toEqual([entry]);
    else expect(open).not.toContain(ref);
    await expectRecovered(scene, operator);
  });

  test("a line that was cut is set aside at the next opening, and is no fault", {
    timeout: 60_000,
  }, async () => {
    await using operator = new Operator(scene);
    await operator.logInAgain();
    appendFileSync(join(operator.home.journal, "entries", "000000000000.jsonl"), '{"e":{"BEF":{},"H');
    expect((await expectSound(operator)).torn).toHaveLength(1);
    const added = await operator.logInAgain();
    expect(added[0]).toMatchObject({ phase: "recovery", RST: { code: "TORN_TAIL" } });
    expect((await expectSound(operator)).torn).toHaveLength(1);
    expect((await operator.logInAgain()).map((each) => each.phase)).not.toContain("recovery");
  });
});
