import { createPrivateKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { connectRpc } from "#providers/libvirt/rpc/connect-rpc.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { type MadeCertificate, makeCertificate, makeRevocationList } from "../../../rigs/certificates.js";
import type { Libvirtd } from "../../../rigs/libvirtd.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { TlsServer } from "../../../rigs/tls-server.js";
import { options, target } from "../rpc/connecting.js";

const directory = mkdtempSync(join(tmpdir(), "shoseki-pki-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const authority = makeCertificate({ names: ["ca.example"], subject: "/CN=The Lab CA/O=The Lab" });
const server = makeCertificate({ by: authority, authority: false, subject: "/CN=kvm1.example/O=The Lab" });
const operator = makeCertificate({
  by: authority,
  authority: false,
  names: ["ops1"],
  subject: "/CN=ops1/O=The Lab",
});
const stranger = makeCertificate({ names: ["ops1"], subject: "/CN=ops1/O=Elsewhere" });
const tls = { cert: server.cert, key: server.key, authority: authority.cert };

/** A directory as `pkipath` names it. */
function pki(name: string, trusted: MadeCertificate, client: MadeCertificate | null): string {
  const path = mkdtempSync(join(directory, `${name}-`));
  writeFileSync(join(path, "cacert.pem"), trusted.cert);
  if (client !== null) {
    writeFileSync(join(path, "clientcert.pem"), client.cert);
    writeFileSync(join(path, "clientkey.pem"), client.key);
  }
  return path;
}

function locked(key: string): string {
  const kept = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "pp" } as const;
  return createPrivateKey(key).export(kept) as string;
}

function over({ tlsPort }: Pick<Libvirtd, "tlsPort">, pkipath: string, host = "127.0.0.1") {
  const name = `test+tls://${host}/default`;
  return target({ transport: "tls", host, port: tlsPort, query: { pkipath }, name });
}

test("with a certificate of the right authority we are let in, and know whom the server sees", async (context) => {
  await using libvirtd = await needsLibvirtd(context, { tls });
  const client = await connectRpc(over(libvirtd, pki("ops1", authority, operator)), options);
  expect(client.facts).toEqual({ trust: "ca", certificate: server.thumbprint, login: "CN=ops1, O=The Lab" });
  expect(await client.call(PROCEDURES.connectGetUri, {})).toEqual({ uri: "test:///default" });
  await client.close();
});

test("without one, or with a stranger's, we are not, and are told why", async (context) => {
  await using libvirtd = await needsLibvirtd(context, { tls });
  const strangers = pki("stranger", authority, stranger);
  await expect(connectRpc(over(libvirtd, strangers), options)).rejects.toMatchObject({
    problem: {
      code: "CLIENT_CERTIFICATE_REFUSED",
      facts: { subject: "CN=ops1, O=Elsewhere", path: join(strangers, "clientcert.pem") },
    },
  });
  await expect(connectRpc(over(libvirtd, pki("none", authority, null)), options)).rejects.toMatchObject({
    problem: { code: "CLIENT_CERTIFICATE_REFUSED", facts: { subject: null, path: null } },
  });
});

test("one that is not in the server's list of names is not let in either", async (context) => {
  const settings = ['tls_allowed_dn_list = ["CN=ops2,O=The Lab"]'];
  await using libvirtd = await needsLibvirtd(context, { tls, settings });
  await expect(connectRpc(over(libvirtd, pki("ops1", authority, operator)), options)).rejects.toMatchObject({
    code: "CLIENT_CERTIFICATE_REFUSED",
  });
});

test("a server of another authority, or of another name, is shown and not talked to", async (context) => {
  await using libvirtd = await needsLibvirtd(context, { tls });
  await expect(connectRpc(over(libvirtd, pki("other", stranger, operator)), options)).rejects.toMatchObject({
    problem: {
      code: "CERTIFICATE_UNTRUSTED",
      facts: { thumbprint: server.thumbprint, endpoint: "test+tls://127.0.0.1/default" },
    },
  });
  const byName = over(libvirtd, pki("ops1", authority, operator), "localhost");
  await expect(connectRpc(byName, options)).rejects.toMatchObject({
    problem: { code: "CERTIFICATE_UNTRUSTED", facts: { reasons: ["ERR_TLS_CERT_ALTNAME_INVALID"] } },
  });
});

test("without an authority's certificate nothing is sent", async () => {
  const empty = mkdtempSync(join(directory, "empty-"));
  const opening = connectRpc(
    target({ transport: "tls", host: "127.0.0.1", port: 1, query: { pkipath: empty } }),
    options,
  );
  await expect(opening).rejects.toMatchObject({
    problem: {
      code: "CERTIFICATE_FILE_UNFIT",
      facts: { path: join(empty, "cacert.pem"), problem: "NO_AUTHORITY_FILE" },
    },
  });
});

test.each<[string, string, string, () => string]>([
  ["cacert.pem", "is no certificate", "NO_CERTIFICATE", () => "garbage"],
  ["clientcert.pem", "is no certificate", "NO_CERTIFICATE", () => operator.key],
  ["clientkey.pem", "is no key", "NO_KEY", () => "-----BEGIN PRIVATE KEY-----\n"],
  ["clientkey.pem", "is another certificate's", "KEY_OF_ANOTHER", () => stranger.key],
  ["clientkey.pem", "is kept under a passphrase", "KEY_LOCKED", () => locked(operator.key)],
  ["cacrl.pem", "is no list", "NO_REVOCATIONS", () => authority.cert],
  [
    "cacrl.pem",
    "is a broken list",
    "NO_REVOCATIONS",
    () => makeRevocationList(authority, []).replaceAll("M", ""),
  ],
])("a %s that %s is told of by its name, and nothing is sent", async (name, _, problem, text) => {
  const path = pki("broken", authority, operator);
  writeFileSync(join(path, name), text());
  const opening = connectRpc(
    target({ transport: "tls", host: "127.0.0.1", port: 1, query: { pkipath: path } }),
    options,
  );
  await expect(opening).rejects.toMatchObject({
    problem: { code: "CERTIFICATE_FILE_UNFIT", facts: { path: join(path, name), problem } },
  });
});

describe("of an authority that has a list of what it has taken back", () => {
  const listed = (text: string) => {
    const path = pki("ops1", authority, operator);
    writeFileSync(join(path, "cacrl.pem"), text);
    return path;
  };
  const ended = { until: "20210101000000Z" };

  test.each<[string, string, () => string]>([
    ["taken back", "CERT_REVOKED", () => makeRevocationList(authority, [server])],
    [
      "taken back, behind another's list",
      "CERT_REVOKED",
      () => makeRevocationList(stranger, []) + makeRevocationList(authority, [server]),
    ],
    ["judged by a list that has ended", "CRL_HAS_EXPIRED", () => makeRevocationList(authority, [], ended)],
    ["judged by another's list", "UNABLE_TO_GET_CRL", () => makeRevocationList(stranger, [])],
  ])("a server is not talked to whose certificate is %s", async (_, reason, list) => {
    await using peer = await TlsServer.start(server);
    const opening = connectRpc(over({ tlsPort: peer.port }, listed(list())), options);
    await expect(opening).rejects.toMatchObject({
      problem: { code: "CERTIFICATE_UNTRUSTED", facts: { reasons: [reason], thumbprint: server.thumbprint } },
    });
    expect(peer.requests).toEqual([]);
  });

  test("a server whose certificate is not among it is talked to as ever", async (context) => {
    await using libvirtd = await needsLibvirtd(context, { tls });
    const client = await connectRpc(
      over(libvirtd, listed(makeRevocationList(authority, [operator]))),
      options,
    );
    expect(client.facts).toMatchObject({ trust: "ca", certificate: server.thumbprint });
    await client.close();
  });
});
