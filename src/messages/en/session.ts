import type { ErrorTexts } from "#messages/catalogue.js";
import { term, unended } from "#messages/wording.js";

const noSession = "No session was opened, and no password was sent.";

/** Node's names for what is wrong with a certificate. */
const certificateReasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "a self-signed certificate stands in its chain",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its issuer is not known here",
  UNABLE_TO_GET_ISSUER_CERT: "its issuer is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its issuer is not known here",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "it was issued for another host name",
};

/** There is no session. */
export const session = {
  UNREACHABLE: ({ endpoint, cause }) => ({
    what: `${endpoint} cannot be reached: ${unended(cause)}.`,
    notDone: noSession,
    next: "Check the name, the port and the way there, then try again.",
  }),
  CERTIFICATE_UNTRUSTED: ({ endpoint, reason, thumbprint, subject, issuer, from, until }) => ({
    what:
      `The certificate of ${endpoint} is not trusted: ${unended(term(certificateReasons, reason))}. ` +
      `Subject ${subject}; issuer ${issuer}; valid from ${from} until ${until}; SHA-256 ${thumbprint}.`,
    notDone: noSession,
    next:
      "Check the thumbprint by another way than this connection (the server's own console, its administrator); " +
      `if it is right, pass --thumbprint ${thumbprint}, or pass the issuer's certificate with --ca FILE.`,
  }),
  NOT_VSPHERE: ({ endpoint, problem }) => ({
    what: `${endpoint} does not answer as vCenter or ESXi does: ${unended(problem)}.`,
    notDone: noSession,
    next: "Check the host and the port; the vSphere API is usually on 443.",
  }),
  VERSION_UNSUPPORTED: ({ endpoint, version }) => ({
    what: `${endpoint} speaks vSphere API ${version}, which is older than what is supported (6.5).`,
    notDone: noSession,
    next: "Use a server of vSphere 6.5 or later.",
  }),
  LOGIN_REFUSED: ({ user, fault, message }) => ({
    what: `The server refused the login of ${user}: ${unended(message)} (${fault}).`,
    notDone: "No session was opened.",
    next: "Check the user and the password; repeated failures may lock the account.",
  }),
  PASSWORD_MISSING: ({ user }) => ({
    what: `No password was given for ${user}.`,
    notDone: "No session was opened.",
    next: "Type it when asked at a terminal, set SHOSEKI_PASSWORD, or give it on standard input with --password-stdin.",
  }),
} satisfies Partial<ErrorTexts>;
