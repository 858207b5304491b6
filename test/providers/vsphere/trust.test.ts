import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { KnownCertificate } from "#domain/certificate.js";
import type { VsphereEndpoint } from "#domain/endpoint.js";
import { type Problem, ShosekiError } from "#domain/errors.js";
import { meetCertificate } from "#providers/vsphere/meet-certificate.js";
import { Transport } from "#providers/vsphere/transport.js";
import { type Trust, type TrustedConnector, trustedConnector } from "#providers/vsphere/trust.js";
import { makeCertificate } from "../../rigs/certificates.js";
import { TlsServer } from "../../rigs/tls-server.js";
import { startMuteServer } from "../../stories/mute-server.js";

const authority = makeCertificate({ subject: "/CN=lab CA", names: ["ca.example"] });
const selfSigned = makeCertificate();
const renewed = makeCertificate();
const vouchedFor = makeCertificate({ by: authority });
const elsewhere = makeCertificate({ by: authority, names: ["other.example", "10.9.8.7"] });
const expired = makeCertificate({ by: authority, from: "20200101000000Z", until: "20210101000000Z" });
const early = makeCertificate({ by: authority, from: "20900101000000Z", until: "20910101000000Z" });
const allWrong = makeCertificate({
  names: ["other.example"],
  from: "20200101000000Z",
  until: "20210101000000Z",
});

const line = (thumbprint: string, more: Partial<KnownCertificate> = {}): KnownCertificate => ({
  ...{ algorithm: "SHA-256", thumbprint, keeper: "shoseki", file: "/k", line: 7, ...more },
});
const usual = (...known: KnownCertificate[]): Trust => ({ by: "system", known: () => known });

let server: TlsServer;
const usualAuthorities = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...usualAuthorities, authority.cert]));
afterAll(() => setDefaultCACertificates(usualAuthorities));
beforeEach(async () => {
  server = await TlsServer.start(selfSigned);
});
afterEach(() => server[Symbol.asyncDispose]());

const endpoint = (port = server.port): VsphereEndpoint => ({
  ...{ platform: "vsphere", host: "127.0.0.1", port, user: "ops", name: `vsphere://127.0.0.1:${port}` },
});
const meet = (trust: Trust, signal = new AbortController().signal) =>
  meetCertificate(endpoint(), trust, 10_000, signal);

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => new Error("nothing was wrong"),
    (cause: unknown) => cause,
  );
  if (error instanceof ShosekiError) return error.problem;
  throw error;
}

describe("who vouches for a certificate", () => {
  test("the system's authorities, and then it is not asked what is known", async () => {
    server.show(vouchedFor);
    const met = await meet(usual(line(selfSigned.thumbprint)));
    expect(met).toMatchObject({
      voucher: "system",
      shown: { thumbprint: vouchedFor.thumbprint, reasons: [] },
    });
  });

  test("nobody, where it is not known either: all is shown that there is to compare", async () => {
    const { code, facts } = await problemOf(meet(usual()));
    expect(code).toBe("CERTIFICATE_UNTRUSTED");
    expect(facts).toEqual({
      endpoint: endpoint().name,
      reasons: ["DEPTH_ZERO_SELF_SIGNED_CERT"],
      thumbprint: selfSigned.thumbprint,
      subject: "CN=vc1.example, O=The Lab",
      issuer: "CN=vc1.example, O=The Lab",
      from: expect.stringMatching(/^\w{3} [ \d]\d [\d:]{8} \d{4} GMT$/),
      until: expect.stringMatching(/ GMT$/),
    });
  });

  test.each([
    ["an expired one", expired, ["CERT_HAS_EXPIRED"]],
    ["one that is not valid yet", early, ["CERT_NOT_YET_VALID"]],
    ["another host's", elsewhere, ["ERR_TLS_CERT_ALTNAME_INVALID"]],
    [
      "one with everything wrong",
      allWrong,
      ["DEPTH_ZERO_SELF_SIGNED_CERT", "CERT_HAS_EXPIRED", "ERR_TLS_CERT_ALTNAME_INVALID"],
    ],
  ])("%s: each reason is told", async (_what, shown, reasons) => {
    server.show(shown);
    expect(await problemOf(meet(usual()))).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      facts: { reasons },
    });
  });

  test("an authority that is not known here", async () => {
    setDefaultCACertificates(usualAuthorities);
    try {
      server.show(elsewhere);
      expect(await problemOf(meet(usual()))).toMatchObject({
        facts: { reasons: ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID"] },
      });
    } finally {
      setDefaultCACertificates([...usualAuthorities, authority.cert]);
    }
  });

  test.each([
    ["its SHA-256", () => [line(selfSigned.thumbprint)]],
    ["its SHA-1, as govc may have it", () => [line(selfSigned.sha1, { algorithm: "SHA-1", keeper: "govc" })]],
    ["it among others", () => [line(renewed.thumbprint), line(selfSigned.thumbprint)]],
  ] as const)("where %s is known", async (_what, known) => {
    expect(await meet(usual(...known()))).toMatchObject({ voucher: "known" });
  });

  test("what is known is trusted whatever its dates and names: the operator has seen them", async () => {
    server.show(allWrong);
    expect(await meet(usual(line(allWrong.thumbprint)))).toMatchObject({ voucher: "known" });
  });

  test("another one than the known one is told apart from one that nobody knows", async () => {
    server.show(renewed);
    const { code, facts } = await problemOf(
      meet(usual(line(selfSigned.thumbprint), line("AB:CD", { line: 9 }))),
    );
    expect(code).toBe("CERTIFICATE_CHANGED");
    expect(facts).toMatchObject({
      ...{ endpoint: endpoint().name, algorithm: "SHA-256", known: selfSigned.thumbprint },
      ...{ keeper: "shoseki", file: "/k", line: 7, thumbprint: renewed.thumbprint },
    });
    const other = line("5A", { algorithm: "SHA-1", keeper: "govc" });
    expect(await problemOf(meet(usual(other)))).toMatchObject({ code: "CERTIFICATE_CHANGED" });
  });

  test("what has just been agreed to is that one alone, though an authority vouches for another", async () => {
    server.show(vouchedFor);
    const agreed: Trust = { by: "known", known: () => [line(selfSigned.thumbprint)] };
    expect(await problemOf(meet(agreed))).toMatchObject({ code: "CERTIFICATE_CHANGED" });
    const takenBack: Trust = { by: "known", known: () => [] };
    expect(await problemOf(meet(takenBack))).toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
  });

  test("an authority's file, a thumbprint, or nobody at all", async () => {
    const directory = mkdtempSync(join(tmpdir(), "shoseki-ca-"));
    try {
      const file = join(directory, "ca.pem");
      writeFileSync(file, selfSigned.cert);
      expect(await meet({ by: "ca", file })).toMatchObject({ voucher: "ca" });
      server.show(vouchedFor);
      expect(await problemOf(meet({ by: "ca", file }))).toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
    } finally {
      rmSync(directory, { recursive: true });
    }
    const sha256 = vouchedFor.thumbprint.replaceAll(":", "").toLowerCase();
    expect(await meet({ by: "thumbprint", sha256 })).toMatchObject({ voucher: "thumbprint" });
    server.show(selfSigned);
    expect(await problemOf(meet({ by: "thumbprint", sha256 }))).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
    });
    expect(await meet({ by: "insecure" })).toMatchObject({ voucher: "insecure" });
  });
});

describe("a server that is only met", () => {
  test("is sent nothing, and the connection is let go", async () => {
    await meet(usual(line(selfSigned.thumbprint)));
    await problemOf(meet(usual()));
    expect(server.requests).toEqual([]);
    expect(server.connections).toBe(2);
  });

  test("and is not there", async () => {
    const { port } = server;
    await server[Symbol.asyncDispose]();
    server = await TlsServer.start(selfSigned);
    const met = meetCertificate(endpoint(port), usual(), 10_000, new AbortController().signal);
    expect(await problemOf(met)).toMatchObject({ code: "UNREACHABLE" });
  });

  test("and says nothing: it is waited for as long as was said, or until the operator stops it", async () => {
    await using mute = await startMuteServer();
    const port = Number(mute.endpoint.split(":").at(-1));
    const slow = meetCertificate(endpoint(port), usual(), 50, new AbortController().signal);
    expect(await problemOf(slow)).toMatchObject({ code: "UNREACHABLE" });
    const stop = new AbortController();
    const met = meetCertificate(endpoint(port), usual(), 60_000, stop.signal);
    stop.abort();
    expect(await problemOf(met)).toMatchObject({ code: "STOPPED_BY_OPERATOR" });
    expect(await problemOf(meet(usual(), AbortSignal.abort()))).toMatchObject({
      code: "STOPPED_BY_OPERATOR",
    });
  });
});

describe("a certificate that changes while a session is open", () => {
  let connector: TrustedConnector;
  let transport: Transport;
  const open = async (trust: Trust) => {
    connector = await trustedConnector(endpoint().name, trust, 10_000);
    transport = new Transport(`https://127.0.0.1:${server.port}`, connector, 1);
  };
  const ask = async (body: string) => {
    const headers = { "content-type": "text/xml" };
    return await transport.exchange({ method: "POST", path: "/sdk", headers, body, timeoutMs: 10_000 });
  };
  afterEach(() => transport.close());

  test.each([
    ["known", () => usual(line(selfSigned.thumbprint)), "CERTIFICATE_CHANGED"],
    [
      "pinned",
      () => ({ by: "thumbprint", sha256: selfSigned.thumbprint.replaceAll(":", "").toLowerCase() }) as const,
      "CERTIFICATE_UNTRUSTED",
    ],
  ] as const)(
    "is refused on the next connection before a byte of a request is sent: %s",
    async (_how, trust, code) => {
      await open(trust());
      await ask("first");
      server.show(renewed);
      await ask("on the old connection");
      server.dropConnections();
      // The old connection may be noticed to be gone only by the request that is put on it.
      const problems = [await problemOf(ask("secret")), await problemOf(ask("secret"))];
      expect(problems.at(-1)?.code).toBe(code);
      expect(server.requests).toEqual(["first", "on the old connection"]);
      expect(connector.met()?.shown.thumbprint).toBe(selfSigned.thumbprint);
      server.show(selfSigned);
      await ask("again");
      expect(server.requests).toHaveLength(3);
    },
  );
});
