import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import type { CertificateFileProblem } from "#domain/certificate-file-problem.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import { reasonOf } from "#providers/libvirt/rpc/reason.js";
import type { PkiFiles } from "#providers/libvirt/sockets/pki-files.js";

/** How PEM says that there is a passphrase, as PKCS #8 and as RFC 1421 have it. */
const LOCKED = /^(?:-----BEGIN ENCRYPTED |Proc-Type: 4,ENCRYPTED)/m;

/** What the files for TLS hold. */
export interface Pki {
  readonly context: SecureContext;
  readonly authorities: readonly X509Certificate[];
  /** The client's own; null where there is none to show. */
  readonly client: X509Certificate | null;
}

/** Reads them, each for itself, so that none is blamed for another. Errors: `FILE_UNREADABLE`, `CERTIFICATE_FILE_UNFIT`. */
export function readPki({ authority, revoked, client }: PkiFiles): Pki {
  if (!existsSync(authority)) throw unfit(authority, "NO_AUTHORITY_FILE");
  const ca = read(authority);
  const authorities = certificatesIn(authority, ca);
  made(authority, { ca });
  const trust = revoked === null ? { ca } : { ca, crl: revocationsIn(revoked) };
  if (client === null) return { context: made(authority, trust), authorities, client };
  const [cert, key] = [read(client.certificate), read(client.key)];
  const [own] = certificatesIn(client.certificate, cert);
  if (!own.checkPrivateKey(keyIn(client.key, key))) throw unfit(client.key, "KEY_OF_ANOTHER");
  return { context: made(client.certificate, { ...trust, cert, key }), authorities, client: own };
}

/** A chain has several: the first is its owner's. */
function certificatesIn(path: string, pem: string): readonly [X509Certificate, ...X509Certificate[]] {
  try {
    const [first, ...more] = blocks(pem, "CERTIFICATE").map((block) => new X509Certificate(block));
    if (first !== undefined) return [first, ...more];
  } catch {
    // Said below.
  }
  throw unfit(path, "NO_CERTIFICATE");
}

/** Each list by itself: of a text with several the first alone would be taken. */
function revocationsIn(path: string): string[] {
  const crl = blocks(read(path), "X509 CRL");
  if (crl.length === 0) throw unfit(path, "NO_REVOCATIONS");
  try {
    createSecureContext({ ca: [], crl });
    return crl;
  } catch {
    throw unfit(path, "NO_REVOCATIONS");
  }
}

function keyIn(path: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw unfit(path, LOCKED.test(pem) ? "KEY_LOCKED" : "NO_KEY");
  }
}

function blocks(pem: string, label: string): string[] {
  return pem.match(new RegExp(`-----BEGIN ${label}-----.+?-----END ${label}-----`, "gs")) ?? [];
}

/** What OpenSSL does not take all the same (a key that is too short) it says itself. */
function made(path: string, options: SecureContextOptions): SecureContext {
  try {
    return createSecureContext(options);
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: reasonOf(error) }, error);
  }
}

function unfit(path: string, problem: CertificateFileProblem): ShosekiError {
  return failure("CERTIFICATE_FILE_UNFIT", { path, problem });
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: reasonOf(error) }, error);
  }
}
