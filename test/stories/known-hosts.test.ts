import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import stringWidth from "string-width";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeCertificate } from "../rigs/certificates.js";
import { TlsServer } from "../rigs/tls-server.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { jsonLines, OperatorHome } from "./shoseki.js";

const shown = makeCertificate({ subject: "/CN=vc1.example/O=株式会社ラボ" });
const renewed = makeCertificate();

let home: OperatorHome;
let server: TlsServer;
beforeEach(async () => {
  home = new OperatorHome();
  server = await TlsServer.start(shown);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const place = () => `127.0.0.1:${server.port}`;
const knownHosts = () => join(home.directory, ".config/shoseki/known_hosts");
const inLanguage = (language: string) => ({ rows: 40, env: { LANG: `${language}.UTF-8` } });
const QUESTION = { en_GB: "Is it the right one?", ja_JP: "正しい証明書ですか (yes/はい):" };

/** From there on nobody has to put a word together again that the terminal has cut; a path may be as long as it is. */
function expectFitting(terminal: Terminal, from: string): void {
  const screen = terminal.screen();
  const rows = screen.slice(screen.findIndex((row) => row.startsWith(from)));
  for (const row of rows.filter((each) => !each.includes(home.directory))) {
    expect(stringWidth(row), row).toBeLessThan(80);
  }
}

describe.each(["en_GB", "ja_JP"] as const)("in %s, at a terminal of 80 columns", (language) => {
  const answer = { en_GB: "yes", ja_JP: "はい" }[language];
  const at = (...args: readonly string[]) => openConsole(home, args, inLanguage(language));

  test("the first connection shows the certificate and asks; then the password is asked for", async () => {
    await using terminal = at("exec", `vsphere://ops@${place()}`, "vms");
    await terminal.see(QUESTION[language]);
    for (const part of [
      "CN=vc1.example, O=株式会社ラボ",
      shown.thumbprint.slice(0, 47),
      shown.thumbprint.slice(48),
    ]) {
      expect(terminal.text()).toContain(part);
    }
    expectFitting(terminal, "");
    terminal.type(answer);
    terminal.press("enter");
    await terminal.see({ en_GB: "Password:", ja_JP: "パスワード:" }[language]);
    expect(readFileSync(knownHosts(), "utf8")).toBe(`${place()} SHA256:${shown.thumbprint}\n`);
    expect(statSync(knownHosts()).mode & 0o777).toBe(0o600);
    expect(server.requests).toEqual([]);
  });

  test.each(["no", ""])(
    "any other answer (%j) ends it, with nothing sent, kept or recorded",
    async (other) => {
      await using terminal = at("exec", `vsphere://ops@${place()}`, "vms");
      await terminal.see(QUESTION[language]);
      terminal.type(other);
      terminal.press("enter");
      expect(await terminal.exited).toEqual({ code: 3, signal: null });
      expect(terminal.text()).toContain("CERTIFICATE_UNTRUSTED: ");
      expect(() => readFileSync(knownHosts())).toThrow("ENOENT");
      expect(() => home.entries()).toThrow("ENOENT");
      expect(server.requests).toEqual([]);
    },
  );

  test("Ctrl-C at the question is no answer", async () => {
    await using terminal = at("trust", place());
    await terminal.see(QUESTION[language]);
    terminal.press("ctrl+c");
    expect(await terminal.exited).toEqual({ code: 3, signal: null });
    expect(() => readFileSync(knownHosts())).toThrow("ENOENT");
  });

  test("a changed certificate is refused so that nobody overlooks it, with the way out", async () => {
    mkdirSync(dirname(knownHosts()), { recursive: true });
    writeFileSync(knownHosts(), `# mine\n${place()} SHA256:${shown.thumbprint}\n`);
    server.show(renewed);
    await using terminal = at("exec", `vsphere://ops@${place()}`, "vms");
    await terminal.see({ en_GB: "Password:", ja_JP: "パスワード:" }[language]);
    terminal.type("secret of the tests");
    terminal.press("enter");
    expect(await terminal.exited).toEqual({ code: 3, signal: null });
    const text = terminal.text();
    expect(text).toMatch(/^@{60,}\nCERTIFICATE_CHANGED: .*\n@{60,}$/m);
    for (const { thumbprint } of [shown, renewed]) {
      expect(text).toContain(thumbprint.slice(0, 47));
      expect(text).toContain(thumbprint.slice(48));
    }
    expect(text).toContain(`  shoseki trust remove ${place()}\n`);
    expect(text).toContain(
      { en_GB: `${knownHosts()}, line 2`, ja_JP: `${knownHosts()} の 2 行目` }[language],
    );
    expectFitting(terminal, "@@@");
    expect(server.requests).toEqual([]);
    const logins = home.entries().filter(({ OPR }) => OPR === "Login");
    expect(logins.map(({ phase }) => phase)).toEqual(["intent", "outcome"]);
    expect(logins[1]?.RST).toMatchObject({ status: "NG", code: "CERTIFICATE_CHANGED" });
    expect(logins[1]?.RST?.message).toContain(renewed.thumbprint);
  });
});

describe("shoseki trust", () => {
  const run = async (...args: readonly string[]) => await home.run(["trust", ...args]);

  test("without a terminal shows what there is to check, says how to keep it, and keeps nothing", async () => {
    const { code, err } = await run(place());
    expect(code, err).toBe(3);
    expect(err).toContain(shown.thumbprint);
    expect(err).toContain(`shoseki trust ${place()} at a terminal`);
    expect(() => readFileSync(knownHosts())).toThrow("ENOENT");
  });

  test("lists what is known, of ours and of govc's, and takes ours out", async () => {
    mkdirSync(dirname(knownHosts()), { recursive: true });
    writeFileSync(knownHosts(), `${place()} SHA256:${shown.thumbprint}\n[::1]:8443 broken\n`);
    const govc = join(home.directory, ".govmomi/known_hosts");
    mkdirSync(dirname(govc));
    writeFileSync(govc, `${place()} ${renewed.sha1}\nvc2.example ${renewed.thumbprint}\n`);
    const listed = await run("list", "--json");
    expect(jsonLines(listed.out)).toEqual([
      {
        ...{ host: place(), algorithm: "SHA-256", thumbprint: shown.thumbprint },
        ...{ keeper: "shoseki", file: knownHosts(), line: 1 },
      },
      { host: place(), algorithm: "SHA-1", thumbprint: renewed.sha1, keeper: "govc", file: govc, line: 1 },
      {
        ...{ host: "vc2.example:443", algorithm: "SHA-256", thumbprint: renewed.thumbprint },
        ...{ keeper: "govc", file: govc, line: 2 },
      },
    ]);
    expect(listed.err).toBe(`${knownHosts()}, line 2: no thumbprint of a certificate follows the host.\n`);
    expect((await run()).out).toMatch(
      /^127\.0\.0\.1:\d+\n {2}SHA-256 {2}[0-9A-F:]{47}\n {11}[0-9A-F:]{47}\n/,
    );
    expect((await run(place())).out).toMatch(/is the one that is known\.\n {2}Subject {2}CN=vc1/);

    const removed = await run("remove", `vsphere://ops@${place()}`);
    expect(removed).toMatchObject({ code: 0 });
    expect(removed.out).toContain(`govc still knows a certificate of ${place()} (${govc}, line 1)`);
    expect(readFileSync(knownHosts(), "utf8")).toBe("[::1]:8443 broken\n");
    expect(await run("remove", "[::1]:8443")).toMatchObject({ code: 0 });
    expect(await run("remove", place())).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^HOST_NOT_KNOWN: /),
    });
    const changed = await run(place());
    expect(changed.code).toBe(3);
    expect(changed.err).toContain(`       line 1 of ${govc}\n`);
    expect(readFileSync(govc, "utf8")).toContain(renewed.sha1);
  });

  test("takes a profile's name for the server that it is about", async () => {
    const profile = join(home.directory, ".config/shoseki/profiles/lab.yaml");
    mkdirSync(dirname(profile), { recursive: true });
    writeFileSync(profile, `endpoint: vsphere://ops@${place()}\n`);
    writeFileSync(knownHosts(), `${place()} SHA256:${shown.thumbprint}\n`);
    expect((await run("lab")).out).toContain(
      `The certificate of vsphere://${place()} is the one that is known.`,
    );
    expect(await run("remove", "lab")).toMatchObject({ code: 0 });
    expect(readFileSync(knownHosts(), "utf8")).toBe("");
  });

  test("what the system's authorities vouch for needs no line", async () => {
    const authority = makeCertificate({ names: ["ca.example"], subject: "/CN=lab CA" });
    server.show(makeCertificate({ by: authority }));
    const ca = join(home.directory, "lab.pem");
    writeFileSync(ca, authority.cert);
    await using terminal = openConsole(home, ["trust", place()], { env: { NODE_EXTRA_CA_CERTS: ca } });
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    expect(terminal.text()).toContain("certificate authorities vouch for");
  });

  test.each([
    [["remove"], "trust remove takes one HOST[:PORT]"],
    [["list", "vc1"], "trust takes one ENDPOINT or PROFILE, or list"],
    [["sim:"], "sim: has no certificate"],
    [["remove", "vc1 x"], "it is not vsphere://"],
  ])("%j is bad usage", async (args, problem) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});
