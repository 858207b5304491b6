import type { ErrorTexts } from "#messages/catalogue.js";
import { reasonsSaid } from "#messages/en/certificate-reasons.js";
import { unended, withoutScheme } from "#messages/wording.js";

const anotherWay = "by another way than this connection (the server's own console, its administrator)";

const trustPlaces =
  "in ~/.pki/libvirt (unless you are root), in /etc/pki/CA, or in the directory that ?pkipath= names";

/** Of libvirt, whose client has files of whom to trust. */
function libvirtNext(reasons: readonly string[]): string {
  if (reasons.includes("CERT_REVOKED")) {
    return "Have the server's administrator give it another certificate: whoever shows this one may have stolen its key.";
  }
  if (reasons.some((reason) => reason.includes("CRL"))) {
    return `Have the newest lists of its issuer, and of whoever vouches for that, as cacrl.pem ${trustPlaces}.`;
  }
  return `Check the thumbprint ${anotherWay}; if it is right, have the certificate of its issuer as cacert.pem ${trustPlaces}.`;
}

/** A server's certificate is not trusted, or what is known of certificates cannot be changed. */
export const certificates = {
  CERTIFICATE_UNTRUSTED: ({ endpoint, reasons, thumbprint, subject, issuer, from, until }) => ({
    what:
      `The certificate of ${endpoint} is not trusted: ${reasonsSaid(reasons)}. ` +
      `Subject ${subject}; issuer ${issuer}; valid from ${from} until ${until}; SHA-256 ${thumbprint}.`,
    notDone: "No session was opened, and no password was sent.",
    next: endpoint.includes("+tls:")
      ? libvirtNext(reasons)
      : `Check the thumbprint ${anotherWay}; if it is right, have it kept by shoseki trust ${withoutScheme(endpoint)} at a ` +
        `terminal, or pass --thumbprint ${thumbprint}, or pass the issuer's certificate with --ca FILE.`,
  }),
  CERTIFICATE_CHANGED: (facts) => ({
    what:
      `${facts.endpoint} shows another certificate than the one that is known of it, which is ${facts.algorithm} ${facts.known} ` +
      `(${facts.file}, line ${facts.line}). Shown: subject ${facts.subject}; issuer ${facts.issuer}; valid from ${facts.from} ` +
      `until ${facts.until}; SHA-256 ${facts.thumbprint}.`,
    notDone: "The connection was dropped before anything was sent on it: no request, and no password.",
    next:
      "The server may have been given a new certificate, or somebody may stand between here and there, waiting for the " +
      `password. Ask the server's owner for its thumbprint ${anotherWay}. Only if it is the one that is shown now, ` +
      `${
        facts.keeper === "govc"
          ? `take line ${facts.line} out of ${facts.file} (govc reads it too)`
          : `take the old one out by shoseki trust remove ${withoutScheme(facts.endpoint)}`
      }, and have the new one kept by shoseki trust ${withoutScheme(facts.endpoint)}.`,
  }),
  KNOWN_HOSTS_UNWRITABLE: ({ path, cause }) => ({
    what: `${path}, where known certificates are kept, cannot be changed: ${unended(cause)}.`,
    notDone: "What is known has stayed as it was; nothing was sent to a server.",
    next: "Make it a file that you can write, in a directory that you can write, or pass --thumbprint.",
  }),
  HOST_NOT_KNOWN: ({ host, path }) => ({
    what: `No line of ${path} names ${host}.`,
    notDone: "Nothing was taken out.",
    next: "shoseki trust list shows the hosts whose certificates are known.",
  }),
} satisfies Partial<ErrorTexts>;
