import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { onVcsim } from "./on-vcsim.js";
import type { SeenMachine } from "./seen-by-govc.js";
import { OperatorHome, type Ran } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const EXAMPLES = fileURLToPath(new URL("../../examples/procedures", import.meta.url));

const FLEET = ["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1"];

/** The calls for each machine, in their order. */
const GROWING = ["PowerOffVM_Task", "ReconfigVM_Task", "PowerOnVM_Task"];

function told({ name, power, memoryMiB, host }: SeenMachine): string {
  return [name, power, memoryMiB, host].join(" ");
}

onVcsim("procedures without a console, on vSphere", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 8, clusterHosts: 2, hosts: 0 });
  });
  afterAll(async () => await site.stop());
  beforeEach(async () => await site.reset());

  async function runs(home: OperatorHome, word: string, what: string, ...args: string[]): Promise<Ran> {
    cpSync(EXAMPLES, home.directory, { recursive: true });
    const common = ["--thumbprint", site.vcsim.thumbprint, "--ticket", "CHG0012345", "--yes"];
    return await home.run(["procedure", word, what, site.endpoint, ...common, ...args], {
      env: { SHOSEKI_PASSWORD: site.vcsim.password },
    });
  }

  const state = async () => (await site.machines()).map(told);
  const ends = (home: OperatorHome) =>
    home.entries().flatMap(({ OPR, AFT }) => (OPR === "EndRun" ? [AFT?.state] : []));

  test("the memory of a fleet grows; where an operation fails it stops there, and goes on once it is tried again", {
    timeout: 60_000,
  }, async () => {
    for (const method of [null, ...GROWING]) {
      using home = new OperatorHome();
      const memory = method === null ? "1GiB" : `${2 + GROWING.indexOf(method)}GiB`;
      if (method !== null) await site.vcsim.failTask(method, { fault: "SystemError" });
      const fleet = ["--param", `machines=${FLEET.join(" ")}`, "--param", `memory=${memory}`];
      const ran = await runs(home, "run", "grow-memory.yaml", ...fleet);
      expect([method, ran.code, ends(home)]).toEqual([
        method,
        method === null ? 0 : 1,
        [method === null ? "complete" : "stopped"],
      ]);
      if (method === null) continue;
      const { id } = home.entries().find(({ OPR }) => OPR === "BeginRun")!.run!;
      expect(ran.err).toContain(`shoseki procedure resume ${id}`);
      // What it failed for is over: the step is tried again, and nothing of what was done before it.
      const resumed = await runs(home, "resume", id);
      expect(resumed, resumed.err).toMatchObject({ code: 0 });
      const done = home.entries().filter(({ phase, RST }) => phase === "outcome" && RST?.status === "OK");
      const operations = done.flatMap(({ OPR, run, TGT }) =>
        run === undefined ? [] : [`${OPR} ${TGT.name}`],
      );
      expect(operations).toEqual(
        FLEET.flatMap((name) => [`StopVM ${name}`, `ModifyMemory ${name}`, `StartVM ${name}`]),
      );
    }
    const rows = (await state()).filter((row) => FLEET.some((name) => row.startsWith(`${name} `)));
    expect(rows).toEqual(FLEET.map((name) => expect.stringMatching(`^${name} on 4096 `) as string));
  });
});
