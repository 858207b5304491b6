import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome, type Ran } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

onVcsim("an auditor reads the anchors back from vCenter's own event log", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 2 });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const verify = (home: OperatorHome, journal: string, args: readonly string[] = []): Promise<Ran> => {
    const login = ["--endpoint", site.endpoint, "--thumbprint", site.vcsim.thumbprint];
    return home.run(["verify", journal, ...login, ...args], {
      env: { SHOSEKI_PASSWORD: site.vcsim.password },
    });
  };
  const faultOf = (ran: Ran) => (JSON.parse(ran.out) as { fault: unknown }).fault;

  test("they agree; nothing is written, and no session is left", async () => {
    using home = new OperatorHome();
    await site.exec(home, ["note 'before the change'"]);
    const before = home.lines();
    const already = (await site.vcsim.sessions()).length;
    const ran = await verify(home, home.journal);
    expect(ran.err).toBe("");
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(`${site.endpointName} has 2 anchors of it`);
    expect(ran.out).toContain("Held against the anchors at the endpoint");
    expect(home.lines()).toEqual(before);
    expect((await site.vcsim.sessions()).length).toBe(already);
  });

  test("a journal that is put back to what it was an hour ago is sound alone, and not beside its anchors", async () => {
    using home = new OperatorHome();
    await site.exec(home, ["note 'an hour ago'"]);
    const earlier = join(home.directory, "earlier");
    cpSync(home.journal, earlier, { recursive: true });
    await site.exec(home, ["stop DC0_H0_VM0"]);
    const all = home.lines().length;
    const kept = home.lines(earlier).length;
    rmSync(home.journal, { recursive: true });
    cpSync(earlier, home.journal, { recursive: true });

    expect((await home.run(["verify"])).code).toBe(0);
    const ran = await verify(home, home.journal, ["--json"]);
    expect(ran.code).toBe(1);
    expect(faultOf(ran)).toMatchObject({
      code: "TAIL_CUT",
      file: expect.stringContaining(site.endpointName),
      seq: kept,
    });
    expect(all).toBeGreaterThan(kept);
  });

  test("history that is lived again with the same key is not the one that was anchored", async () => {
    using home = new OperatorHome();
    await site.exec(home, ["note 'an hour ago'"]);
    const earlier = join(home.directory, "earlier");
    cpSync(home.journal, earlier, { recursive: true });
    await site.exec(home, ["stop DC0_H0_VM0"]);
    rmSync(home.journal, { recursive: true });
    cpSync(earlier, home.journal, { recursive: true });
    await site.exec(home, ["note 'nothing happened'"]);

    expect((await home.run(["verify", "--deep"])).code).toBe(0);
    const ran = await verify(home, home.journal, ["--json"]);
    expect(ran.code).toBe(1);
    const kept = home.lines(earlier).length;
    // Said from the newest anchor on that still agrees.
    expect(faultOf(ran)).toMatchObject({ code: expect.stringMatching(/REWRITTEN|TAIL_CUT/) });
    const { seq, toSeq } = faultOf(ran) as { seq: number; toSeq: number };
    expect(seq).toBeLessThanOrEqual(kept);
    expect(toSeq).toBeGreaterThanOrEqual(kept);
  });

  test("where the login may not log, the entry says so, nothing else stops, and nothing is borne out", async () => {
    using home = new OperatorHome();
    await site.vcsim.setPrivilege("Global.LogEvent", false);
    const changed = await site.exec(home, ["note 'a change'"]);
    expect(changed.code, changed.out + changed.err).toBe(0);
    expect(home.anchors()[0]).toMatchObject({ RST: { status: "NG", fault: "NoPermission" } });
    const ran = await verify(home, home.journal);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain("Self-consistent only");
    expect(ran.out).toContain("remembers no anchor of this journal");
  });

  test("a login that is refused: nothing is verified, which is neither sound nor not", async () => {
    using home = new OperatorHome();
    await site.exec(home, ["note 'x'"]);
    const login = ["--endpoint", site.endpoint, "--thumbprint", site.vcsim.thumbprint];
    const ran = await home.run(["verify", ...login], { env: { SHOSEKI_PASSWORD: "wrong" } });
    expect(ran.code).toBe(2);
    expect(ran.out).toBe("");
    expect(ran.err).toContain("LOGIN_REFUSED");
  });
});
