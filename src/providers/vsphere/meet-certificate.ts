import type { Socket } from "node:net";
import type { VsphereEndpoint } from "#domain/endpoint.js";
import { failure, ShosekiError } from "#domain/errors.js";
import {
  type MetCertificate,
  type Trust,
  type TrustedConnector,
  trustedConnector,
} from "#providers/vsphere/trust.js";

/**
 * Connects as a session would, looks at the certificate, and lets go: nothing is sent but what TLS itself says. Errors:
 * `CERTIFICATE_UNTRUSTED`, `CERTIFICATE_CHANGED`, `UNREACHABLE`, `STOPPED_BY_OPERATOR`, `FILE_UNREADABLE`.
 *
 * @param timeoutMs how long the server is waited for, in milliseconds
 * @param signal aborted: it is not waited for
 */
export async function meetCertificate(
  endpoint: VsphereEndpoint,
  trust: Trust,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<MetCertificate> {
  const connector = await trustedConnector(endpoint.name, trust, timeoutMs);
  const socket = await connected(connector, endpoint, signal);
  socket.destroySoon();
  const met = connector.met();
  if (met === null) throw failure("INTERNAL", { problem: "a connection was let through unseen" });
  return met;
}

async function connected(
  connector: TrustedConnector,
  { host, port, name }: VsphereEndpoint,
  signal: AbortSignal,
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const stop = () => {
    connector.abandon();
    reject(failure("STOPPED_BY_OPERATOR", {}));
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  // A name in another script goes into TLS as the network knows it.
  const { hostname } = new URL(`https://${host.includes(":") ? `[${host}]` : host}`);
  const options = { hostname: hostname.replace(/^\[|\]$/g, ""), protocol: "https:", port: String(port) };
  connector.connect(options, (error, socket) => {
    if (socket !== null) resolve(socket);
    else reject(unreachable(error, name));
  });
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function unreachable(error: Error, endpoint: string): Error {
  if (!(error instanceof ShosekiError) || error.problem.code !== "NOT_SENT") return error;
  return failure("UNREACHABLE", { endpoint, cause: error.problem.facts.cause }, error);
}
