import type { Check } from "#cli/doctor/check.js";
import { libvirtCertificates } from "#cli/doctor/libvirt-certificates.js";
import { namedLibvirt, namedServer } from "#cli/doctor/named-server.js";
import { MEETING_MS } from "#cli/meet-server.js";
import { found } from "#domain/finding.js";
import { hereIn } from "#providers/libvirt/sockets/here.js";
import { pkiFiles } from "#providers/libvirt/sockets/pki-files.js";
import { meetCertificate } from "#providers/vsphere/meet-certificate.js";

/** How long before its end a certificate is spoken of, in days. */
const SOON = 30;
const DAY_MS = 24 * 60 * 60_000;

/** Judges it as a Login would, but asks nobody. Nothing is sent. */
export const certificateCheck: Check = {
  name: "certificate",
  opens: true,
  look: async (patient, signal) => {
    const libvirt = namedLibvirt(patient);
    if (libvirt?.transport === "tls") {
      const files = pkiFiles(libvirt.query.pkipath, hereIn(patient.setting.io.env));
      return libvirtCertificates(files, SOON);
    }
    const named = namedServer(patient);
    if (named === null) return [];
    const { shown, voucher } = await meetCertificate(named.endpoint, named.trust, MEETING_MS, signal);
    const { subject, thumbprint, until } = shown;
    if (voucher === "insecure") return [found("CERTIFICATE_ANY", { thumbprint })];
    const days = Math.floor((Date.parse(until) - Date.now()) / DAY_MS);
    return [
      found("CERTIFICATE_FINE", { subject, thumbprint, until }),
      ...(days < SOON ? [found("CERTIFICATE_ENDS", { until, days })] : []),
    ];
  },
};
