import { term, unended } from "#messages/wording.js";

/** Node's names for what is wrong with a certificate. */
const REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "a self-signed certificate stands in its chain",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its issuer is not known here",
  UNABLE_TO_GET_ISSUER_CERT: "its issuer is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its issuer is not known here",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  CERT_REVOKED: "its issuer has revoked it (cacrl.pem)",
  UNABLE_TO_GET_CRL:
    "cacrl.pem has no list of revoked certificates of its issuer, or of whoever vouches for that",
  CRL_HAS_EXPIRED: "the list of revoked certificates (cacrl.pem) is out of date",
  CRL_NOT_YET_VALID: "the list of revoked certificates (cacrl.pem) is not valid yet",
  CRL_SIGNATURE_FAILURE: "the list of revoked certificates (cacrl.pem) is not its issuer's",
  ERR_TLS_CERT_ALTNAME_INVALID: "it was issued for another host name",
};

/** One thing that speaks against a certificate, without a full stop. */
export function reasonSaid(reason: string): string {
  return unended(term(REASONS, reason));
}

/** All of them in a row, after a colon. */
export function reasonsSaid(reasons: readonly string[]): string {
  return new Intl.ListFormat("en").format(reasons.map(reasonSaid));
}
