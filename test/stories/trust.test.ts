import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startVcsim } from "../rigs/vcsim.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome, type Ran } from "./shoseki.js";
import { expectHonest, VsphereSite } from "./vsphere-site.js";

onVcsim("how a server is trusted", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4 });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const look = async (home: OperatorHome, ...options: string[]): Promise<Ran> => {
    const env = { SHOSEKI_PASSWORD: site.vcsim.password };
    return expectHonest(
      home,
      await home.run(["exec", site.endpoint, "vms", ...options], { env }),
      site.vcsim.password,
    );
  };
  const login = (home: OperatorHome) =>
    home.entries().find(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
  const file = (home: OperatorHome, content: string) => {
    const path = join(home.directory, "ca.pem");
    writeFileSync(path, content);
    return path;
  };
  /** The server has seen no request, and the entry says that there is no session. */
  const expectNothingSent = (home: OperatorHome, ran: Ran) => {
    expect(ran.code, ran.err).toBe(3);
    expect(site.proxy.calls()).toEqual([]);
    expect(ran.err).toContain("no password was sent");
    expect(ran.err).toContain(site.vcsim.thumbprint);
    expect(login(home)).toMatchObject({ RST: { status: "NG", code: "CERTIFICATE_UNTRUSTED" } });
  };

  test("a certificate that nobody vouches for: it is shown, and nothing is sent", async () => {
    using home = new OperatorHome();
    const ran = await look(home);
    expectNothingSent(home, ran);
    expect(ran.err).toMatch(/^CERTIFICATE_UNTRUSTED: .* it is self-signed\./m);
    expect(ran.err).toMatch(
      /Subject .*=.+; issuer .*=.+; valid from .* GMT until .* GMT; SHA-256 ([0-9A-F]{2}:){31}/,
    );
    expect(ran.err).toContain(`--thumbprint ${site.vcsim.thumbprint}`);
  });

  test("the thumbprint that the error shows is the one to pin, with and without colons", async () => {
    using home = new OperatorHome();
    const shown = /--thumbprint ([0-9A-F:]+)/.exec((await look(home)).err)?.[1] ?? "";
    for (const written of [shown, shown.replaceAll(":", "").toLowerCase(), `SHA256:${shown}`]) {
      const ran = await look(home, "--thumbprint", written);
      expect(ran.code, ran.err).toBe(0);
    }
    const logins = home.entries().filter(({ OPR, RST }) => OPR === "Login" && RST?.status === "OK");
    expect(logins).toHaveLength(3);
    for (const each of logins) expect(each.AFT).toMatchObject({ trust: "thumbprint", certificate: shown });
  });

  test("another thumbprint than the server's", async () => {
    using home = new OperatorHome();
    const ran = await look(home, "--thumbprint", "AB".repeat(32));
    expectNothingSent(home, ran);
    expect(ran.err).toContain("it is not the pinned one");
  });

  test("the server's own certificate as the authority", async () => {
    using home = new OperatorHome();
    const ran = await look(home, "--ca", file(home, site.vcsim.caPem));
    expect(ran.code, ran.err).toBe(0);
    expect(login(home)?.AFT).toMatchObject({ trust: "ca", certificate: site.vcsim.thumbprint });
  });

  test("another authority's", async () => {
    using home = new OperatorHome();
    await using other = await startVcsim({ vms: 1 });
    expectNothingSent(home, await look(home, "--ca", file(home, other.caPem)));
  });

  test.each([
    ["holds no certificate", "this is no certificate"],
    ["is empty", ""],
    ["holds a broken certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"],
    ["holds a key", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n"],
  ])("an authority's file that %s", async (_what, content) => {
    using home = new OperatorHome();
    const ran = await look(home, "--ca", file(home, content));
    expect(ran.code, ran.err).toBe(2);
    expect(ran.err).toMatch(/^FILE_UNREADABLE: .*ca\.pem cannot be read: /m);
    expect(site.proxy.connections).toBe(connectionsBefore);
    expect(login(home)?.RST).toMatchObject({ status: "NG", code: "FILE_UNREADABLE" });
  });
  let connectionsBefore = 0;
  beforeEach(() => {
    connectionsBefore = site.proxy.connections;
  });

  test("an authority's file that is not there", async () => {
    using home = new OperatorHome();
    const ran = await look(home, "--ca", "no-such.pem");
    expect(ran.code, ran.err).toBe(2);
    expect(ran.err).toMatch(/^FILE_UNREADABLE: no-such\.pem/m);
    expect(site.proxy.calls()).toEqual([]);
  });

  test("--insecure works, says so, and is recorded", async () => {
    using home = new OperatorHome();
    const ran = await look(home, "--insecure");
    expect(ran.code, ran.err).toBe(0);
    expect(ran.err).toContain("was not checked (insecure, recorded)");
    expect(ran.err).toContain(site.vcsim.thumbprint);
    expect(login(home)?.AFT).toMatchObject({ trust: "insecure", certificate: site.vcsim.thumbprint });
  });
});
