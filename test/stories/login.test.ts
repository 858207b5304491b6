import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startVcsim } from "../rigs/vcsim.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { expectHonest, VsphereSite } from "./vsphere-site.js";

onVcsim("Login and Logout", () => {
  describe.each(["vc", "esx"] as const)("in %s mode", (mode) => {
    let site: VsphereSite;
    beforeAll(async () => {
      site = await VsphereSite.start({ mode, vms: 2 });
    });
    afterAll(() => site.stop());
    beforeEach(() => site.reset());

    test("are recorded with what the server says of itself and of the user", async () => {
      using home = new OperatorHome();
      await site.vcsim.setClockSkew(3_600_000);
      const ran = await site.exec(home, ["vms", "--reason", "nightly 点検", "--ticket", "CHG-42"]);
      expect(ran.code, ran.err).toBe(0);
      const [, intent, login, , logout] = home.entries();
      expect(intent).toMatchObject({
        phase: "intent",
        OPR: "Login",
        // Nobody has said yet what the server calls that user.
        USR: { name: site.vcsim.user },
        TGT: { kind: "Endpoint", name: site.endpointName },
      });
      expect(login).toMatchObject({
        phase: "outcome",
        OPR: "Login",
        USR: { name: site.vcsim.userName },
        HST: { endpoint: site.endpointName, platform: "vsphere", host: null },
        AFT: {
          product: expect.stringMatching(mode === "vc" ? /vCenter Server/ : /ESXi/),
          apiVersion: site.vcsim.apiVersion,
          trust: "thumbprint",
          certificate: site.vcsim.thumbprint,
        },
        RST: { status: "OK" },
      });
      expect(logout).toMatchObject({
        phase: "outcome",
        OPR: "Logout",
        USR: login!.USR,
        RST: { status: "OK" },
      });
      expect(login!.USR.session).toBe(logout!.USR.session);
      const offset = Number(login!.AFT?.clockOffsetMs);
      expect(Math.abs(offset - 3_600_000)).toBeLessThan(60_000);
      for (const each of home.entries().slice(1)) {
        expect(each).toMatchObject({ why: "nightly 点検", ticket: "CHG-42" });
      }
    });

    test("a session is ended at the server, and its connections with it", async () => {
      using home = new OperatorHome();
      const already = (await site.vcsim.sessions()).length;
      const ran = await site.exec(home, ["vms", "vms", "vms"]);
      expect(ran.code, ran.err).toBe(0);
      expect(await site.vcsim.sessions()).toHaveLength(already);
      const counted = (method: string) => site.proxy.calls({ method }).length;
      expect(counted("Login")).toBe(1);
      expect(counted("Logout")).toBe(1);
      await expect.poll(() => site.proxy.openConnections).toBe(0);
    });

    test("a wrong password is tried once, recorded as NG, and not written down", async () => {
      using home = new OperatorHome();
      const ran = await site.exec(home, ["vms"], { env: { SHOSEKI_PASSWORD: "wrong-Passw0rd" } });
      expectHonest(home, ran, "wrong-Passw0rd");
      expect(ran.code, ran.err).toBe(3);
      expect(ran.err).toMatch(/^LOGIN_REFUSED: .*InvalidLogin/m);
      expect(site.proxy.calls({ method: "Login" })).toHaveLength(1);
      expect(home.entries().slice(1)).toMatchObject([
        { phase: "intent", OPR: "Login" },
        {
          phase: "outcome",
          OPR: "Login",
          USR: { name: site.vcsim.user },
          BEF: {},
          AFT: {},
          RST: { status: "NG", code: "LOGIN_REFUSED", fault: "InvalidLogin" },
        },
      ]);
    });

    test("the password from standard input, to the end of its line", async () => {
      using home = new OperatorHome();
      const env = { SHOSEKI_PASSWORD: "" };
      const input = `${site.vcsim.password}\n`;
      const ran = await site.exec(home, ["vms", "--password-stdin"], { env, input });
      expect(ran.code, ran.err).toBe(0);
    });

    test("a user who is named by an option", async () => {
      using home = new OperatorHome();
      const at = `vsphere://${site.proxy.host}:${site.proxy.port}`;
      const trusted = ["--thumbprint", site.vcsim.thumbprint];
      const env = { SHOSEKI_PASSWORD: site.vcsim.password };
      const ran = await home.run(["--user", site.vcsim.user, "exec", at, "hosts", ...trusted], { env });
      expect(ran.code, ran.err).toBe(0);
      expect(home.entries()[2]?.USR.name).toBe(site.vcsim.userName);
    });
  });

  test.each(["6.5", "6.7.3", "7.0.2.0", "8.0.3.0", "9.0.0.0"])(
    "a server of API %s is spoken to in a version it knows",
    async (apiVersion) => {
      using home = new OperatorHome();
      const site = await VsphereSite.start({ vms: 2, apiVersion });
      try {
        const ran = await site.exec(home, ["vms"]);
        expect(ran.code, ran.err).toBe(0);
        const spoken = new Set((await site.vcsim.calls()).map(({ soapAction }) => soapAction));
        const chosen = home.entries()[2]?.AFT?.apiVersion;
        expect([...spoken].filter((each) => each.includes(String(chosen)))).not.toEqual([]);
        expect(Number.parseFloat(String(chosen))).toBeLessThanOrEqual(Number.parseFloat(apiVersion));
      } finally {
        await site.stop();
      }
    },
  );

  test("a server before vSphere 6.5 is refused before the password is sent", async () => {
    using home = new OperatorHome();
    await using vcsim = await startVcsim({ vms: 1, apiVersion: "6.0" });
    const args = ["exec", vcsim.endpoint, "vms", "--thumbprint", vcsim.thumbprint];
    const ran = expectHonest(
      home,
      await home.run(args, { env: { SHOSEKI_PASSWORD: vcsim.password } }),
      vcsim.password,
    );
    expect(ran.code, ran.err).toBe(3);
    expect(ran.err).toMatch(/^VERSION_UNSUPPORTED: .* 6\.0, which is older/m);
    expect(await vcsim.calls(({ method }) => method === "Login")).toEqual([]);
    expect(home.entries().at(-1)).toMatchObject({
      OPR: "Login",
      RST: { status: "NG", code: "VERSION_UNSUPPORTED" },
    });
  });
});
