import { afterAll, beforeAll, expect, test } from "vitest";
import type { Entry, Status } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const MACHINES = 200;
const ACT = "ReconfigVM_Task";

onVcsim("one line for two hundred machines", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: MACHINES, hosts: 0, clusters: 1, poweredOff: true });
  });
  afterAll(() => site.stop());

  test("each has an intent and an outcome; some fail, some are refused, the others are done; the summary is true", {
    timeout: 120_000,
  }, async () => {
    using home = new OperatorHome();
    const before = await site.machines();
    expect(before).toHaveLength(MACHINES);
    const running = before.filter((_, index) => index % 20 === 0);
    await site.vcsim.govc(["vm.power", "-on", ...running.map(({ name }) => name)]);
    await site.vcsim.failTask(ACT, { fault: "InvalidState", message: "the disk is busy", times: 7 });
    await site.vcsim.injectFault(ACT, { fault: "NoPermission", times: 3 });
    site.proxy.delay(4);

    const ran = await site.exec(home, ["memory * 256MiB"]);
    expect(ran.code, ran.err).toBe(1);

    const entries = home.entries().filter(({ OPR }) => OPR === "ModifyMemory");
    const intents = entries.filter(({ phase }) => phase === "intent");
    const outcomes = entries.filter(({ phase }) => phase === "outcome");
    expect(new Set(intents.map(({ TGT }) => TGT.id)).size).toBe(MACHINES);
    expect(outcomes.map(({ ref }) => ref).sort()).toEqual(intents.map(({ id }) => id).sort());

    const after = new Map((await site.machines()).map((machine) => [machine.id, machine.memoryMiB]));
    const was = new Map(before.map((machine) => [machine.id, machine.memoryMiB]));
    const wrong = outcomes.filter(({ TGT, RST, AFT }) => {
      const now = after.get(TGT.id ?? "");
      return now !== (RST?.status === "OK" ? 256 : was.get(TGT.id ?? "")) || AFT?.memoryMiB !== now;
    });
    expect(wrong).toEqual([]);

    const count = (status: Status) => outcomes.filter(({ RST }) => RST?.status === status).length;
    expect({
      ok: count("OK"),
      ng: count("NG"),
      refused: count("REFUSED"),
      unknown: count("UNKNOWN"),
    }).toEqual({
      ok: MACHINES - running.length - 10,
      ng: 10,
      refused: running.length,
      unknown: 0,
    });
    for (const { TGT } of outcomes.filter(({ RST }) => RST?.status === "REFUSED"))
      expect(running.map(({ id }) => id)).toContain(TGT.id);
    const [summary] = ran.err.split("\n").filter((line) => line.startsWith(`${MACHINES} targets: `));
    const said = (summary ?? "").slice(`${MACHINES} targets: `.length).replace(".", "").split(", ").sort();
    expect(said).toEqual([`${count("OK")} OK`, `${count("NG")} NG`, `${count("REFUSED")} REFUSED`].sort());

    // A call counts until the server has answered it: the client may have the reply before the proxy knows that it is out.
    const acts = site.proxy.calls().filter(({ method }) => method === ACT);
    const together = acts.map(
      ({ startedAt }) =>
        acts.filter((other) => other.startedAt <= startedAt && (other.answeredAt ?? 0) > startedAt).length,
    );
    expect(Math.max(...together)).toBeLessThanOrEqual(4);
    expect(Math.max(...together)).toBeGreaterThan(1);
    expect(mostOpen(home.entries())).toBeLessThanOrEqual(4);

    const verified = await home.run(["verify", home.journal]);
    expect(verified.code, verified.out).toBe(0);
  });
});

/** How many intents were without an outcome at once. */
function mostOpen(entries: readonly Entry[]): number {
  const open = new Set<string>();
  let most = 0;
  for (const { phase, id, ref, OPR } of entries) {
    if (OPR !== "ModifyMemory") continue;
    if (phase === "intent") open.add(id);
    else open.delete(ref ?? "");
    most = Math.max(most, open.size);
  }
  return most;
}
