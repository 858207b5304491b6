import type { X509Certificate } from "node:crypto";
import { type Finding, found } from "#domain/finding.js";
import { certificateSubject } from "#providers/libvirt/sockets/certificate-subject.js";
import type { PkiFiles } from "#providers/libvirt/sockets/pki-files.js";
import { readPki } from "#providers/libvirt/sockets/read-pki.js";

const DAY_MS = 24 * 60 * 60_000;

/**
 * Looks at the files that TLS to libvirt takes: whether they can be used, fit each other, and how long they hold. The server's own
 * certificate is judged when it is met. Errors: `FILE_UNREADABLE`, `CERTIFICATE_FILE_UNFIT`.
 *
 * @param soon how long before its end a certificate is spoken of, in days
 */
export function libvirtCertificates(files: PkiFiles, soon: number): readonly Finding[] {
  const { authorities, client } = readPki(files);
  const { authority, revoked } = files;
  return [
    ...(files.client === null || client === null
      ? [found("CLIENT_CERTIFICATE_NONE", { authority })]
      : ofClient(client, files.client.certificate, authority, soon)),
    ...ofAuthorities(authorities, authority, soon),
    ...(revoked === null ? [] : [found("REVOCATIONS_FINE", { path: revoked })]),
  ];
}

function ofClient(
  certificate: X509Certificate,
  path: string,
  authority: string,
  soon: number,
): readonly Finding[] {
  const { until, days } = endOf(certificate);
  if (days < 0) return [found("CLIENT_CERTIFICATE_ENDED", { path, until })];
  const from = certificate.validFromDate;
  if (from.getTime() > Date.now()) {
    return [found("CLIENT_CERTIFICATE_EARLY", { path, from: from.toISOString() })];
  }
  return [
    found("CLIENT_CERTIFICATE_FINE", { path, subject: certificateSubject(certificate), authority }),
    ...(days < soon ? [found("CLIENT_CERTIFICATE_ENDS", { path, until, days })] : []),
  ];
}

/** Of several, that counts which holds longest: a new one stands beside the old for a while. */
function ofAuthorities(
  certificates: readonly X509Certificate[],
  path: string,
  soon: number,
): readonly Finding[] {
  const [last] = certificates.map(endOf).sort((one, other) => other.days - one.days);
  if (last === undefined || last.days >= soon) return [];
  const { until, days } = last;
  return [
    days < 0 ? found("AUTHORITY_ENDED", { path, until }) : found("AUTHORITY_ENDS", { path, until, days }),
  ];
}

/** Whole days until it ends, negative once it has. */
function endOf({ validToDate }: X509Certificate): { readonly until: string; readonly days: number } {
  const days = Math.floor((validToDate.getTime() - Date.now()) / DAY_MS);
  return { until: validToDate.toISOString(), days };
}
