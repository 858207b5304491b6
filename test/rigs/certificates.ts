import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate and its key, as a server shows it. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 and SHA-1, as OpenSSL writes them. */
  readonly thumbprint: string;
  readonly sha1: string;
}

export interface CertificateWish {
  /** `127.0.0.1` unless said. */
  readonly names?: readonly string[];
  /** `YYYYMMDDHHMMSSZ`; a year around today unless said. */
  readonly from?: string;
  readonly until?: string;
  /** Who signs it; itself unless said. */
  readonly by?: MadeCertificate;
  readonly subject?: string;
  /** Whether it may sign others; so unless said, as those are that sign themselves. */
  readonly authority?: boolean;
}

const CONFIGURATION = `
[ca]
default_ca = made
[made]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
organizationName = optional
`;

/** Makes certificates by `openssl`, each of a key of its own. Throws when there is no `openssl`. */
export function makeCertificate(wish: CertificateWish = {}): MadeCertificate {
  const directory = mkdtempSync(join(tmpdir(), "shoseki-cert-"));
  const openssl = (...args: readonly string[]) =>
    execFileSync("openssl", args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  const file = (name: string, text = "") => writeFileSync(join(directory, name), text);
  const read = (name: string) => readFileSync(join(directory, name), "utf8");
  const { names = ["127.0.0.1"], by } = wish;
  const { from = stamp(-1), until = stamp(364), subject = "/CN=vc1.example/O=The Lab" } = wish;
  const constraint = wish.authority === false ? "FALSE" : "TRUE";
  const alternatives = names.map((name) => `${/^[\d.]+$|:/.test(name) ? "IP" : "DNS"}:${name}`).join(",");
  try {
    file(
      "ca.cnf",
      `${CONFIGURATION}[names]\nsubjectAltName = ${alternatives}\nbasicConstraints = CA:${constraint}\n`,
    );
    file("index.txt");
    openssl("rand", "-hex", "-out", "serial", "8");
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl("req", "-new", "-utf8", ...curve, "-keyout", "key.pem", "-out", "request.pem", "-subj", subject);
    if (by !== undefined) {
      file("by-key.pem", by.key);
      file("by-cert.pem", by.cert);
    }
    const signer =
      by === undefined
        ? ["-selfsign", "-keyfile", "key.pem"]
        : ["-keyfile", "by-key.pem", "-cert", "by-cert.pem"];
    const term = ["-startdate", from, "-enddate", until];
    openssl(
      ...["ca", "-config", "ca.cnf", "-batch", "-notext", "-in", "request.pem", "-out", "cert.pem"],
      ...["-extensions", "names", ...signer, ...term],
    );
    const cert = read("cert.pem");
    const { fingerprint256, fingerprint } = new X509Certificate(cert);
    return { cert, key: read("key.pem"), thumbprint: fingerprint256, sha1: fingerprint };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What an authority has taken back, PEM. It holds for 30 days, unless it is to have ended. */
export function makeRevocationList(
  by: MadeCertificate,
  revoked: readonly MadeCertificate[],
  { until = stamp(30) }: { readonly until?: string } = {},
): string {
  const directory = mkdtempSync(join(tmpdir(), "shoseki-crl-"));
  const file = (name: string, text = "") => writeFileSync(join(directory, name), text);
  const authority = ["-config", "ca.cnf", "-keyfile", "key.pem", "-cert", "cert.pem"];
  const openssl = (...args: readonly string[]) =>
    execFileSync("openssl", ["ca", ...authority, ...args], { cwd: directory, stdio: "pipe" });
  try {
    file("ca.cnf", CONFIGURATION);
    file("index.txt");
    file("key.pem", by.key);
    file("cert.pem", by.cert);
    for (const { cert } of revoked) {
      file("revoked.pem", cert);
      openssl("-revoke", "revoked.pem");
    }
    const term = ["-crl_lastupdate", stamp(-60), "-crl_nextupdate", until];
    openssl("-gencrl", ...term, "-out", "crl.pem");
    return readFileSync(join(directory, "crl.pem"), "utf8");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function stamp(days: number): string {
  const time = new Date(Date.now() + days * 86_400_000).toISOString();
  return `${time.slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
}
