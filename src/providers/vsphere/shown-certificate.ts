import { X509Certificate } from "node:crypto";
import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import type { Certificate } from "#domain/certificate.js";

/** The certificate that a server shows on a connection. */
export interface ShownCertificate extends Certificate {
  /** SHA-1 of its DER, as OpenSSL writes it. */
  readonly sha1: string;
  /** All that is wrong with it for one who asks the authorities, by Node's names. Empty when they vouch for it. */
  readonly reasons: readonly string[];
}

/**
 * What the connection was made to is `host`, a name or an address without brackets. Null where the server shows no
 * certificate.
 */
export function shownCertificate(socket: TLSSocket, host: string): ShownCertificate | null {
  const shown = socket.getPeerCertificate(true);
  // For none, Node answers an empty object.
  if (!(shown.raw instanceof Buffer)) return null;
  return {
    thumbprint: shown.fingerprint256,
    sha1: shown.fingerprint,
    subject: distinguishedName(shown.subject),
    issuer: distinguishedName(shown.issuer),
    from: shown.valid_from,
    until: shown.valid_to,
    reasons: socket.authorized ? [] : reasonsAgainst(shown, host, String(socket.authorizationError)),
  };
}

/** OpenSSL tells one reason, and an operator who is asked must know them all. */
function reasonsAgainst(shown: DetailedPeerCertificate, host: string, told: string): readonly string[] {
  const certificate = new X509Certificate(shown.raw);
  const now = Date.now();
  const found = [
    [certificate.checkIssued(certificate), "DEPTH_ZERO_SELF_SIGNED_CERT"],
    [Date.parse(shown.valid_from) > now, "CERT_NOT_YET_VALID"],
    [Date.parse(shown.valid_to) < now, "CERT_HAS_EXPIRED"],
    [checkServerIdentity(host, shown) !== undefined, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ] as const;
  const reasons = found.flatMap(([holds, reason]) => (holds ? [reason] : []));
  return [...new Set([...(isNamed(told, reasons) ? [] : [told]), ...reasons])];
}

/** A self-signed certificate has no issuer to be found: that is no second thing that is wrong with it. */
function isNamed(told: string, reasons: readonly string[]): boolean {
  const same =
    reasons.includes("DEPTH_ZERO_SELF_SIGNED_CERT") && /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_)/.test(told);
  return same || reasons.some((reason) => reason === told);
}

function distinguishedName(parts: Readonly<Record<string, unknown>> | undefined): string {
  return Object.entries(parts ?? {})
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join("+") : String(value)}`)
    .join(", ");
}
