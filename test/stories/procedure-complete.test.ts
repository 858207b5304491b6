import { expect, test } from "vitest";
import { onVcsim } from "./on-vcsim.js";
import { SITE_EXAMPLES } from "./procedure-examples.js";
import { callsOf, ranWithApproval } from "./procedure-failures.js";
import { ProcedureSite } from "./procedure-site.js";
import { CAN_HAVE_APPROVERS } from "./second-person.js";

onVcsim("the examples of procedures, without a console", () => {
  test.concurrent.each(SITE_EXAMPLES.filter(({ name }) => CAN_HAVE_APPROVERS || name !== "decommission"))(
    "$name $given: rehearsed, where nothing is changed, and then run as rehearsed; the report tells of it",
    { timeout: 60_000 },
    async (example) => {
      await using here = await ProcedureSite.start();
      const first = await here.state();
      const said = example.given.flatMap((each) => ["--param", each]);
      const rehearsed = await here.procedure("rehearse", here.write(example.name), ...said);
      expect(rehearsed, rehearsed.out + rehearsed.err).toMatchObject({ code: 0 });
      expect([await here.deeds(), await here.state()]).toEqual([[], first]);

      const ran = await ranWithApproval(here, example);
      expect([ran.code, here.ends], ran.out + ran.err).toEqual([0, ["complete"]]);
      const done = callsOf(example).map(({ method, target }) => `${method} ${target} success`);
      expect(await here.deeds()).toEqual(done);
      const entries = here.home.entries();
      const rehearsal = entries.find(({ OPR }) => OPR === "Rehearse");
      expect(entries.find(({ OPR }) => OPR === "BeginRun")?.ref).toBe(rehearsal?.id);
      // Nothing of it went badly, and the server's own numbers of the calls are those of the journal's intents.
      expect(entries.filter(({ phase, RST }) => phase !== "intent" && RST?.status !== "OK")).toEqual([]);
      const intents = entries.filter(({ phase, run }) => phase === "intent" && run !== undefined);
      const sent = await here.sent();
      expect(sent.map(({ operationId }) => operationId)).toEqual(intents.map(({ id }) => id));

      const report = await here.home.run(["procedure", "report", here.id]);
      expect(report).toMatchObject({ code: 0 });
      expect(report.out).toContain("complete");
      for (const { step } of callsOf(example)) expect(report.out).toContain(step);
    },
  );

  test("a whole site goes down tier by tier, whatever the names of its hosts, and the hosts after all machines", async () => {
    await using here = await ProcedureSite.start();
    const given = ["site=DC0_*", "front=DC0_C0_*", "last=*_VM0", "guests=false"];
    const ran = await here.run("emergency-shutdown", given);
    expect(ran, ran.out + ran.err).toMatchObject({ code: 0 });
    const deeds = (await here.deeds()).map((deed) => deed.replace(" success", ""));
    // The machines of a tier go down together, in whatever order.
    const tiers = [deeds.slice(0, 3), deeds.slice(3, 5), deeds.slice(5, 6)].map((tier) => tier.sort());
    expect(tiers).toEqual([
      ["PowerOffVM_Task DC0_C0_RP0_VM0", "PowerOffVM_Task DC0_C0_RP0_VM1", "PowerOffVM_Task DC0_C0_RP0_VM2"],
      ["PowerOffVM_Task DC0_H0_VM1", "PowerOffVM_Task DC0_H0_VM2"],
      ["PowerOffVM_Task DC0_H0_VM0"],
    ]);
    expect(deeds.slice(6)).toEqual(
      ["DC0_C0_H0", "DC0_C0_H1", "DC0_H0"].flatMap((host) => [
        `EnterMaintenanceMode_Task ${host}`,
        `ShutdownHost_Task ${host}`,
      ]),
    );
  });
});
