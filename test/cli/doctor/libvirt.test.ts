import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { libvirtCertificates } from "#cli/doctor/libvirt-certificates.js";
import { type FindingCode, statusOf } from "#domain/finding.js";
import { pkiFiles } from "#providers/libvirt/sockets/pki-files.js";
import { type MadeCertificate, makeCertificate, makeRevocationList } from "../../rigs/certificates.js";
import { FakeSsh } from "../../rigs/fake-ssh.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { OperatorHome } from "../../stories/shoseki.js";
import { diagnosed, type Told } from "./patient.js";

const WAY = ["host", "socket", "ssh", "port", "certificate", "server"];

const ofTheWay = (told: readonly Told[]) =>
  told.filter(({ check }) => WAY.includes(check)).map(({ code }): FindingCode => code);

test("libvirt on this machine is looked at through its socket", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const { told } = await diagnosed(home, { args: [`test:///default?socket=${libvirtd.socket}`] });
  expect(ofTheWay(told)).toEqual(["SOCKET_FINE", "SERVER_FINE"]);
  expect(told.at(-1)?.what).toMatch(/^TEST .* \(libvirt /);
  expect(told.find(({ code }) => code === "ANCHOR_NOWHERE")).toMatchObject({ status: "note" });
});

test("a file in the socket's place is none, and there the questions end", async () => {
  using home = new OperatorHome();
  const file = join(home.directory, "sock");
  writeFileSync(file, "");
  const { code, told, toMend } = await diagnosed(home, { args: [`qemu:///system?socket=${file}`] });
  expect(code).toBe(1);
  expect(ofTheWay(told)).toEqual(["SOCKET_MISSING"]);
  expect(toMend[0]?.how).toContain("systemctl start libvirtd.socket");
});

test("by ssh it is said as whom, and what the other machine answers", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  using ssh = new FakeSsh({ "virt-ssh-helper": `exec $NC ${libvirtd.socket}` });
  const { PATH = "" } = ssh.environment;
  const { told } = await diagnosed(home, { args: ["test+ssh://ops@kvm1/default"], env: { PATH } });
  expect(ofTheWay(told)).toEqual(["SSH_FINE", "SERVER_FINE"]);
  expect(told.find(({ check }) => check === "ssh")?.what).toContain("kvm1 as ops");
});

test("without an ssh it is said that one is needed", async () => {
  using home = new OperatorHome();
  const { told, toMend } = await diagnosed(home, {
    args: ["qemu+ssh://ops@kvm1/system"],
    env: { PATH: home.directory },
  });
  expect(ofTheWay(told)).toEqual(["SSH_MISSING"]);
  expect(toMend.at(-1)?.how).toContain("openssh-client");
});

const authority = makeCertificate({ names: ["ca.example"], subject: "/CN=The Lab CA" });
const ops1 = { by: authority, authority: false, names: ["ops1"], subject: "/CN=ops1" } as const;
const usual = makeCertificate(ops1);

const day = (days: number) =>
  new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().replaceAll(/[-:T]|\.\d+/g, "");

test("by TLS the operator's own certificates are looked at before the server", async (context) => {
  const server = makeCertificate({ by: authority, authority: false });
  const tls = { cert: server.cert, key: server.key, authority: authority.cert };
  await using libvirtd = await needsLibvirtd(context, { tls });
  using home = new OperatorHome();
  const pki = join(home.directory, "pki");
  const endpoint = `test+tls://127.0.0.1:${libvirtd.tlsPort}/default?pkipath=${pki}`;
  const look = async () => {
    const { told, toMend } = await diagnosed(home, { args: [endpoint] });
    return { codes: ofTheWay(told).slice(2), toMend };
  };

  mkdirSync(pki, { recursive: true });
  writeFileSync(join(pki, "cacert.pem"), authority.cert);
  const bare = await look();
  expect(bare.codes).toEqual(["CLIENT_CERTIFICATE_NONE", "PROBLEM"]);
  expect(bare.toMend[0]?.what).toContain("there was no client certificate to show it");

  const own = makeCertificate({ ...ops1, until: day(5) });
  writeFileSync(join(pki, "clientcert.pem"), own.cert);
  writeFileSync(join(pki, "clientkey.pem"), own.key);
  const whole = await look();
  expect(whole.codes).toEqual(["CLIENT_CERTIFICATE_FINE", "CLIENT_CERTIFICATE_ENDS", "SERVER_FINE"]);

  writeFileSync(join(pki, "cacrl.pem"), makeRevocationList(authority, [server]));
  const revoked = await look();
  const [, , list, refused] = revoked.codes;
  expect([list, refused]).toEqual(["REVOCATIONS_FINE", "PROBLEM"]);
  expect(revoked.toMend[0]?.what).toContain("its issuer has revoked it (cacrl.pem)");
  expect(revoked.toMend[0]?.how).toContain("may have stolen its key");

  writeFileSync(join(pki, "clientkey.pem"), server.key);
  const unfit = await look();
  expect(unfit.codes).toEqual(["PROBLEM"]);
  expect(unfit.toMend[0]?.what).toContain(`${join(pki, "clientkey.pem")} cannot be used: it is not the key`);
});

test.each<[string, readonly FindingCode[], Partial<Record<"ca" | "client", MadeCertificate>>]>([
  ["all well", ["CLIENT_CERTIFICATE_FINE"], {}],
  [
    "one's own that has ended",
    ["CLIENT_CERTIFICATE_ENDED"],
    { client: makeCertificate({ ...ops1, from: day(-9), until: day(-1) }) },
  ],
  [
    "one's own that is not valid yet",
    ["CLIENT_CERTIFICATE_EARLY"],
    { client: makeCertificate({ ...ops1, from: day(2), until: day(90) }) },
  ],
  [
    "an authority that ends soon",
    ["CLIENT_CERTIFICATE_FINE", "AUTHORITY_ENDS"],
    { ca: makeCertificate({ until: day(3) }) },
  ],
  [
    "an authority that has ended",
    ["CLIENT_CERTIFICATE_FINE", "AUTHORITY_ENDED"],
    { ca: makeCertificate({ from: day(-9), until: day(-1) }) },
  ],
])("of %s is told once, and as what it is", (_, codes, { ca = authority, client = usual }) => {
  using home = new OperatorHome();
  const file = (name: string, text: string) => writeFileSync(join(home.directory, name), text);
  file("cacert.pem", ca.cert);
  file("clientcert.pem", client.cert);
  file("clientkey.pem", client.key);
  const findings = libvirtCertificates(pkiFiles(home.directory, { home: null, isRoot: true }), 30);
  expect(findings.map(({ code }) => code)).toEqual(codes);
  const isSound = codes.every((code) => !/ENDED|EARLY/.test(code));
  expect(findings.every((finding) => statusOf(finding) !== "mend")).toBe(isSound);
});
