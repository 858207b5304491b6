import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FindingCode } from "#domain/finding.js";
import { makeCertificate } from "../../rigs/certificates.js";
import { startTcpProxy } from "../../rigs/tcp-proxy.js";
import { TlsServer } from "../../rigs/tls-server.js";
import { onVcsim } from "../../stories/on-vcsim.js";
import { OperatorHome } from "../../stories/shoseki.js";
import { VsphereSite } from "../../stories/vsphere-site.js";
import { diagnosed, type Told } from "./patient.js";

const ofServer = (told: readonly Told[]) =>
  told
    .filter(({ check }) => ["host", "port", "certificate", "server"].includes(check))
    .map(({ code }): FindingCode => code);

function know(home: OperatorHome, port: number, thumbprint: string): void {
  const directory = join(home.directory, ".config/shoseki");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, "known_hosts"), `127.0.0.1:${port} ${thumbprint}\n`, { mode: 0o600 });
}

test("a name that leads nowhere ends the questions there", async () => {
  using home = new OperatorHome();
  const { code, told, toMend } = await diagnosed(home, { args: ["vsphere://ops@vc1.invalid"] });
  expect(code).toBe(1);
  expect(ofServer(told)).toEqual(["HOST_NOT_FOUND"]);
  expect(toMend[0]?.how).toMatch(/spelling/);
});

test("a port at which nobody listens is told as such", async () => {
  using home = new OperatorHome();
  await using server = await TlsServer.start(makeCertificate());
  await using proxy = await startTcpProxy({ host: "127.0.0.1", port: server.port });
  proxy.refuse();
  const { code, told } = await diagnosed(home, { args: [`vsphere://ops@127.0.0.1:${proxy.port}`] });
  expect(code).toBe(1);
  expect(ofServer(told)).toEqual(["HOST_FOUND", "PORT_SHUT"]);
});

test("a certificate that nobody vouches for is told, with its thumbprint, and nobody is asked", async () => {
  using home = new OperatorHome();
  const shown = makeCertificate();
  await using server = await TlsServer.start(shown);
  const { code, told, toMend } = await diagnosed(home, {
    args: [`vsphere://ops@127.0.0.1:${server.port}`],
    io: { canAsk: true, askLine: () => Promise.reject(new Error("asked")) },
  });
  expect(code).toBe(1);
  expect(ofServer(told)).toEqual(["HOST_FOUND", "PORT_OPEN", "PROBLEM"]);
  expect(`${toMend[0]?.what} ${toMend[0]?.how}`).toContain(shown.thumbprint);
  expect(server.requests).toEqual([]);
});

test("a server that is no vSphere is told as such, and a certificate that ends soon is noted", async () => {
  using home = new OperatorHome();
  const soon = new Date(Date.now() + 5 * 24 * 60 * 60_000).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  const shown = makeCertificate({ until: soon });
  await using server = await TlsServer.start(shown);
  know(home, server.port, shown.thumbprint);
  const { code, told, toMend } = await diagnosed(home, { args: [`vsphere://ops@127.0.0.1:${server.port}`] });
  expect(code).toBe(1);
  expect(ofServer(told)).toEqual([
    "HOST_FOUND",
    "PORT_OPEN",
    "CERTIFICATE_FINE",
    "CERTIFICATE_ENDS",
    "PROBLEM",
  ]);
  expect(toMend[0]?.what).toMatch(/does not answer as vCenter or ESXi does/);
});

/** As short as it can be. */
const SERVICE_CONTENT = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
<RetrieveServiceContentResponse xmlns="urn:vim25"><returnval>
<rootFolder type="Folder">f</rootFolder><propertyCollector type="PropertyCollector">p</propertyCollector>
<viewManager type="ViewManager">v</viewManager><about><fullName>VMware vCenter Server</fullName></about>
<sessionManager type="SessionManager">s</sessionManager><taskManager type="TaskManager">t</taskManager>
</returnval></RetrieveServiceContentResponse></soapenv:Body></soapenv:Envelope>`;

onVcsim("a vSphere server", () => {
  test("is looked at from its name to its clock, and nobody logs in", async () => {
    using home = new OperatorHome();
    const site = await VsphereSite.start({ vms: 1 });
    try {
      know(home, site.proxy.port, site.vcsim.thumbprint);
      const { code, told } = await diagnosed(home, { args: [site.endpoint] });
      expect(told.filter(({ status }) => status === "mend")).toEqual([]);
      expect(code).toBe(0);
      // The rig makes certificates for a day.
      expect(ofServer(told).filter((each) => each !== "CERTIFICATE_ENDS")).toEqual([
        "HOST_FOUND",
        "PORT_OPEN",
        "CERTIFICATE_FINE",
        "SERVER_FINE",
        "SERVER_CLOCK_FINE",
      ]);
      expect(site.methods()).not.toContain("Login");
      expect(await site.vcsim.sessions()).toEqual([]);
    } finally {
      await site.stop();
    }
  });

  test("whose clock is elsewhere is told, with which way", async () => {
    using home = new OperatorHome();
    const site = await VsphereSite.start({ vms: 1 });
    try {
      know(home, site.proxy.port, site.vcsim.thumbprint);
      const date = new Date(Date.now() - 10 * 60_000).toUTCString();
      site.proxy.on("RetrieveServiceContent", {
        kind: "replaceReply",
        body: SERVICE_CONTENT,
        headers: { date },
      });
      const { code, toMend } = await diagnosed(home, { args: [site.endpoint] });
      expect(code).toBe(1);
      expect(toMend).toMatchObject([
        {
          code: "SERVER_CLOCK_APART",
          what: expect.stringMatching(/^Its clock is \d+ s behind this machine's/),
        },
      ]);
    } finally {
      await site.stop();
    }
  });
});

test("a profile that does not hold is told with line and column; one that holds is what its server is judged by", async () => {
  using home = new OperatorHome();
  const profiles = join(home.directory, ".config/shoseki/profiles");
  mkdirSync(profiles, { recursive: true, mode: 0o700 });
  const shown = makeCertificate();
  await using server = await TlsServer.start(shown);
  const thumbprint = shown.thumbprint.replaceAll(":", "").toLowerCase();
  const text = `endpoint: vsphere://127.0.0.1:${server.port}\nuser: ops\ntrust:\n  thumbprint: ${thumbprint}\n`;
  writeFileSync(join(profiles, "lab.yaml"), text, { mode: 0o600 });
  const pinned = await diagnosed(home, { args: ["lab"] });
  expect(ofServer(pinned.told).slice(0, 3)).toEqual(["HOST_FOUND", "PORT_OPEN", "CERTIFICATE_FINE"]);
  const misspelt = await diagnosed(home, { args: ["lba"] });
  expect(misspelt.code).toBe(1);
  expect(misspelt.toMend).toMatchObject([{ check: "host", how: expect.stringContaining("lab") }]);
  writeFileSync(join(profiles, "lab.yaml"), `${text}reed-only: true\n`);
  const { code, toMend } = await diagnosed(home, { args: ["lab"] });
  expect(code).toBe(1);
  expect(toMend).toMatchObject([{ check: "profiles", what: expect.stringMatching(/lab\.yaml.*\b5\b/) }]);
});
