import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { onVcsim } from "./on-vcsim.js";
import { jsonLines, OperatorHome } from "./shoseki.js";
import { expectHonest, VsphereSite } from "./vsphere-site.js";

onVcsim("a profile of a vCenter", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4 });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const profile = (home: OperatorHome, ...lines: string[]): void => {
    const directory = join(home.directory, ".config/shoseki/profiles");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "vc1.yaml"), [`endpoint: ${site.endpoint}`, ...lines].join("\n"));
  };
  /** What prints the password, and does not hold it. */
  const passwordCommand = () => {
    const printed = Buffer.from(`${site.vcsim.password}\nand what nobody asked for\n`);
    return `password-command: printf %s ${printed.toString("base64")} | base64 -d`;
  };

  async function testIt(home: OperatorHome, ...options: string[]) {
    const ran = await home.run(["profile", "test", "vc1", ...options]);
    return expectHonest(home, ran, site.vcsim.password);
  }

  test("that says whom to believe and where the password is needs nothing else", async () => {
    using home = new OperatorHome();
    profile(home, passwordCommand(), `trust: {thumbprint: "${site.vcsim.thumbprint}"}`);
    const ran = await testIt(home);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out).toMatch(/^Product +VMware vCenter Server /m);
    expect(ran.out).toMatch(/^Certificate +the one of the thumbprint \(SHA-256 /m);
    expect(ran.out).toMatch(/^Seen +\d+ virtual machines, \d+ hosts$/m);
    const [tested] = jsonLines<Record<string, unknown>>((await testIt(home, "--json")).out);
    expect(tested).toMatchObject({ profile: "vc1", trust: "thumbprint", user: site.vcsim.userName });
    expect(site.proxy.calls().filter(({ method }) => method === "Login")).toHaveLength(2);
    expect(site.proxy.calls().filter(({ method }) => method === "Logout")).toHaveLength(2);
  });

  test("that trusts the system alone does not believe a self-signed certificate, and an option goes before it", async () => {
    using home = new OperatorHome();
    profile(home, passwordCommand(), "trust: system");
    const ran = await testIt(home);
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/^CERTIFICATE_UNTRUSTED: /m);
    expect(site.proxy.calls()).toEqual([]);
    const exec = await home.run(["exec", "vc1", "vms", "--thumbprint", site.vcsim.thumbprint]);
    expect(exec.code, exec.err).toBe(0);
  });

  test("whose password command fails has no session, and another way to the password goes before it", async () => {
    using home = new OperatorHome();
    profile(home, "password-command: exit 4", "trust: insecure", "timeout: 5");
    const ran = await testIt(home);
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/^PASSWORD_COMMAND_FAILED: /m);
    expect(site.proxy.calls()).toEqual([]);
    const given = await home.run(["profile", "test", "vc1"], {
      env: { SHOSEKI_PASSWORD: site.vcsim.password },
    });
    expect(given.code, given.err).toBe(0);
    expect(given.out).toMatch(/^Certificate +NOT CHECKED/m);
  });
});
