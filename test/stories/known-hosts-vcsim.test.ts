import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeCertificate } from "../rigs/certificates.js";
import { openConsole } from "../terminal/console.js";
import { onVcsim } from "./on-vcsim.js";
import { meanwhile, OperatorHome } from "./shoseki.js";
import { expectHonest, VsphereSite } from "./vsphere-site.js";

const renewed = makeCertificate();

onVcsim("a server that is known", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4 });
  });
  afterAll(() => site.stop());
  beforeEach(async () => {
    site.proxy.show({ cert: site.vcsim.caPem, key: site.vcsim.keyPem });
    site.proxy.dropConnections();
    await site.reset();
  });

  const place = () => `${site.proxy.host}:${site.proxy.port}`;
  const knownHosts = (home: OperatorHome) => join(home.directory, ".config/shoseki/known_hosts");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const look = async (home: OperatorHome, env: Readonly<Record<string, string>> = {}) => {
    const all = { SHOSEKI_PASSWORD: site.vcsim.password, ...env };
    return expectHonest(
      home,
      await home.run(["exec", site.endpoint, "vms"], { env: all }),
      site.vcsim.password,
    );
  };
  const logins = (home: OperatorHome) => home.entries().filter(({ OPR }) => OPR === "Login");

  test("is agreed to once at a terminal, and from then on scripts log in without being told anything", async () => {
    using home = new OperatorHome();
    const options = { rows: 40, env: { SHOSEKI_PASSWORD: site.vcsim.password } };
    await using terminal = openConsole(home, ["exec", site.endpoint, "vms"], options);
    await terminal.see("Is it the right one?");
    expect(site.proxy.calls()).toEqual([]);
    terminal.type("yes");
    terminal.press("enter");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    expect(await look(home)).toMatchObject({ code: 0 });
    const outcomes = logins(home).filter(({ phase }) => phase === "outcome");
    expect(outcomes.map(({ AFT }) => AFT)).toEqual([
      expect.objectContaining({ trust: "known", certificate: site.vcsim.thumbprint }),
      expect.objectContaining({ trust: "known", certificate: site.vcsim.thumbprint }),
    ]);
  });

  test("by what govc has written down, where it is told to", async () => {
    using home = new OperatorHome();
    const path = join(home.directory, "govc-hosts");
    write(path, await site.vcsim.govc(["about.cert", "-k", "-thumbprint"], site.proxy.port));
    expect(await look(home, { GOVC_TLS_KNOWN_HOSTS: path })).toMatchObject({ code: 0 });
    expect(logins(home)[1]?.AFT).toMatchObject({ trust: "known" });
    expect(await look(home)).toMatchObject({
      code: 3,
      err: expect.stringContaining("CERTIFICATE_UNTRUSTED"),
    });
  });

  test("and shows another certificate: nothing is sent, it is said loudly, and it is an entry", async () => {
    using home = new OperatorHome();
    write(knownHosts(home), `${place()} SHA256:${site.vcsim.thumbprint}\n`);
    site.proxy.show(renewed);
    const ran = await look(home);
    expect(ran.code, ran.err).toBe(3);
    expect(ran.err).toMatch(/^@+\nCERTIFICATE_CHANGED: THE CERTIFICATE OF .* HAS CHANGED\n@+$/m);
    expect(site.proxy.calls()).toEqual([]);
    expect(logins(home).map(({ phase, RST }) => [phase, RST?.status, RST?.code])).toEqual([
      ["intent", undefined, undefined],
      ["outcome", "NG", "CERTIFICATE_CHANGED"],
    ]);
    expect(logins(home)[1]?.RST?.message).toContain(renewed.thumbprint);
  });

  test("a file of known hosts that cannot be read is an entry too, and nobody is trusted", async () => {
    using home = new OperatorHome();
    mkdirSync(knownHosts(home), { recursive: true });
    const ran = await look(home);
    expect(ran.code, ran.err).toBe(2);
    expect(site.proxy.calls()).toEqual([]);
    expect(logins(home)[1]?.RST).toMatchObject({ status: "NG", code: "FILE_UNREADABLE" });
  });

  test("shows another one in the middle of a session: what is asked then is sent to nobody", async () => {
    using home = new OperatorHome();
    write(knownHosts(home), `${place()} SHA256:${site.vcsim.thumbprint}\n`);
    const env = { SHOSEKI_PASSWORD: site.vcsim.password };
    const running = home.start([site.endpoint], { env, keepInput: true });
    const { stdin, stdout } = running.child;
    let said = "";
    const listed = new Promise<void>((resolve) =>
      stdout?.on("data", (text: string) => {
        said += text;
        if (said.includes(" virtual machines")) resolve();
      }),
    );
    stdin?.write("vms\n");
    await meanwhile(running, listed);
    const [{ name } = { name: "" }] = (await site.machines()).filter(({ power }) => power === "on");
    site.proxy.show(renewed);
    site.proxy.dropConnections();
    site.proxy.resetCalls();
    stdin?.end(`reset ${name}\n`);
    const ran = expectHonest(home, await running.ended, site.vcsim.password);
    expect(site.proxy.calls()).toEqual([]);
    expect(ran.code, ran.err).not.toBe(0);
    const outcomes = home.entries().filter(({ phase }) => phase === "outcome");
    expect(outcomes.filter(({ RST }) => RST?.status === "OK").map(({ OPR }) => OPR)).toEqual(["Login"]);
    expect(outcomes.map(({ RST }) => RST?.code)).toContain("CERTIFICATE_CHANGED");
    expect(ran.err).toContain("HAS CHANGED");
  });
});
