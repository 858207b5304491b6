import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { buildConnector } from "undici";
import type { KnownCertificate } from "#domain/certificate.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { authoritiesIn, systemAuthorities } from "#providers/vsphere/certificate-authorities.js";
import { judge, type Voucher } from "#providers/vsphere/judge-certificate.js";
import { type ShownCertificate, shownCertificate } from "#providers/vsphere/shown-certificate.js";

/**
 * How the server's certificate is judged. `known` answers what is known of the host and where that is written; it is
 * asked once for each session that is opened. Errors of it: `FILE_UNREADABLE`.
 */
export type Trust =
  /** The system's authorities; where they do not vouch for it, what is known. */
  | { readonly by: "system"; readonly known?: () => readonly KnownCertificate[] }
  /** What is known, whoever else would vouch for another: the operator has just agreed to it. */
  | { readonly by: "known"; readonly known: () => readonly KnownCertificate[] }
  | { readonly by: "ca"; readonly file: string }
  /** SHA-256 of the certificate's DER, 64 lower-case hex digits. */
  | { readonly by: "thumbprint"; readonly sha256: string }
  | { readonly by: "insecure" };

/** A certificate that was trusted, and what by. */
export interface MetCertificate {
  readonly shown: ShownCertificate;
  readonly voucher: Voucher;
}

/** A connector that lets a socket through only when its certificate is trusted, and what it saw. */
export interface TrustedConnector {
  readonly connect: buildConnector.connector;
  /** The certificate of the newest connection that was let through; null before the first. */
  met(): MetCertificate | null;
  /** Lets go of every connection that is still being made. */
  abandon(): void;
}

/**
 * Every connection is judged by itself, before a byte of a request is sent on it: TLS sessions are not resumed, as a
 * resumed one would not be checked against the host's name. Errors: `CERTIFICATE_UNTRUSTED`, `CERTIFICATE_CHANGED`,
 * `NOT_SENT`; of this function itself `FILE_UNREADABLE`.
 */
export async function trustedConnector(
  endpoint: string,
  trust: Trust,
  timeoutMs: number,
): Promise<TrustedConnector> {
  const ca = await authoritiesFor(trust);
  const known = "known" in trust ? trust.known() : [];
  const connect = buildConnector({
    rejectUnauthorized: false,
    maxCachedSessions: 0,
    allowH2: false,
    timeout: timeoutMs,
    keepAlive: true,
    keepAliveInitialDelay: 5_000,
    ...(ca === undefined ? {} : { ca }),
  });
  let met: MetCertificate | null = null;
  const pending = new Set<Socket>();
  return {
    met: () => met,
    abandon: () => {
      for (const socket of pending) socket.destroy();
    },
    connect: (options, callback) => {
      // undici's connector answers its socket, which its types do not say.
      const made: unknown = connect(options, (error, socket) => {
        if (made instanceof Socket) pending.delete(made);
        if (error !== null) return callback(failure("NOT_SENT", { cause: reasonOf(error) }, error), null);
        try {
          const shown = shownOn(socket, options.hostname);
          met = { shown, voucher: judge(shown, { endpoint, trust, known }) };
        } catch (problem) {
          socket.destroy();
          return callback(problem as Error, null);
        }
        return callback(null, socket);
      });
      if (made instanceof Socket && made.connecting) pending.add(made);
    },
  };
}

async function authoritiesFor(trust: Trust): Promise<string[] | undefined> {
  if (trust.by === "system") return systemAuthorities();
  return trust.by === "ca" ? await authoritiesIn(trust.file) : undefined;
}

function shownOn(socket: Socket, host: string): ShownCertificate {
  if (!(socket instanceof TLSSocket)) throw failure("NOT_SENT", { cause: "the connection is not encrypted" });
  const shown = shownCertificate(socket, host);
  if (shown === null) throw failure("NOT_SENT", { cause: "the server shows no certificate" });
  return shown;
}

/** The short reason of a socket or file error, without our own wrapping: `ECONNREFUSED 127.0.0.1:443`. */
export function reasonOf(error: unknown): string {
  if (error instanceof ShosekiError) return error.message;
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
