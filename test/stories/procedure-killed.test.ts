import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { shortOrLong } from "../counts.js";
import { openWhereSound } from "./kill-evidence.js";
import { entryAppears } from "./kill-journal-watch.js";
import { kill, Operator } from "./kill-operator.js";
import { KillScene } from "./kill-scene.js";
import { onVcsim } from "./on-vcsim.js";
import { meanwhile } from "./shoseki.js";

const FILE = `procedure: 1
title: Grow and start
parameters:
  one: { type: machine }
steps:
  - id: sure
    confirm: Is \${one} idle?
  - id: grow
    run: cpu \${one} 4
  - id: start
    run: start \${one}
    after: [{ check: one.power == on, within: 10s }]
`;

/** The entries of the run, in order, the last aside: it is over then. */
const ENTRIES = [
  "procedure BeginRun",
  "procedure Answer",
  "procedure EndStep",
  "procedure BeginStep",
  "intent ModifyCPU",
  "outcome ModifyCPU",
  "procedure EndStep",
  "procedure BeginStep",
  "intent StartVM",
  "outcome StartVM",
  "procedure Check",
  "procedure EndStep",
] as const;

const MOMENTS = ENTRIES.map((name, index) => ({ name, nth: index + 1 })).filter(
  ({ nth }) => shortOrLong(0, 1) === 1 || [2, 4, 5, 6, 10].includes(nth),
);

onVcsim(`a run is killed at an entry (${MOMENTS.length} of ${ENTRIES.length})`, () => {
  let scene: KillScene;
  beforeAll(async () => {
    scene = await KillScene.open({ vms: 20, poweredOff: true });
  });
  afterAll(async () => await scene.close());
  beforeEach(async () => await scene.calm());

  test.each(MOMENTS)(
    "$nth, $name: gone on with, each operation is done once",
    {
      timeout: 60_000,
    },
    async ({ nth, name }) => {
      await using operator = new Operator(scene);
      const { home } = operator;
      const { id: machine } = scene.takeMachine();
      writeFileSync(join(home.directory, "a.yaml"), FILE);
      await operator.logInAgain();
      const env = { SHOSEKI_PASSWORD: scene.vcsim.password };
      const common = [scene.endpoint, "--ca", "ca.pem", "--yes"];
      // A slow line to the server, so that the kill comes before the next answer.
      scene.proxy.delay(50);
      let seen = 0;
      const counted = new Set<string>();
      const appears = entryAppears(operator, ({ id, run }) => {
        if (run !== undefined && !counted.has(id)) {
          counted.add(id);
          seen += 1;
        }
        return seen === nth;
      });
      const run = home.start(["procedure", "run", "a.yaml", ...common, "--param", `one=@${machine}`], {
        env,
      });
      const { phase, OPR, run: mark } = await meanwhile(run, appears);
      await kill(run);
      scene.proxy.reset();
      expect(`${phase} ${OPR}`).toBe(name);

      const goOn = (...said: readonly string[]) =>
        home.run(["procedure", "resume", mark!.id, ...common, ...said], { env });
      let resumed = await goOn();
      // Nobody knows whether an intent whose program was killed has reached the server: the operator has a look, and says.
      if (resumed.code === 5) resumed = await goOn("--again", "grow", "--again", "start");
      expect(resumed, resumed.err).toMatchObject({ code: 0 });
      const tasks = await scene.tasksOf(machine);
      expect(tasks.map(({ name: task, state }) => `${task} ${state}`)).toEqual([
        expect.stringMatching(/[Rr]econfig.* success/),
        expect.stringMatching(/[Pp]ower.*[Oo]n.* success/),
      ]);
      expect(await scene.machine(machine)).toMatchObject({ cpus: 4, power: "on" });
      expect(await openWhereSound(operator)).toEqual([]);
      expect(operator.entries().findLast(({ OPR: each }) => each === "EndRun")).toMatchObject({
        AFT: { state: "complete" },
        run: { id: mark!.id },
      });
    },
  );
});
