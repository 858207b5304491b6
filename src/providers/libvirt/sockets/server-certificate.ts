import { checkServerIdentity, type TLSSocket } from "node:tls";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";

/** The SHA-256 of the certificate that a server shows, when the authority vouches for it. Throws `CERTIFICATE_UNTRUSTED`. */
export function vouchedFor(socket: TLSSocket, target: RpcTarget): string {
  const shown = socket.getPeerCertificate(true);
  const mismatch = checkServerIdentity(target.host ?? "", shown);
  const against = [
    ...(socket.authorized ? [] : [String(socket.authorizationError)]),
    ...(mismatch === undefined ? [] : ["ERR_TLS_CERT_ALTNAME_INVALID"]),
  ];
  if (against.length === 0) return shown.fingerprint256;
  throw untrusted(socket, target, [...new Set(against)]);
}

function untrusted(socket: TLSSocket, { name }: RpcTarget, reasons: readonly string[]): ShosekiError {
  const { fingerprint256, subject, issuer, valid_from, valid_to } = socket.getPeerCertificate();
  return failure("CERTIFICATE_UNTRUSTED", {
    endpoint: name,
    reasons,
    thumbprint: fingerprint256,
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    from: valid_from,
    until: valid_to,
  });
}

function distinguishedName(parts: object | undefined): string {
  return Object.entries(parts ?? {})
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join("+") : String(value)}`)
    .join(", ");
}
