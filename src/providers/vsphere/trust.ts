import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Socket } from "node:net";
import { type DetailedPeerCertificate, getCACertificates, TLSSocket } from "node:tls";
import { buildConnector } from "undici";
import { failure, ShosekiError } from "#domain/errors.js";

/** How the server's certificate is judged. */
export type Trust =
  | { readonly by: "system" }
  | { readonly by: "ca"; readonly file: string }
  /** SHA-256 of the certificate's DER, 64 lower-case hex digits. */
  | { readonly by: "thumbprint"; readonly sha256: string }
  | { readonly by: "insecure" };

/** A connector that lets a socket through only when its certificate is trusted, and what it saw. */
export interface TrustedConnector {
  readonly connect: buildConnector.connector;
  /** The certificate's SHA-256 as OpenSSL writes it (`AB:CD:...`); null before the first connection. */
  certificate(): string | null;
  /** Lets go of every connection that is still being made. */
  abandon(): void;
}

/**
 * Every connection is judged by itself, before a byte of a request is sent on it: TLS sessions are not resumed, as a
 * resumed one would not be checked against the host's name. Errors: `CERTIFICATE_UNTRUSTED`, `NOT_SENT`.
 */
export async function trustedConnector(
  endpoint: string,
  trust: Trust,
  timeoutMs: number,
): Promise<TrustedConnector> {
  const ca = await certificateAuthorities(trust);
  const connect = buildConnector({
    rejectUnauthorized: false,
    maxCachedSessions: 0,
    allowH2: false,
    timeout: timeoutMs,
    keepAlive: true,
    keepAliveInitialDelay: 5_000,
    ...(ca === undefined ? {} : { ca }),
  });
  let seen: string | null = null;
  const pending = new Set<Socket>();
  return {
    certificate: () => seen,
    abandon: () => {
      for (const socket of pending) socket.destroy();
    },
    connect: (options, callback) => {
      // undici's connector answers its socket, which its types do not say.
      const made: unknown = connect(options, (error, socket) => {
        if (made instanceof Socket) pending.delete(made);
        if (error !== null) return callback(failure("NOT_SENT", { cause: reasonOf(error) }, error), null);
        const problem = judge(socket as TLSSocket, endpoint, trust);
        if (problem !== null) {
          socket.destroy();
          return callback(problem, null);
        }
        seen = (socket as TLSSocket).getPeerCertificate().fingerprint256;
        return callback(null, socket);
      });
      if (made instanceof Socket && made.connecting) pending.add(made);
    },
  };
}

async function certificateAuthorities(trust: Trust): Promise<string[] | undefined> {
  if (trust.by === "system") return [...getCACertificates("default"), ...getCACertificates("system")];
  if (trust.by !== "ca") return undefined;
  try {
    return certificatesIn(await readFile(trust.file, "utf8"));
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path: trust.file, cause: reasonOf(error) }, error);
  }
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** OpenSSL takes a file without a certificate for one that trusts nobody; an operator would look for the fault elsewhere. */
function certificatesIn(text: string): string[] {
  const found = text.match(PEM_CERTIFICATE) ?? [];
  if (found.length === 0) throw new Error("it holds no certificate in PEM");
  for (const each of found) new X509Certificate(each);
  return found;
}

function judge(socket: TLSSocket, endpoint: string, trust: Trust): ShosekiError | null {
  if (!(socket instanceof TLSSocket))
    return failure("NOT_SENT", { cause: "the connection is not encrypted" });
  if (trust.by === "insecure") return null;
  const certificate = socket.getPeerCertificate(true);
  if (trust.by === "thumbprint") {
    const pinned = certificate.fingerprint256.replaceAll(":", "").toLowerCase() === trust.sha256;
    return pinned ? null : untrusted(endpoint, certificate, `it is not the pinned one (${trust.sha256})`);
  }
  return socket.authorized ? null : untrusted(endpoint, certificate, String(socket.authorizationError));
}

function untrusted(endpoint: string, certificate: DetailedPeerCertificate, reason: string): ShosekiError {
  return failure("CERTIFICATE_UNTRUSTED", {
    endpoint,
    reason,
    thumbprint: certificate.fingerprint256,
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    from: certificate.valid_from,
    until: certificate.valid_to,
  });
}

function distinguishedName(parts: Readonly<Record<string, unknown>>): string {
  return Object.entries(parts)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join("+") : String(value)}`)
    .join(", ");
}

/** The short reason of a socket or file error, without our own wrapping: `ECONNREFUSED 127.0.0.1:443`. */
export function reasonOf(error: unknown): string {
  if (error instanceof ShosekiError) return error.message;
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
